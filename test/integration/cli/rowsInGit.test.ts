import assert from 'node:assert/strict';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { appointments, dumpAppointments, fillAppointments } from '../../support/appointments';
import { connected, testServer } from '../../support/postgres';
import { pra, temporaryFolder, uri } from './pra';

const folder = temporaryFolder();

describe('What holds rows in an incident of the command line', () => {
  let live: ConnectionSettings;
  let dump: string;

  before(async () => {
    live = await (await testServer()).createDatabase();
    await fillAppointments(live);
    await connected(live, (session) => session.query('delete from metier.rdv where id <= 40'));
    dump = await dumpAppointments(folder(), '2026-06-29T02:00:00');
  });

  async function done(...words: readonly string[]): Promise<void> {
    const { status, stderr } = await pra([...words, '--live', uri(live), '--table', appointments]);
    assert.equal(status, 0, stderr);
  }

  async function recovered(out: string, ...more: readonly string[]): Promise<void> {
    const server = await testServer();
    const scratch = ['--scratch', uri(server.owner), '--allow-production-server'];
    await done('recover', dump, '--out', out, '--select', 'missing', ...scratch, ...more);
  }

  /** Of all its files with rows, each once, beside the mode of a file for everybody. */
  async function modesIn(dir: string): Promise<{ readonly rows: number[]; readonly plan: number }> {
    const mode = async (name: string): Promise<number> =>
      (await stat(path.join(dir, name))).mode & 0o777;
    const rows = (await readdir(path.join(dir, 'rows'))).map((name) => path.join('rows', name));
    assert.ok(rows.includes(path.join('rows', 'changes.jsonl')));
    const found = await Promise.all([...rows, 'correction.sql', 'undo.sql'].map(mode));
    return { rows: [...new Set(found)], plan: await mode('plan.json') };
  }

  it('is for its owner alone', async () => {
    const dir = path.join(folder(), 'own');
    await recovered(dir);
    assert.deepEqual((await modesIn(dir)).rows, [0o600]);
    assert.match(await readFile(path.join(dir, '.gitignore'), 'utf8'), /^rows\/$/m);
  });

  it('may go through git where that is asked for as it is opened, and so may what comes later', async () => {
    const dir = path.join(folder(), 'shared');
    await done('qualify', dump, '--dir', dir, '--rows-in-git');
    await recovered(dir);
    const { rows, plan } = await modesIn(dir);
    assert.deepEqual(rows, [plan]);
    assert.doesNotMatch(await readFile(path.join(dir, '.gitignore'), 'utf8'), /rows\/|sql/);
  });
});
