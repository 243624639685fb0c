import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { RecoveryError } from '../../../src/core/errors';
import { beginReading } from '../../../src/postgres/compare/snapshotOpening';
import { Session } from '../../../src/postgres/connection/session';
import type { ProgressStep } from '../../../src/recovery/work';
import { parseTableName } from '../../../src/core/catalog/tableName';
import { connected, quiet, testServer } from '../../support/postgres';
import {
  compare,
  compareCells,
  conflictLines,
  type Connections,
  lines,
  onBoth,
  run,
  twoDatabases,
  withSnapshots,
} from './sides';

let sides: Connections;

before(async () => {
  sides = await twoDatabases();
});

/** Values that the driver would change if it made JavaScript's out of them. */
const extremes: Readonly<Record<string, readonly string[]>> = {
  date: ['2026-03-29', '0044-03-15 BC', 'infinity', '-infinity'],
  timestamptz: ['2026-03-29 01:30:00.123456+00', 'infinity', '4713-01-01 00:00:00+00 BC'],
  interval: ['P1Y2M3DT4H5M6.000007S', 'PT-0.000001S'],
  int8: ['9223372036854775807', '-9223372036854775808'],
  numeric: ['NaN', '1.00', '123456789012345678901234567890.10'],
  float8: ['-0', 'NaN', 'Infinity', '3.3000000000000003'],
  json: ['{"a": 12345678901234567890, "a": 1}', '[1, 2]', 'null'],
  bool: ['true', 'false'],
};

/** The same by an ordinary statement. */
async function asked(type: string, values: readonly string[]): Promise<readonly unknown[]> {
  return connected(sides.live, async (session) => {
    await session.script(`set intervalstyle = 'iso_8601'; set timezone = 'UTC'`);
    return session.row(`select ${values.map((value) => `'${value}'::${type}`).join(', ')}`);
  });
}

/** One whose money looks otherwise than under C; undefined where the server can take none. */
async function monetaryLocale(): Promise<string | undefined> {
  return connected(sides.live, async (session) => {
    for (const locale of ['ja_JP.utf8', 'fr_FR.utf8', 'de_DE.utf8', 'en_GB.utf8', 'en_US.utf8']) {
      try {
        await session.query(`set lc_monetary = '${locale}'`);
      } catch {
        continue;
      }
      const [amount] = await session.row(`select 1::money::text`);
      if (amount !== '$1.00') {
        return locale;
      }
    }
    return undefined;
  });
}

describe('The sessions of a comparison', () => {
  for (const [type, values] of Object.entries(extremes)) {
    it(`give values of ${type} as the server writes them, not as JavaScript would`, async () => {
      await onBoth(sides, `drop table if exists extreme`);
      await onBoth(sides, `create table extreme (id int primary key, v ${type}, seen int)`);
      for (const [id, value] of values.entries()) {
        await onBoth(sides, `insert into extreme values (${id}, '${value}', 0)`);
      }
      await run(sides.live, `update extreme set seen = 1`);
      const { changes } = await compareCells(sides, { table: 'extreme' });
      const cells = changes.map((change) => change.kind === 'changed' && change.live[1]);
      const own = type === 'bool' ? ['t', 'f'] : values;
      assert.deepEqual(cells, own);
      assert.deepEqual(await asked(type, values), own);
    });
  }

  it('read amounts of money alike, whichever currency a database is set to', async function () {
    const locale = await monetaryLocale();
    if (locale === undefined) {
      console.log('      (this machine has no locale of another currency)');
      this.skip();
    }
    await onBoth(
      sides,
      `create table paid (id int primary key, amount money)`,
      `insert into paid values (1, 12.34::numeric::money), (2, 5)`,
    );
    await run(
      sides.live,
      `update paid set amount = amount + 1::money where id = 2`,
      `alter database ${sides.live.database} set lc_monetary = '${locale}'`,
    );
    const { changes } = await compareCells(sides, { table: 'paid' });
    assert.deepEqual(
      changes.map((change) => change.kind === 'changed' && [change.backup[1], change.live[1]]),
      [['$5.00', '$6.00']],
    );
  });

  it('ask the same of a database that reads strings and arrays otherwise', async () => {
    const other = await twoDatabases();
    await run(
      other.live,
      ...['standard_conforming_strings = off', 'array_nulls = off'].map(
        (setting) => `alter database ${other.live.database} set ${setting}`,
      ),
    );
    await onBoth(
      other,
      `create table strings (k text, what text, bytes bytea)`,
      `insert into strings values (E'a\\\\b', 'x', decode('00ff', 'hex')), ('NULL', 'text', null)`,
    );
    await run(
      other.live,
      `insert into strings values (null, 'none', null), (E'c\\\\d', 'out of scope', null)`,
      `update strings set what = E'\\\\n' where what = 'x'`,
    );
    const found = await compareCells(other, {
      table: 'strings',
      key: ['k'],
      where: String.raw`k is null or k <> 'c\d'`,
    });
    assert.deepEqual(lines(found), [String.raw`changed a\b: what`]);
    assert.deepEqual(conflictLines(found), ['live : NULL|none|NULL']);
  });

  it('keep two columns of one name apart', async () => {
    const row = await connected(sides.live, (session) => session.row('select 1 as a, 2 as a'));
    assert.deepEqual(row, ['1', '2']);
  });

  it('refuse to send text that would arrive as another: a lone surrogate, or NUL', async () => {
    await connected(sides.live, async (session) => {
      for (const text of ['\ud800', 'a\0b']) {
        await assert.rejects(session.rows('select $1::text', [text]), RangeError);
        await assert.rejects(session.rows('select $1::text[]', [['a', text]]), RangeError);
        await assert.rejects(session.rows(`select '${text}'`), RangeError);
      }
      assert.deepEqual(await session.row('select $1::text', ['😀']), ['😀']);
    });
  });

  it('say how much there is to read while rows come in key order, as an estimate', async () => {
    await onBoth(
      sides,
      `create table long (id text primary key, v int)`,
      `insert into long select i, i from generate_series(1, 30000) i`,
      `analyze long`,
    );
    const steps: ProgressStep[] = [];
    const work = { ...quiet, progress: (step: ProgressStep) => steps.push(step) };
    const { rows } = await compare(sides, { table: 'long', where: 'v <= 20000' }, work);
    assert.equal(rows.backup, 20_000);
    const totals = steps.filter(({ estimated }) => estimated).map(({ total }) => total ?? 0);
    assert.ok(totals.length > 0);
    assert.ok(totals.every((total) => Math.abs(total - 20_000) < 2000));
    assert.equal(steps[0]?.phase, 'reading and sorting on the servers');
  });

  it('send a JSON array as its text, not as an array of the driver’s', async () => {
    const json = await connected(sides.live, (session) =>
      session.row('select $1::json::text', ['[1, "two"]']),
    );
    assert.deepEqual(json, ['[1, "two"]']);
  });

  it('look up more keys at once than a statement may have parameters', async () => {
    await onBoth(
      sides,
      `create table many (a int, b int, v text, primary key (a, b))`,
      `insert into many select i, i, 'v' from generate_series(1, 66000) i`,
    );
    await run(sides.live, `delete from many where a = 65547`);
    const keys = Array.from({ length: 66_000 }, (_, at) => [String(at + 1), String(at + 1)]);
    const scope = { rows: 'keys', keys } as const;
    assert.deepEqual(lines(await compareCells(sides, { table: 'many', scope })), [
      'missing 65547 65547',
    ]);
  });

  it('do not end the process when the server ends them while they are idle', async () => {
    const session = await Session.connect(sides.live);
    const [pid = ''] = await session.row('select pg_backend_pid()::text');
    await connected(sides.live, (other) =>
      other.query('select pg_terminate_backend($1::int)', [pid]),
    );
    await pause(200);
    await assert.rejects(session.query('select 1'), (error: unknown) => {
      const { code, message } = error as RecoveryError;
      assert.equal(code, 'connection-lost');
      assert.match(message, /was lost: terminating connection due to administrator command/);
      return true;
    });
    await session.close();
  });

  it('wait for the other side for as long as it takes, though the server would soon end a silent one', async () => {
    await onBoth(sides, `create table waiting (id int primary key)`);
    await withSnapshots(
      sides,
      async ({ live }) => {
        await live.findTable(parseTableName('waiting'), quiet.signal);
        await live.addConnections(1, quiet.signal);
        await pause(3000);
        assert.equal(await transactionsOf(sides), 2);
        assert.equal(
          (await live.findTable(parseTableName('waiting'), quiet.signal)).id.name,
          'waiting',
        );
      },
      { silence: 1 },
    );
    assert.equal(await transactionsOf(sides), 0);
  });

  it('are ended by their server once the program says nothing any more', async () => {
    const session = await Session.connect(sides.live);
    await beginReading(session, { silence: 1 });
    assert.equal(await transactionsOf(sides), 1);
    await pause(2000);
    assert.equal(await transactionsOf(sides), 0);
    await session.close();
  });

  it('allow for no more than five minutes of silence, whatever the server or the role is set to', async () => {
    const session = await Session.connect(sides.live);
    await beginReading(session, { longest: 240 * 3600 });
    const [limit] = await session.row(`show idle_in_transaction_session_timeout`);
    assert.equal(limit, '5min');
    await session.close();
  });

  it('stop working soon after the program is gone', async function () {
    if (process.platform !== 'linux' || (await testServer()).major < 14) {
      this.skip();
    }
    const session = await Session.connect(sides.live);
    await beginReading(session);
    const working = assert.rejects(session.query('select pg_sleep(60)'));
    await pause(100);
    session.abandon();
    await working;
    assert.equal(await transactionsOf(sides), 1);
    await pause(7000);
    assert.equal(await transactionsOf(sides), 0);
  });

  it('hold back the cleaning up of dead rows only until the comparison ends', async () => {
    await onBoth(sides, `create table cleaned (id int primary key)`);
    const holding = async (): Promise<unknown> =>
      connected((await testServer()).superuser, (session) =>
        session.row(
          `select count(*)::text from pg_stat_activity
            where application_name = 'pra' and datname = $1 and backend_xmin is not null`,
          [sides.live.database],
        ),
      );
    await withSnapshots(sides, async (snapshots) => {
      await snapshots.live.findTable(parseTableName('cleaned'), quiet.signal);
      await pause(100);
      assert.ok(snapshots.live.heldSeconds >= 0.1);
    });
    const { heldSeconds } = await compare(sides, { table: 'cleaned' });
    assert.ok(heldSeconds.live > 0 && heldSeconds.live < 30);
    assert.deepEqual(await holding(), ['0']);
  });
});

/** How many of the program's transactions are open in production. */
async function transactionsOf({ live }: Connections): Promise<number> {
  const { superuser } = await testServer();
  const [count] = await connected(superuser, (session) =>
    session.row(
      `select count(*) from pg_stat_activity
        where application_name = 'pra' and datname = $1 and xact_start is not null`,
      [live.database],
    ),
  );
  return Number(count);
}
