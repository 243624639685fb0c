import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Counters } from '../../../src/core/qualify/qualification';
import type { Finding } from '../../../src/core/qualify/finding';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { openIncident } from '../../../src/engine/incidents';
import { Session } from '../../../src/postgres/connection/session';
import { appointments, dumpAppointments, fillAppointments } from '../../support/appointments';
import { connected, testServer } from '../../support/postgres';
import { praJson, temporaryFolder, uri } from '../cli/pra';
import { assertTraced } from './traced';

const folder = temporaryFolder();
const table = appointments;

/** When the table was last vacuumed and analysed, once the server has counted what became of its rows. */
async function untilCounted(live: ConnectionSettings): Promise<readonly (string | null)[]> {
  const time = (column: string): string =>
    `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
  return connected(live, async (session) => {
    for (;;) {
      const [deleted, ...times] = await session.row(
        `select n_tup_del, ${time('last_vacuum')}, ${time('last_analyze')}
           from pg_stat_user_tables where relname = 'rdv'`,
      );
      if (deleted === '30' && !times.includes(null)) {
        return times;
      }
      await pause(50);
    }
  });
}

type Of<K extends Finding['kind']> = Extract<Finding, { readonly kind: K }>;

interface Page {
  readonly status: number | null;
  readonly json: Readonly<Record<string, unknown>>;
  readonly text: string;
}

describe('pra qualify', () => {
  let dumps: string;
  let newest: string;

  before(async () => {
    dumps = path.join(folder(), 'dumps');
    await mkdir(dumps);
    await dumpAppointments(dumps, '2026-06-28T02:00:00', 590);
    newest = await dumpAppointments(dumps, '2026-06-29T02:00:00');
  });

  /** A database with the table, damaged so. */
  async function damaged(...statements: readonly string[]): Promise<ConnectionSettings> {
    const database = await (await testServer()).createDatabase();
    await fillAppointments(database);
    for (const statement of statements) {
      await connected(database, (session) => session.query(statement));
    }
    return database;
  }

  /** Each figure of the page leads to its query. */
  async function qualified(live: ConnectionSettings, ...more: readonly string[]): Promise<Page> {
    const out = path.join(folder(), `page-${String(Math.random()).slice(2)}.md`);
    const words = ['qualify', dumps, '--live', uri(live), '--table', table, '--out', out];
    const { status, json } = await praJson([...words, '--lang', 'en', ...more]);
    const text = status === 0 ? await readFile(out, 'utf8') : '';
    assertTraced(text);
    return { status, json, text };
  }

  function findings<K extends Finding['kind']>({ json }: Page, kind: K): readonly Of<K>[] {
    const all = json['findings'] as readonly Finding[];
    return all.filter((one): one is Of<K> => one.kind === kind);
  }

  it('finds the month that was deleted, and the newest dump of before', async () => {
    const page = await qualified(
      await damaged(`delete from metier.rdv where jour between '2026-03-01' and '2026-03-31'`),
    );
    assert.equal(page.status, 0);
    const [hole] = findings(page, 'hole');
    assert.equal(hole?.column, 'jour');
    // By whole weeks.
    assert.ok(hole.rows > 90 && hole.rows <= 100, String(hole.rows));
    assert.ok(hole.from >= '2026-02-20' && hole.to <= '2026-04-10', `${hole.from} ${hole.to}`);
    const [volume] = findings(page, 'volume');
    assert.deepEqual([volume?.rows, volume?.change, volume?.dump], [500, -100, newest]);
    const [dump] = findings(page, 'healthy dump');
    assert.deepEqual([dump?.path, dump?.rows, dump?.toldBy], [newest, 600, 'volume']);
    assert.deepEqual(findings(page, 'transaction'), []);
    assert.match(page.text, /\*\*\d+ rows are missing from .* by `jour`\.\*\* \[Q\d+\]/);
  });

  it('finds the transaction that wrote rows wrongly, when it was committed, and what became more', async () => {
    const page = await qualified(
      await damaged(`update metier.rdv set statut = 'ANNULE' where jour >= '2026-05-01'`),
    );
    const [transaction] = findings(page, 'transaction');
    assert.equal(transaction?.transaction.rows, 200);
    assert.match(transaction.transaction.committedAt ?? '', /^\d{4}-\d\d-\d\dT/);
    const moved = findings(page, 'value').map(({ column, value, change }) => [
      column,
      value,
      change,
    ]);
    assert.deepEqual(moved[0], ['statut', 'ANNULE', 133]);
    assert.equal(findings(page, 'volume')[0]?.change, 0);
    const [dump] = findings(page, 'healthy dump');
    assert.deepEqual([dump?.path, dump?.toldBy], [newest, 'transaction']);
  });

  it('finds what a bad load brought', async () => {
    const page = await qualified(
      await damaged(
        `insert into metier.rdv
         select 10000 + n, date '2027-02-01' + n % 20, 'INCONNU', 'x' from generate_series(1, 150) n`,
      ),
    );
    assert.equal(findings(page, 'volume')[0]?.change, 150);
    assert.equal(findings(page, 'transaction')[0]?.transaction.rows, 150);
    const more = findings(page, 'value').find(({ value }) => value === 'INCONNU');
    assert.equal(more?.change, 150);
  });

  it('traces each figure to a query that gives it again', async () => {
    const live = await damaged(`delete from metier.rdv where id <= 30`);
    const { json } = await qualified(live);
    const queries = json['queries'] as readonly { number: number; on: string; text: string }[];
    assert.deepEqual(
      queries.map(({ number }) => number),
      queries.map((_, at) => at + 1),
    );
    await connected(live, async (session) => {
      for (const { on, text } of queries) {
        if (on === 'production') {
          await session.query(text);
        }
      }
    });
    const figures = json['live'] as { rows: { query: number; value: { rows: number } } };
    const text = queries.find(({ number }) => number === figures.rows.query)?.text ?? '';
    const [again] = await connected(live, (session) => session.row(text));
    assert.equal(Number(again), figures.rows.value.rows);
  });

  it('counts what the server has counted of the table, by the query that it names', async () => {
    const live = await damaged(
      `update metier.rdv set statut = 'ANNULE' where id <= 120`,
      `delete from metier.rdv where id > 570`,
      `vacuum (analyze) metier.rdv`,
    );
    // Servers before 15 take a moment to count.
    const counted = await untilCounted(live);
    const { json, text } = await qualified(live);
    const { value, query } = (json['live'] as { counters: { value: Counters; query: number } })
      .counters;
    const { inserted, updated, deleted, liveRows, deadRows } = value;
    assert.deepEqual(
      { inserted, updated, deleted, liveRows, deadRows },
      { inserted: 600, updated: 120, deleted: 30, liveRows: 570, deadRows: 0 },
    );
    assert.deepEqual([value.vacuumedAt, value.analyzedAt], counted);
    for (const [what, number] of [
      ['rows inserted', 600],
      ['rows updated', 120],
      ['rows deleted', 30],
    ] as const) {
      assert.ok(text.includes(`| ${what} | ${number} | [Q${query}](#q${query}) |`), what);
    }
  });

  it('says since when the server has counted', async () => {
    const live = await damaged(`select pg_stat_reset()`, `update metier.rdv set nom = 'x'`);
    const { json, text } = await qualified(live);
    const { value } = (json['live'] as { counters: { value: Counters } }).counters;
    const age = Date.now() - Date.parse(value.since ?? '');
    assert.ok(age > -60_000 && age < 600_000, value.since);
    assert.equal(value.inserted, 0);
    assert.match(text, /Counted by the server since \d/);
  });

  it('tells nothing that stands in one row, and counts by no personal column', async () => {
    const live = await damaged(
      `update metier.rdv set statut = 'Secret de Mme Durand' where id = 7`,
      `alter table metier.rdv add ville text default 'Marseille'`,
    );
    const page = await qualified(live, '--personal', 'ville');
    assert.doesNotMatch(page.text, /Durand|Citoyenne|Marseille/);
    assert.doesNotMatch(JSON.stringify(page.json['queries']), /ville"? as value/);
  });

  it('says what it does not know of a table that another session holds', async () => {
    const live = await damaged();
    const holder = await Session.connect(live);
    try {
      await holder.query('begin; lock table metier.rdv in access exclusive mode');
      const page = await qualified(live, '--statement-timeout', '1');
      assert.equal(page.status, 0);
      const { rows, transactions } = page.json['live'] as Readonly<
        Record<string, { value?: unknown; missing?: { why: string } }>
      >;
      assert.deepEqual(rows?.value, { rows: 600, isEstimate: true });
      assert.deepEqual(transactions?.missing, { why: 'spared' });
      assert.match(page.text, /about 600 \(the catalogue’s estimate\)/);
      assert.match(page.text, /\| LOCKS|locks \|/i);
    } finally {
      await holder.close();
    }
  });

  it('shows the jobs of pg_cron that name the table, without their values', async () => {
    const live = await damaged(
      `create schema cron;
       create table cron.job (jobid bigint, schedule text, command text, nodename text,
         nodeport int, database text, username text, active bool, jobname text);
       create table cron.job_run_details (jobid bigint, status text, start_time timestamptz);
       insert into cron.job values
         (1, '0 2 * * *', 'delete from metier.rdv where nom = ''Mme Durand''', '', 0,
          current_database(), 'batch', true, 'purge'),
         (2, '0 3 * * *', 'vacuum', '', 0, current_database(), 'batch', true, 'menage');
       insert into cron.job_run_details values (1, 'succeeded', '2026-06-29 02:00Z');`,
    );
    const page = await qualified(live);
    assert.deepEqual(findings(page, 'jobs')[0]?.names, ['purge']);
    assert.match(
      page.text,
      /\| purge \| `0 2 \* \* \*` \| batch \| yes \| \*\*yes\*\* \|.*succeeded/,
    );
    assert.doesNotMatch(page.text, /Durand/);
  });

  it('runs the checks of the table, and says which fail', async () => {
    const checks = path.join(folder(), 'checks');
    await mkdir(checks);
    await writeFile(
      path.join(checks, 'etats.sql'),
      `-- name: known states\n-- expect: no rows\n-- severity: error\nselect * from metier.rdv where statut not in ('CONFIRME', 'HONORE', 'ANNULE');\n`,
    );
    const live = await damaged(`update metier.rdv set statut = 'PIGEON' where id <= 12`);
    const page = await qualified(live, '--checks', checks);
    assert.deepEqual(findings(page, 'checks failed')[0]?.names, ['known states']);
    assert.match(page.text, /\| known states \| no rows \| 12 \| BROKEN \|/);
    assert.deepEqual((await readdir(path.join(checks, 'runs'))).length, 1);
  });

  it('opens an incident, and keeps page after page in it with the figures in the journal', async () => {
    const live = await damaged(`delete from metier.rdv where id <= 100`);
    const dir = path.join(folder(), 'incident');
    const words = ['qualify', dumps, '--live', uri(live), '--table', table, '--dir', dir];
    const first = await praJson([...words, '--lang', 'fr', '--incident', '2026-06-30 09:00']);
    const second = await praJson([...words, '--lang', 'fr']);
    assert.deepEqual([first.status, second.status], [0, 0]);
    assert.equal(first.json['page'], path.join(dir, 'qualification.md'));
    assert.equal(second.json['page'], path.join(dir, 'qualification-2.md'));
    assert.deepEqual((await readdir(path.join(dir, 'charts'))).length, 6);
    const entries = await (await openIncident(dir)).entries();
    assert.deepEqual(
      entries.map(({ step }) => step),
      ['opened', 'qualified', 'qualified'],
    );
    const page = await readFile(path.join(dir, 'qualification-2.md'), 'utf8');
    assert.match(page, /Le dommage aurait eu lieu le 30 juin 2026/);
  });

  it('tells what a comparison found: how many rows of each kind, and what wrote them', async () => {
    const live = await damaged(
      `delete from metier.rdv where id <= 40`,
      `update metier.rdv set statut = 'ANNULE' where jour >= '2026-05-01'`,
    );
    const dir = path.join(folder(), 'compared');
    const about = ['--live', uri(live), '--table', table];
    const recovered = await praJson([
      ...['recover', newest, ...about, '--out', dir, '--scratch', uri(live)],
      ...['--allow-production-server', '--allow-superuser'],
    ]);
    assert.equal(recovered.status, 0, JSON.stringify(recovered.error));
    const { json, status } = await praJson(['qualify', dumps, ...about, '--dir', dir]);
    const text = await readFile(path.join(dir, 'qualification.md'), 'utf8');
    const page = { json, status, text };
    assertTraced(text);
    const [compared] = findings(page, 'compared');
    assert.deepEqual([compared?.missing, compared?.changed, compared?.extra], [40, 133, 0]);
    const [transaction] = findings(page, 'transaction');
    assert.equal(transaction?.transaction.rows, 133);
    assert.deepEqual(transaction.queries, compared?.queries);
    const queries = json['queries'] as readonly { number: number; on: string; text: string }[];
    const query = queries.find(({ number }) => number === compared?.queries[0]);
    assert.equal(query?.on, 'incident');
    assert.match(query.text, /"step":"compared"/);
    assert.match(text, /\| missing \| 40 \|/);
    assert.match(text, /!\[[^\]]+\]\(charts\/qualification-compared\.svg\)/);
    assert.ok((await readdir(path.join(dir, 'charts'))).includes('qualification-compared.svg'));
  });

  it('shows what was restored beside production: rows, constraints', async () => {
    const live = await damaged(`delete from metier.rdv where id <= 40`);
    const scratch = await damaged(`alter table metier.rdv drop constraint rdv_nom_check`);
    const page = await qualified(live, '--backup', uri(scratch));
    assert.match(page.text, /\| rows \| 600 \| 560 \|/);
    assert.match(page.text, /rdv_nom_check.*\| \*\*MISSING\*\* \| there \|/);
    assert.equal((page.json['backup'] as { from: string }).from, 'restored table');
  });
});
