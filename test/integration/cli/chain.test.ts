import assert from 'node:assert/strict';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseConnection } from '../../../src/postgres/connection/parseConnection';
import { readRecord, recordName, type SampleRecord } from '../../../src/sample/record';
import { FaultProxy } from '../../support/faultProxy';
import { holding, releasedAfter } from '../../support/heldRow';
import { connected } from '../../support/postgres';
import { type Document, pra, praJson, temporaryFolder, uri } from './pra';

const table = 'metier.demandes_rdv';
const identity = ['--identity', 'citoyen_id,date_demande'];
const folder = temporaryFolder();

interface Change {
  readonly kind: string;
  readonly key: readonly string[];
  readonly xid?: string;
  readonly reused?: true;
}

describe('The commands, one after another on the sample incident', () => {
  let home: Readonly<Record<string, string>>;
  let live: string;
  let dump: string;
  let record: SampleRecord;
  let incident: string;
  let damaged: string;

  const run = (...words: readonly string[]): Promise<Document> => praJson(words, home);
  const ok = async (...words: readonly string[]): Promise<Document['json']> => {
    const { status, json, stderr } = await run(...words);
    assert.equal(status, 0, JSON.stringify(json) + stderr);
    return json;
  };
  /** Every row of production as one text. */
  const liveRows = async (): Promise<string> =>
    connected(parseConnection(live), async (session) => {
      const rows = await session.rows(`select * from ${table} order by rdv_id`);
      return JSON.stringify(rows);
    });

  before(async function () {
    this.timeout(120_000);
    home = { PRA_HOME: path.join(folder(), 'home') };
    const sample = path.join(folder(), 'sample');
    const json = await ok('sample', 'start', '--dir', sample);
    live = (json['live'] as { conn: string }).conn;
    dump = (json['dumps'] as string[])[1] ?? '';
    const read = await readRecord(path.join(sample, recordName));
    assert.ok(read);
    record = read;
    incident = path.join(folder(), 'incident');
    damaged = await liveRows();
  });

  after(async () => {
    await ok('sample', 'stop', '--dir', path.join(folder(), 'sample'));
    await ok('scratch', 'drop', '--all');
    await ok('scratch', 'stop');
  });

  it('restore leaves a scratch database that works as a CONN', async () => {
    const restored = await ok('restore', dump, '--table', table);
    const { conn, database } = restored['scratch'] as { conn: string; database: string };
    const [{ rows } = { rows: 0 }] = restored['tables'] as { rows: number }[];
    const changes = path.join(folder(), 'changes.jsonl');
    const sides = ['--backup', conn, '--live', live, '--table', table];
    const compared = await ok('compare', ...sides, ...identity, '--changes', changes, '--details');
    const counts = compared['rows'] as Record<string, number>;
    assert.equal(counts['backup'], rows);
    assert.equal(counts['missing'], record.damages.periodDeleted.ids.length);
    assert.equal(counts['reused'], record.damages.idsReused.ids.length);
    const { periodDeleted } = record.damages;
    const lines = (await readFile(changes, 'utf8')).trimEnd().split('\n');
    const missing = lines
      .map((line) => JSON.parse(line) as Change)
      .filter(({ kind }) => kind === 'missing');
    assert.deepEqual(
      missing.map(({ key }) => Number(key[0])).sort((a, b) => a - b),
      [...periodDeleted.ids],
    );
    assert.equal((await stat(changes)).mode & 0o777, 0o600);
    const { databases } = (await ok('scratch', 'list')) as { databases: { name: string }[] };
    assert.deepEqual(
      databases.map(({ name }) => name),
      [database],
    );
    await ok('scratch', 'drop', database);
  });

  it('recover without a selection reports the comparison and plans nothing', async () => {
    const words = ['recover', dump, '--table', table, '--live', live, '--out', incident];
    const json = await ok(...words, ...identity);
    assert.deepEqual(json['plan'], { insert: 0, update: 0, delete: 0 });
    const { transactions } = json['compare'] as { transactions: { xid: string }[] };
    assert.equal(transactions[0]?.xid, record.damages.massUpdate.xid);
    assert.ok(!(await readdir(incident)).includes('plan.json'));
    assert.deepEqual((await ok('scratch', 'list'))['databases'], []);
    assert.equal((await run(...words)).status, 2, 'It would overwrite an incident.');
  });

  it('keeps the journal’s durations short, and the dump’s SHA-256 with the plan', async () => {
    const { plan } = (await ok('replan', incident, '--select', 'missing')) as { plan: unknown };
    assert.ok(plan);
    const [verified] = (await ok('verify', dump))['dumps'] as { sha256: string }[];
    const header = JSON.parse(await readFile(path.join(incident, 'plan.json'), 'utf8')) as {
      dump: { sha256: string };
    };
    assert.equal(header.dump.sha256, verified?.sha256);
    const report = await readFile(path.join(incident, 'report.md'), 'utf8');
    assert.match(report, /restored beside production: .* rows \(\d+(\.\d)? s\)/);
    assert.ok(report.includes(`| SHA-256 | \`${header.dump.sha256}\` |`));
  });

  it('replan plans from what the folder holds, with the rows out of others’ sight', async () => {
    const { xid, ids } = record.damages.massUpdate;
    const json = await ok('replan', incident, '--select', 'changed', '--transaction', xid);
    assert.deepEqual(json['plan'], { insert: 0, update: ids.length, delete: 0 });
    for (const file of ['correction.sql', 'undo.sql', 'rows/plan.jsonl', 'rows/changes.jsonl']) {
      assert.equal((await stat(path.join(incident, file))).mode & 0o777, 0o600, file);
    }
    assert.match(await readFile(path.join(incident, '.gitignore'), 'utf8'), /^rows\/\n\*\.sql/);
    assert.match(await readFile(path.join(incident, 'correction.sql'), 'utf8'), /\nROLLBACK;\n$/);
    const none = await run('replan', incident, '--transaction', '1');
    assert.deepEqual([none.status, none.error.code], [3, 'nothing-selected']);
  });

  it('replan selects rows whose id was reused by their keys only', async () => {
    const [id] = record.damages.idsReused.ids;
    const { xid } = record.damages.idsReused;
    assert.equal((await run('replan', incident, '--transaction', xid)).status, 3);
    const keys = path.join(folder(), 'keys.jsonl');
    await writeFile(keys, `{"key": ["${String(id)}"]}\n`);
    const json = await ok('replan', incident, '--keys', keys);
    assert.deepEqual(json['plan'], { insert: 0, update: 1, delete: 0 });
  });

  it('refuses another address than the compared one, until it is said that it moved', async () => {
    const proxy = await FaultProxy.start(parseConnection(live));
    try {
      await ok('replan', incident, '--select', 'missing');
      const elsewhere = ['--live', uri(proxy.settings)];
      const confirm = ['--confirm', table];
      for (const words of [
        ['rehearse', incident],
        ['apply', incident, ...confirm],
        ['undo', incident, ...confirm],
        ['prove', incident],
      ]) {
        const { status, error } = await run(...words, ...elsewhere);
        assert.deepEqual([status, error.code], [3, 'wrong-server'], words[0]);
        assert.match(error.hint ?? '', /--moved/);
      }
      assert.equal(await liveRows(), damaged);
      await ok('rehearse', incident, ...elsewhere, '--moved');
      const named = live.replace('127.0.0.1', 'localhost');
      await ok('rehearse', incident, '--live', named);
    } finally {
      await proxy.close();
    }
  });

  it('rehearse, apply, prove and undo tell what they did, and undo gives all back', async () => {
    const { massUpdate, periodDeleted } = record.damages;
    await ok('replan', incident, '--select', 'missing');
    const production = ['--live', live];
    const confirm = [...production, '--confirm', table];
    const rehearsed = await ok('rehearse', incident, ...production);
    const plan = { insert: periodDeleted.ids.length, update: 0, delete: 0 };
    assert.deepEqual(rehearsed['plan'], plan);
    assert.deepEqual(
      [rehearsed['drifted'], rehearsed['lockWaits'], rehearsed['sample']],
      [[], [], null],
    );
    const sampled = await ok('rehearse', incident, ...production, '--rehearsal-rows', '5');
    assert.deepEqual([sampled['plan'], sampled['sample']], [plan, { rows: 5, of: plan.insert }]);
    const told = await pra(['rehearse', incident, ...production, '--rehearsal-rows', '5'], home);
    assert.match(told.stdout, /^Only a sample was rehearsed: 5 of \d+ rows, some of each pattern/m);
    assert.equal(
      (await run('rehearse', incident, ...production, '--rehearsal-rows', 'x')).status,
      2,
    );
    assert.equal(await liveRows(), damaged);

    const other = await run('apply', incident, ...production, '--confirm', 'metier.citoyens');
    assert.deepEqual([other.status, other.error.code], [3, 'not-confirmed']);
    const before = await run('prove', incident, ...production);
    assert.deepEqual([before.status, before.error.code], [3, 'not-equal']);

    const applied = await ok('apply', incident, ...confirm);
    assert.equal(applied['outcome'], 'applied');
    assert.deepEqual([applied['insert'], applied['sample']], [plan.insert, sampled['sample']]);
    const { file } = applied['snapshot'] as { file: string };
    assert.equal(file, path.join(incident, 'rows', 'snapshot.sql'));
    assert.equal((await ok('apply', incident, ...confirm))['outcome'], 'already-applied');
    const proof = await ok('prove', incident, ...production);
    assert.deepEqual(proof['selected'], { equal: plan.insert, different: 0 });
    assert.deepEqual(proof['unselected'], { writtenByUs: 0, changedByOthers: 0 });

    const again = await run('replan', incident, '--transaction', massUpdate.xid);
    assert.deepEqual([again.status, again.error.code], [3, 'in-use']);
    const undone = await ok('undo', incident, ...confirm);
    assert.deepEqual([undone['outcome'], undone['delete']], ['undone', plan.insert]);
    assert.equal((await ok('undo', incident, ...confirm))['outcome'], 'already-undone');
    assert.equal(await liveRows(), damaged);
  });

  it('names the rows that drifted, and replans without them', async () => {
    const { xid, ids } = record.damages.massUpdate;
    await ok('replan', incident, '--transaction', xid);
    const [id] = ids;
    await connected(parseConnection(live), (session) =>
      session.query(`update ${table} set canal = 'GUICHET?' where rdv_id = ${String(id)}`),
    );
    const rehearsed = await run('rehearse', incident, '--live', live);
    assert.deepEqual([rehearsed.status, rehearsed.error.code], [3, 'row-drifted']);
    assert.deepEqual(rehearsed.json['drifted'], [[String(id)]]);
    const applied = await run('apply', incident, '--live', live, '--confirm', table);
    assert.deepEqual([applied.status, applied.error.code], [3, 'row-drifted']);
    assert.deepEqual(applied.json['drifted'], [[String(id)]]);
    const said = await pra(['apply', incident, '--live', live, '--confirm', table], home);
    assert.match(said.stdout, new RegExp(`^Drifted: ${String(id)} changed\\.$`, 'm'));
    assert.match(said.stdout, /^pra replan \S+ --without-drifted plans it without/m);
    const json = await ok('replan', incident, '--without-drifted');
    assert.deepEqual(json['plan'], { insert: 0, update: ids.length - 1, delete: 0 });
    await ok('rehearse', incident, '--live', live);
  });

  it('names for whom a rehearsal waited, or who was in its way', async () => {
    const [, id] = record.damages.massUpdate.ids;
    const held = `update ${table} set canal = canal where rdv_id = ${String(id)}`;
    const rehearsal = ['rehearse', incident, '--live', live];
    await connected(parseConnection(live), async (other) => {
      const pid = Number(await holding(other, held));
      const [json] = await Promise.all([ok(...rehearsal), releasedAfter(other, 800)]);
      const [wait] = json['lockWaits'] as { pid: number; application: string; seconds: number }[];
      assert.deepEqual([wait?.pid, wait?.application], [pid, 'lot-nuit']);
      assert.ok((wait?.seconds ?? 0) > 0.3);
      await holding(other, held);
      const [told] = await Promise.all([pra(rehearsal, home), releasedAfter(other, 800)]);
      assert.match(
        told.stdout,
        /^Waited \d\.\d s for a lock of process \d+, user \w+, lot-nuit, since /m,
      );
      await holding(other, held);
      const { status, error } = await run(...rehearsal, '--lock-timeout', '1');
      assert.deepEqual([status, error.code], [6, 'lock-timeout']);
      assert.match(error.message, new RegExp(`: process ${pid}, user \\w+, lot-nuit, since `));
    });
  });

  it('tells which rows are stale, and compares these again', async () => {
    const found = await ok('stale', incident, '--live', live);
    assert.equal(found['stale'], 1, 'the one that drifted, and no other');
    const { again, stale } = await ok('stale', incident, '--live', live, '--compare-again');
    assert.deepEqual(again, { missing: 0, changed: 1, extra: 0, equal: 0, stale: 0 });
    assert.equal(stale, 0);
    assert.equal((await ok('stale', incident, '--live', live))['stale'], 0);
    const { xid, ids } = record.damages.massUpdate;
    await ok('replan', incident, '--transaction', xid);
    const keys = path.join(folder(), 'again.jsonl');
    await writeFile(keys, JSON.stringify({ key: [String(ids[0])] }));
    const { plan } = await ok('replan', incident, '--keys', keys);
    assert.deepEqual(plan, { insert: 0, update: 1, delete: 0 });
    await ok('rehearse', incident, '--live', live);
  });

  it('refuses compared rows that were edited', async () => {
    const file = path.join(incident, 'rows', 'changes.jsonl');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('"ANNULE"', '"HONORE"'));
    const { status, error } = await run('replan', incident, '--select', 'changed');
    assert.deepEqual([status, error.code], [4, 'incident-unreadable']);
    await writeFile(file, text);
  });

  it('tells it in sentences without --json', async () => {
    const { status, stdout } = await pra(['prove', incident, '--live', live], home);
    assert.equal(status, 3);
    assert.equal(stdout, '');
    const planned = await pra(['replan', incident, '--select', 'missing'], home);
    assert.match(planned.stdout, /^Planned: \d+ insert, 0 update, 0 delete\./);
  });
});
