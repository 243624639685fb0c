import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { connected, testServer } from '../../support/postgres';
import { type Document, ended, pra, praJson, startPra, temporaryFolder, uri } from './pra';

const folder = temporaryFolder();
const table = 'metier.rdv';
const create = `
  create schema metier;
  create table metier.rdv (id int primary key, statut text);
  insert into metier.rdv select n, 'CONFIRME' from generate_series(1, 400) n`;
const damage = `delete from metier.rdv where id <= 300;
  update metier.rdv set statut = 'PERDU' where id > 390`;

interface Found {
  readonly name: string;
  readonly state: string;
  readonly now: number | null;
  readonly before: number | null;
}

describe('pra validate and pra watch', () => {
  let live: ConnectionSettings;
  let incident: string;
  let checks: string;
  const variables = (): Readonly<Record<string, string>> => ({
    PRA_HOME: path.join(folder(), 'home'),
  });

  function run(...words: readonly string[]): Promise<Document> {
    return praJson(words, variables());
  }

  async function sql(text: string): Promise<void> {
    await connected(live, (session) => session.script(text));
  }

  const validate = (...more: readonly string[]): Promise<Document> =>
    run('validate', incident, '--live', uri(live), '--checks', checks, ...more);

  const found = (json: Document['json']): readonly (readonly unknown[])[] =>
    // As the command's documentation describes it; compared below.
    (json['indicators'] as readonly Found[]).map(({ name, state, before, now }) => [
      ...[name, state, before, now],
    ]);

  async function journal(): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const names = await readdir(path.join(incident, 'journal'));
    const texts = await Promise.all(
      names.map((name) => readFile(path.join(incident, 'journal', name), 'utf8')),
    );
    return texts
      .flatMap((text) => text.trim().split('\n'))
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  }

  before(async () => {
    const server = await testServer();
    live = await server.createDatabase();
    await sql(create);
    checks = path.join(folder(), 'checks');
    await mkdir(checks);
    const files = {
      statut: `-- name: statut is known\n-- expect: no rows\nselect id from ${table} where statut <> 'CONFIRME'`,
      volume: `-- name: rows\n-- expect: any number\nselect count(*) from ${table}`,
    };
    for (const [name, text] of Object.entries(files)) {
      await writeFile(path.join(checks, `${name}.sql`), text);
    }
    const toLive = ['--live', uri(live)];
    await run('checks', ...toLive, '--checks', checks);
    const dump = path.join(folder(), 'before.sql');
    await run('snapshot', ...toLive, '--table', table, '--out', dump);
    await sql(damage);
    incident = path.join(folder(), 'incident');
    const { status, json } = await run(
      ...['recover', dump, '--table', table, '--select', 'missing,changed', ...toLive],
      ...['--scratch', uri(server.owner), '--out', incident, '--allow-production-server'],
    );
    assert.equal(status, 0, JSON.stringify(json));
    await run('checks', ...toLive, '--checks', checks);
  });

  it('say what is not right before the correction, and nobody signs that off by mistake', async () => {
    const { status, json, error } = await validate('--sign-off', 'Mme Roux');
    assert.deepEqual([status, error.code, json['signedOff']], [3, 'not-equal', null]);
    assert.deepEqual(found(json), [['rows', 'outside', 100, 100]]);
    const despite = await validate('--despite', 'nobody is at work');
    assert.deepEqual([despite.status, despite.error.code], [2, 'usage']);
  });

  it('prove the correction again and read the numbers beside those of before and of the usual', async () => {
    const confirmed = ['--live', uri(live), '--confirm', table, '--no-snapshot', 'test'];
    assert.equal((await run('apply', incident, ...confirmed)).status, 0);
    const { status, json } = await validate();
    assert.deepEqual([status, json['proved'], json['signedOff']], [0, true, null]);
    assert.deepEqual(found(json), [['rows', 'inside', 100, 400]]);
    const { stdout } = await pra(
      ['validate', incident, '--live', uri(live), '--checks', checks, '--lang', 'fr'],
      variables(),
    );
    assert.match(stdout, /Personne ne l’a encore validé/);
    assert.match(stdout, /\| rows \| 100 \| 400 \| +\| 320 à 480 \| comme d’habitude \|/);
  });

  it('refuse the sign-off while a check fails, unless somebody says why', async () => {
    await sql(`update metier.rdv set statut = 'ABSENT' where id = 350`);
    const { status, json, error } = await validate('--sign-off', 'Mme Roux');
    assert.deepEqual([status, error.code, json['signedOff']], [3, 'check-failed', null]);
    const despite = await validate('--sign-off', 'Mme Roux', '--despite', 'that one is rightful');
    assert.deepEqual([despite.status, despite.json['signedOff']], [0, 'Mme Roux']);
    const signed = (await journal()).findLast(({ step }) => step === 'signed-off');
    assert.deepEqual(
      [signed?.['by'], signed?.['despite'], signed?.['failed']],
      ['Mme Roux', 'that one is rightful', ['statut is known']],
    );
    const report = await readFile(path.join(incident, 'report.md'), 'utf8');
    assert.match(report, /Signed off by Mme Roux on .*, though not everything was right: that one/);
    await sql(`update metier.rdv set statut = 'CONFIRME' where id = 350`);
  });

  it('stand beside the verdict on the dump, where that is the incident’s', async () => {
    const dump = path.join(folder(), 'before.sql');
    assert.equal((await run('verify', dump, '--dir', incident)).status, 0);
    const verdict = (await journal()).findLast(({ step }) => step === 'dump-verified');
    assert.deepEqual([verdict?.['ok'], verdict?.['dump']], [true, dump]);
    const report = await readFile(path.join(incident, 'report.md'), 'utf8');
    assert.match(report, /It was verified afterwards, on .*: whole\./);
    const other = path.join(folder(), 'other.sql');
    await writeFile(other, await readFile(dump));
    assert.equal((await run('verify', other, '--dir', incident)).status, 2);
  });

  it('watch production for a while: as usual, the status is 0', async () => {
    const { status, json } = await run(
      ...['watch', '--live', uri(live), '--checks', checks, '--dir', incident],
      ...['--for', '2s', '--every', '1s'],
    );
    assert.deepEqual([status, json['left']], [0, []], JSON.stringify(json));
    assert.ok(Number(json['looks']) >= 2);
  });

  it('warn as soon as a number leaves its band, go on until interrupted, and keep it in the journal', async () => {
    const child = await startPra(
      [
        ...['watch', '--live', uri(live), '--checks', checks, '--dir', incident],
        ...['--every', '1s', '--json'],
      ],
      variables(),
    );
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    const end = ended(child);
    await pause(1500);
    await sql('truncate metier.rdv');
    const deadline = Date.now() + 20_000;
    while (!said.includes('UNUSUAL rows: 0 (usual: 320 to 480)') && Date.now() < deadline) {
      await pause(50);
    }
    assert.match(said, /UNUSUAL rows: 0 \(usual: 320 to 480\)/);
    const exit = once(child, 'exit');
    child.kill('SIGINT');
    await exit;
    const { status, stdout } = await end;
    const json = JSON.parse(stdout) as Document['json'];
    assert.deepEqual([status, json['left']], [3, ['rows']]);
    const watched = (await journal()).findLast(({ step }) => step === 'watched');
    assert.deepEqual(watched?.['left'], ['rows']);
  });

  it('take no time that is none, and no folder without a number to watch', async () => {
    const toLive = ['watch', '--live', uri(live)];
    assert.equal((await run(...toLive, '--checks', checks, '--for', '0m')).status, 2);
    assert.equal((await run(...toLive, '--checks', checks, '--every', 'often')).status, 2);
    assert.equal((await run(...toLive, '--checks', folder())).status, 2);
  });
});
