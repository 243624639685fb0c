import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { copyBlock, writeArchive } from '../../support/archiveWriter';
import { connected, testServer } from '../../support/postgres';
import { type Document, praJson, temporaryFolder, uri } from './pra';

const folder = temporaryFolder();
let backup: ConnectionSettings;
let live: ConnectionSettings;
let reader: ConnectionSettings;

const columns = `id int primary key, day date not null, who int, v text`;

async function execute(settings: ConnectionSettings, ...statements: string[]): Promise<void> {
  await connected(settings, async (session) => {
    for (const statement of statements) {
      await session.query(statement);
    }
  });
}

before(async () => {
  const server = await testServer();
  // It writes, too.
  await setAutovacuum('off');
  backup = await server.createDatabase();
  live = await server.createDatabase();
  for (const side of [backup, live]) {
    await execute(
      side,
      `create table visits (${columns})`,
      `insert into visits select i, date '2026-01-01' + i % 300, i, 'v' from generate_series(1, 5000) i`,
    );
  }
  await execute(
    live,
    `delete from visits where id = 5`,
    `update visits set v = 'w' where id = 6`,
    `insert into visits values (9001, '2026-02-02', 1, 'new')`,
  );
  // The right to read this one table, and nothing else: not even the session could write by itself.
  const role = await server.createRole('only_reads', 'nosuperuser nocreatedb nocreaterole');
  await execute(
    live,
    `grant select on visits to only_reads`,
    `revoke all on schema public from public`,
    `grant usage on schema public to only_reads`,
    `revoke temporary on database ${live.database} from public`,
    `alter role only_reads set default_transaction_read_only = on`,
  );
  reader = { ...role, database: live.database };
});

after(() => setAutovacuum('on'));

async function setAutovacuum(state: 'on' | 'off'): Promise<void> {
  const { superuser } = await testServer();
  await execute(superuser, `alter system set autovacuum = ${state}`, `select pg_reload_conf()`);
}

/** What any write would raise: a transaction that writes takes a number. */
async function nextTransaction(): Promise<string> {
  const [next] = await connected(live, (session) =>
    session.row(`select txid_snapshot_xmax(txid_current_snapshot())::text`),
  );
  return next ?? '';
}

async function withoutWriting(words: readonly string[]): Promise<Document> {
  const next = await nextTransaction();
  const done = await praJson(words);
  assert.equal(done.status, 0, done.stderr + JSON.stringify(done.error));
  assert.equal(await nextTransaction(), next, 'A transaction wrote something.');
  return done;
}

describe('With a role that may only read one table of production', () => {
  it('all of a comparison is done, and nothing is written there', async () => {
    const changes = path.join(folder(), 'changes.jsonl');
    const words = ['compare', '--backup', uri(backup), '--live', uri(reader), '--table', 'visits'];
    const { json } = await withoutWriting([
      ...[...words, '--identity', 'who', '--connections', '3', '--details', '--changes', changes],
    ]);
    const { missing, changed, extra } = json['rows'] as Readonly<Record<string, number>>;
    assert.deepEqual([missing, changed, extra], [1, 1, 1]);
    assert.equal((await readFile(changes, 'utf8')).trim().split('\n').length, 3);
    for (const scope of [
      ['--where', `v <> 'v'`],
      ['--period', 'day', '--from', '2026-02-01'],
      ['--only-keys', changes],
      ['--key', 'id,day'],
      ['--ignore', 'v'],
    ]) {
      await withoutWriting([...words, ...scope, '--details']);
    }
  });

  it('structure and volumes are shown', async () => {
    const table = ['--table', 'public.visits'];
    await withoutWriting(['structure', '--backup', uri(backup), '--live', uri(reader), ...table]);
    await withoutWriting(['volumes', ...table, '--live', uri(reader), '--by', 'day', await dump()]);
  });

  it('a recovery comes as far as its plan', async () => {
    const { owner } = await testServer();
    // The scratch database is on this server, too, so that here transactions are written.
    const done = await praJson([
      ...['recover', await dump(), '--table', 'public.visits', '--live', uri(reader)],
      ...['--scratch', uri(owner), '--allow-production-server', '--select', 'missing'],
      ...['--period', 'day', '--to', '2026-02-01', '--out', path.join(folder(), 'incident')],
    ]);
    assert.equal(done.status, 0, JSON.stringify(done.error));
    assert.deepEqual(done.json['plan'], { insert: 1, update: 0, delete: 0 });
    const report = await readFile(path.join(folder(), 'incident', 'report.md'), 'utf8');
    assert.match(report, /Only a part was compared: rows with day before 2026-02-01\./);
  });

  it('a role that may read some columns only is told which it may not, and how to get the right', async () => {
    const server = await testServer();
    const role = await server.createRole('reads_some', '');
    await execute(live, `grant usage on schema public to reads_some`);
    await execute(live, `grant select (id, day) on visits to reads_some`);
    const some = uri({ ...role, database: live.database });
    const words = ['compare', '--backup', uri(backup), '--live', some, '--table', 'visits'];
    const { status, error } = await praJson(words);
    assert.deepEqual([status, error.code], [6, 'permission-denied']);
    assert.match(
      error.message,
      /^reads_some may not read who, v of public\.visits on .*: whole rows are compared/,
    );
    assert.match(String(error.hint), /grant select on "public"\."visits" to "reads_some"/);
    await execute(live, `grant select (who, v) on visits to reads_some`);
    const whole = await praJson(words);
    assert.match(
      whole.error.message,
      /may read each column of public\.visits on .*, but not the table as a whole/,
    );
    await execute(live, `revoke select (id, day, who, v) on visits from reads_some`);
    const none = await praJson(words);
    assert.equal(none.error.message, 'permission denied for table visits');
  });
});

async function dump(): Promise<string> {
  const file = path.join(folder(), 'visits.dump');
  const table = { tag: 'visits', namespace: 'public' };
  const lines = Array.from({ length: 5000 }, (_, at) => {
    const day = new Date(Date.UTC(2026, 0, 1 + ((at + 1) % 300))).toISOString().slice(0, 10);
    return [at + 1, day, at + 1, 'v'].join('\t');
  });
  await writeFile(
    file,
    writeArchive({
      ...{ minor: 14, compression: 'none' },
      entries: [
        {
          ...{ ...table, desc: 'TABLE', relkind: 'r' },
          definition: `CREATE TABLE public.visits (${columns});\n`,
        },
        {
          ...{ ...table, desc: 'TABLE DATA', dependencies: [2] },
          copyStatement: 'COPY public.visits (id, day, who, v) FROM stdin;\n',
          data: copyBlock(lines),
        },
      ],
    }),
  );
  return file;
}
