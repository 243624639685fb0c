import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { connected, testServer } from '../../support/postgres';
import { type Document, pra, praJson, temporaryFolder, uri } from './pra';

const folder = temporaryFolder();
const table = 'metier.rdv';
const create = `
  create schema metier;
  create table metier.rdv (id int primary key, statut text, suite int);
  insert into metier.rdv select n, 'CONFIRME', 0 from generate_series(1, 40) n`;

/** Correcting row 5 has production itself change row 35. */
const damage = `
  update metier.rdv set statut = 'ANNULE' where id <= 38;
  create function metier.suivre() returns trigger language plpgsql as
  $$ begin update metier.rdv set suite = 1 where id = 35; return null; end $$;
  create trigger suivre after update on metier.rdv for each row when (new.id = 5)
  execute function metier.suivre()`;

describe('pra apply --batch-rows', () => {
  let live: ConnectionSettings;
  let incident: string;
  const variables = (): Readonly<Record<string, string>> => ({
    PRA_HOME: path.join(folder(), 'home'),
  });

  function run(...words: readonly string[]): Promise<Document> {
    return praJson(words, variables());
  }

  async function sql(text: string): Promise<void> {
    await connected(live, (session) => session.script(text));
  }

  const confirmed = (command: string, ...more: readonly string[]): Promise<Document> =>
    run(command, incident, '--live', uri(live), '--confirm', table, ...more);

  before(async () => {
    const server = await testServer();
    live = await server.createDatabase();
    await sql(create);
    const dump = path.join(folder(), 'before.sql');
    await run('snapshot', '--live', uri(live), '--table', table, '--out', dump);
    await sql(damage);
    incident = path.join(folder(), 'incident');
    const to = ['--live', uri(live), '--scratch', uri(server.owner), '--out', incident];
    const { status, json } = await run(
      ...['recover', dump, '--table', table, '--select', 'changed', ...to],
      '--allow-production-server',
    );
    assert.equal(status, 0, JSON.stringify(json));
  });

  it('refuses what is no number of rows', async () => {
    for (const rows of ['0', '-1', 'many']) {
      assert.equal((await confirmed('apply', '--batch-rows', rows)).status, 2);
    }
  });

  it('says what is done and what is left where a row moved on meanwhile, and how to go on', async () => {
    const { status, json, error } = await confirmed('apply', '--batch-rows', '10');
    assert.deepEqual([status, error.code], [3, 'partly-applied'], JSON.stringify(json));
    assert.match(error.hint ?? '', /pra apply, pra undo/);
    const { outcome, done, left, drifted } = json;
    assert.deepEqual(
      { outcome, done, left, drifted },
      {
        outcome: 'partly-applied',
        done: { insert: 0, update: 30, delete: 0 },
        left: { insert: 0, update: 8, delete: 0 },
        drifted: [['35']],
      },
    );
  });

  it('is not proved before all is written, and counts what is left', async () => {
    const { status, json } = await run('prove', incident, '--live', uri(live));
    assert.equal(status, 3);
    assert.deepEqual([json['selected'], json['left']], [{ equal: 30, different: 0 }, 8]);
  });

  it('takes another plan only where it holds all that is written', async () => {
    const keys = path.join(folder(), 'keys.jsonl');
    await writeFile(keys, `{"kind":"changed","key":["38"]}\n`);
    const { status, error } = await run('replan', incident, '--keys', keys);
    assert.deepEqual([status, error.code], [3, 'in-use']);
  });

  it('writes what is left without the row that drifted', async () => {
    const replanned = await run('replan', incident, '--without-drifted');
    assert.equal(replanned.status, 0, JSON.stringify(replanned.json));
    assert.deepEqual(replanned.json['plan'], { insert: 0, update: 37, delete: 0 });
    const { status, json } = await confirmed('apply', '--batch-rows', '5');
    assert.deepEqual([status, json['outcome'], json['update']], [0, 'applied', 7]);
    const proved = await run('prove', incident, '--live', uri(live));
    assert.deepEqual([proved.status, proved.json['left']], [3, 0]);
    assert.deepEqual(proved.json['unselected'], { writtenByUs: 1, changedByOthers: 0 });
  });

  it('undoes what was written under both plans', async () => {
    const { status, json } = await confirmed('undo');
    assert.deepEqual([status, json['outcome'], json['update']], [0, 'undone', 37]);
    await connected(live, async (session) => {
      const [damaged] = await session.row(
        `select count(*) from metier.rdv where statut = 'ANNULE' and id <= 38`,
      );
      assert.equal(damaged, '38');
    });
    const text = await pra(
      ['undo', incident, '--live', uri(live), '--confirm', table],
      variables(),
    );
    assert.match(text.stdout, /Already undone/);
  });
});
