import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { type Scope, wholeTable } from '../../../src/core/diff/scope';
import { quoteIdentifier, quoteLiteral } from '../../../src/core/sql/quote';
import type { EngineHost } from '../../../src/engine/engineHost';
import { openIncident } from '../../../src/engine/incidents';
import { openReview, runComparison } from '../../../src/engine/reviewing';
import { compareStale, countBy, findStale, type StaleOrder } from '../../../src/engine/staleRows';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import type { Charts, ColumnChart } from '../../../src/recovery/review/charts';
import { connected, quiet, temporaryHome, testServer } from '../../support/postgres';

const host: EngineHost = {
  work: quiet,
  say: () => undefined,
  program: {
    ...{ tool: 'pra test', language: 'en' as const, mediaFolder: 'media' },
    ...{ pgRestore: undefined, postgresBinaries: undefined },
  },
};

/** 400 rows over 40 days, in every type that has a chart, with what has no place on an axis. */
const backupSql = `
  set timezone = 'Europe/Paris';
  create table rdv (
    id int primary key,
    jour date, depose timestamp, vu timestamptz,
    duree int2, prix numeric(10, 2), note float8, score real, agent text, modifie date
  );
  insert into rdv
  select n, date '2026-11-02' + n % 40, timestamp '2026-10-01 23:30' + n * interval '7 hours',
         timestamptz '2026-10-01 00:30+02' + n * interval '11 hours',
         n % 7 * 15 - 30, (n % 90) * 1.35 - 20, (n % 50) / 7.0 - 3, (n % 30) / 10.0, 'guichet',
         date '2026-12-01' + n % 5
    from generate_series(1, 400) n;
  update rdv set jour = 'infinity', note = 'NaN' where id in (3, 4, 5);
  update rdv set jour = null, depose = '0044-03-15 10:00:00 BC', score = 'Infinity' where id in (6, 7)`;
/** A hole of nine days, dates moved on by a year, new rows; and what has no place got one. */
const damageSql = `
  delete from rdv where jour between '2026-11-10' and '2026-11-18';
  update rdv set jour = jour + 365, prix = prix + 10 where id % 11 = 0;
  update rdv set jour = '2026-11-20', note = 0 where id in (3, 6);
  update rdv set agent = 'en ligne', modifie = now() where id % 13 = 0;
  insert into rdv select n, date '2026-11-12', now(), now(), 60, 12, 1, 1, 'lot', now()
    from generate_series(401, 425) n`;

describe('Charts of how rows spread over a column', () => {
  let home: string;
  let backup: ConnectionSettings;
  let live: ConnectionSettings;
  let made = 0;

  before(async () => {
    home = await temporaryHome('pra-charts-');
  });

  beforeEach(async () => {
    const server = await testServer();
    [backup, live] = [await server.createDatabase(), await server.createDatabase()];
    await connected(backup, (side) => side.query(backupSql));
    await connected(live, (side) => side.query(`${backupSql}; ${damageSql}`));
  });

  after(() => rm(home, { recursive: true, force: true }));

  it('of every type count what plain SQL counts on either side, rows without a place apart', async () => {
    const { charts, names } = await chartsIn(await compared());
    assert.deepEqual(
      charts.drawn.map(({ column, unit }) => `${names[column] ?? ''} by ${unit}`),
      [
        ...['jour by week', 'depose by day', 'vu by day', 'modifie by day', 'duree by number'],
        ...['prix by number', 'note by number', 'score by number'],
      ],
    );
    for (const chart of charts.drawn) {
      await agreesWithSql(chart, names);
    }
    const outside = charts.drawn.map((chart) => chart.outside);
    assert.deepEqual(outside.slice(0, 1), [{ backup: 5, live: 3 }]);
    assert.deepEqual(
      charts.uncounted.map((at) => names[at]),
      ['id'],
      'more than eight are counted when asked for',
    );
  });

  it('show first the column in which the hole is', async () => {
    const { charts, names } = await chartsIn(await compared());
    const { column = -1, bins = [] } = charts.tellingMost ?? {};
    assert.equal(names[column], 'jour');
    const lost = bins.filter(({ missing }) => missing > 0).map(({ from }) => from);
    assert.deepEqual(lost, ['2026-11-09', '2026-11-16']);
  });

  it('have no ignored column, and none that only one side has', async () => {
    await connected(live, (side) => side.query('alter table rdv add saisi date default now()'));
    const { charts, names } = await chartsIn(
      await compared({ columns: { ignore: ['modifie', 'prix'] } }),
    );
    const drawn = charts.drawn.map(({ column }) => names[column]);
    assert.deepEqual(drawn, ['jour', 'depose', 'vu', 'duree', 'note', 'score', 'id']);
  });

  it('of a period count the rows that either side has in it, also those that were moved out of it', async () => {
    const period = { column: 'jour', from: '2026-11-05', to: '2026-11-25' };
    const { charts, names } = await chartsIn(
      await compared({ scope: { rows: 'matching', period } }),
    );
    const chart = charts.drawn.find(({ column }) => names[column] === 'duree');
    assert.ok(chart);
    const within = `select id from rdv where jour >= '2026-11-05' and jour < '2026-11-25'`;
    const keys = await Promise.all([idsOf(backup, within), idsOf(live, within)]);
    await agreesWithSql(chart, names, `id = any ('{${keys.flat().join()}}')`);
  });

  it('of a condition are there only where every row compared satisfies it on its own side', async () => {
    const of = async (condition: string): Promise<number> => {
      const scope: Scope = { rows: 'matching', condition };
      return (await chartsIn(await compared({ scope }))).charts.drawn.length;
    };
    assert.ok((await of('id <= 200')) > 0);
    assert.equal(await of(`agent = 'guichet'`), 0);
  });

  it('regard rows whose key is shared', async () => {
    for (const side of [backup, live]) {
      await connected(side, async (session) => {
        await session.query('alter table rdv drop constraint rdv_pkey');
        await session.query(`insert into rdv select * from rdv where id in (20, 21, 22)`);
      });
    }
    await connected(live, (side) => side.query(`update rdv set duree = 7 where id = 21`));
    const { charts, names } = await chartsIn(await compared({ columns: { key: ['id'] } }));
    assert.ok(charts.drawn.length > 5);
    for (const chart of charts.drawn) {
      await agreesWithSql(chart, names);
    }
  });

  it('stay true when stale rows are compared again', async () => {
    const dir = await compared();
    await connected(live, async (side) => {
      await side.query(`update rdv set jour = '2026-11-30', prix = 1 where id % 11 = 0`);
      await side.query(`delete from rdv where id between 401 and 405`);
      await side.query(
        `update rdv set agent = 'guichet', modifie = date '2026-12-01' + id % 5 where id = 26`,
      );
    });
    await findStale(await order(dir), host);
    const before = (await chartsIn(dir)).charts.drawn.length;
    await compareStale(await order(dir), host);
    const { charts, names } = await chartsIn(dir);
    assert.equal(charts.drawn.length, before);
    for (const chart of charts.drawn) {
      await agreesWithSql(chart, names);
    }
  });

  describe('by which production was not counted when it was compared', () => {
    const uncounted = async (): Promise<string> => {
      const dir = await compared();
      await (await openIncident(dir)).removeRows('counted.json');
      return dir;
    };

    it('are counted later, and kept, where production is as it was compared', async () => {
      const dir = await uncounted();
      const before = await chartsIn(dir);
      assert.deepEqual(before.charts.drawn, []);
      // Rows that were not there yet make no difference.
      await connected(live, (side) =>
        side.query(`insert into rdv (id, jour) values (900, '2026-11-12')`),
      );
      await takes(dir, 'jour');
      await connected(live, (side) => side.query('delete from rdv where id = 900'));
      const { charts, names } = await chartsIn(dir);
      assert.deepEqual(
        charts.drawn.map(({ column }) => names[column]),
        ['jour'],
      );
      assert.match(charts.drawn[0]?.readAt ?? '', /^20\d\d-/);
      for (const chart of charts.drawn) {
        await agreesWithSql(chart, names);
      }
    });

    it('are not drawn where rows that were compared have changed since', async () => {
      const dir = await uncounted();
      await connected(live, (side) => side.query(`update rdv set duree = 1 where id = 1`));
      await assert.rejects(takes(dir, 'jour'), { code: 'row-drifted' });
      assert.deepEqual((await chartsIn(dir)).charts.drawn, []);
    });

    async function takes(dir: string, name: string): Promise<void> {
      const session = await openReview(await openIncident(dir), quiet);
      try {
        const { columns } = session.comparison.table;
        const column = columns.findIndex((own) => own.name === name);
        await session.charts.take(column, await countBy(column, await order(dir), host));
      } finally {
        await session.close();
      }
    }
  });

  async function compared({ scope = wholeTable, columns = {} } = {}): Promise<string> {
    made += 1;
    const out = path.join(home, `incident-${String(made)}`);
    const table = { schema: 'public', name: 'rdv' };
    const dump = { path: 'a.dump', createdAt: '2026-11-22T02:00:00', sha256: undefined };
    await runComparison({ backup, live, table, dump, columns, scope, out }, host);
    return out;
  }

  async function order(dir: string): Promise<StaleOrder> {
    return { incident: await openIncident(dir), live, moved: false };
  }

  async function chartsIn(dir: string): Promise<{ charts: Charts; names: readonly string[] }> {
    const session = await openReview(await openIncident(dir), quiet);
    try {
      const names = session.comparison.table.columns.map(({ name }) => name);
      return { charts: await session.charts.all(session.masked), names };
    } finally {
      await session.close();
    }
  }

  async function agreesWithSql(
    { column, bins, outside }: ColumnChart,
    names: readonly string[],
    among = 'true',
  ): Promise<void> {
    const name = names[column] ?? '';
    const shown = bins.map((bin) => ({ backup: bin.backup, live: bin.live }));
    const sides = [
      await countedBy(backup, { name, bins, among }),
      await countedBy(live, { name, bins, among }),
    ] as const;
    assert.deepEqual(
      shown,
      bins.map((_, at) => ({ backup: sides[0][at], live: sides[1][at] })),
      name,
    );
    assert.deepEqual(
      [outside.backup, outside.live],
      sides.map((counts) => counts.at(-1)),
      name,
    );
  }
});

/** Of each bin, and at last of all that are in none. */
async function countedBy(
  side: ConnectionSettings,
  { name, bins, among }: { name: string; bins: ColumnChart['bins']; among: string },
): Promise<readonly number[]> {
  const column = quoteIdentifier(name);
  const lies = bins.map(
    ({ from, to }) => `${column} >= ${quoteLiteral(from)} and ${column} < ${quoteLiteral(to)}`,
  );
  const counts = lies.map((within) => `count(*) filter (where ${within})`);
  const none = `count(*) filter (where (${lies.join(' or ')}) is not true)`;
  const [row] = await connected(side, async (session) => {
    await session.query(`set timezone = 'UTC'`);
    return session.rows(`select ${[...counts, none].join(', ')} from rdv where ${among}`);
  });
  return (row ?? []).map(Number);
}

async function idsOf(side: ConnectionSettings, query: string): Promise<readonly string[]> {
  const rows = await connected(side, (session) => session.rows(query));
  return rows.map(([id]) => id ?? '');
}
