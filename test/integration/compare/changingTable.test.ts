import assert from 'node:assert/strict';
import { parseTableName } from '../../../src/core/catalog/tableName';
import { RecoveryError } from '../../../src/core/errors';
import { compareTable, type Comparison } from '../../../src/recovery/compare/compareTable';
import type { Snapshot } from '../../../src/recovery/ports/snapshot';
import type { Session } from '../../../src/postgres/connection/session';
import { connected, quiet } from '../../support/postgres';
import { compare, type Connections, onBoth, run, twoDatabases, withSnapshots } from './sides';

let sides: Connections;

before(async () => {
  sides = await twoDatabases();
});

async function makeTable(name: string): Promise<void> {
  await onBoth(
    sides,
    `create table ${name} (id int primary key, v text)`,
    `insert into ${name} select i, 'v' || i from generate_series(1, 3000) i`,
  );
}

/** The same snapshot; when its table is found, something else happens before it is read. */
function interrupted(snapshot: Snapshot, happens: () => Promise<void>): Snapshot {
  const findTable: Snapshot['findTable'] = async (name, signal) => {
    const found = await snapshot.findTable(name, signal);
    await happens();
    return found;
  };
  return Object.create(snapshot, { findTable: { value: findTable } }) as Snapshot;
}

/** Runs statements in production when the comparison has found its table and has not read it yet. */
async function comparedDuring(name: string, ...statements: string[]): Promise<Comparison> {
  return withSnapshots(sides, async ({ backup, live }) => {
    const request = { table: parseTableName(name), backup };
    const happens = (): Promise<void> => run(sides.live, ...statements);
    return compareTable({ ...request, live: interrupted(live, happens) }, quiet);
  });
}

async function refusalOf(session: Session, statement: string): Promise<string | undefined> {
  await session.query(`set lock_timeout = '300ms'`);
  try {
    await session.query(statement);
    return undefined;
  } catch (error) {
    return (error as RecoveryError).sqlstate;
  }
}

const equal = {
  ...{ backup: 3000, live: 3000, identical: 3000 },
  ...{ missing: 0, changed: 0, extra: 0, conflicts: 0, liveConflicts: 0 },
};

describe('A table that changes while it is compared', () => {
  it('is compared as of one moment, whatever is written meanwhile', async () => {
    await makeTable('written');
    const statements = [`delete from written where id > 100`, `vacuum written`];
    assert.deepEqual((await comparedDuring('written', ...statements)).rows, equal);
    assert.equal((await compare(sides, { table: 'written' })).rows.missing, 2900);
  });

  it('is not called lost where it is emptied and loaded again before it is read', async () => {
    await makeTable('reloaded');
    const reload = `begin; create temp table kept as select * from reloaded; truncate reloaded;
      insert into reloaded select * from kept; commit`;
    await withSnapshots(sides, async (snapshots) => {
      await run(sides.live, reload);
      const table = parseTableName('reloaded');
      assert.deepEqual((await compareTable({ table, ...snapshots }, quiet)).rows, equal);
    });
  });

  for (const change of ['truncate', 'drop table', 'alter table held rename to gone; --']) {
    it(`keeps others waiting who want to change it: ${change}`, async () => {
      await run(sides.backup, `drop table if exists held`);
      await run(sides.live, `drop table if exists held`);
      await makeTable('held');
      await withSnapshots(sides, async ({ backup, live }) => {
        const during = interrupted(live, () =>
          connected(sides.live, async (other) => {
            assert.equal(await refusalOf(other, `${change} held`), '55P03');
          }),
        );
        const table = parseTableName('held');
        assert.deepEqual((await compareTable({ table, backup, live: during }, quiet)).rows, equal);
      });
      await connected(sides.live, async (other) => {
        assert.equal(await refusalOf(other, `${change} held`), undefined, 'the lock is gone');
      });
    });
  }

  it('is waited for where another session changes it, and then compared as it is', async () => {
    await makeTable('busy');
    await connected(sides.live, async (other) => {
      await other.query(`begin; alter table busy add column more int default 7`);
      const comparing = compare(sides, { table: 'busy' });
      await other.query(`update busy set v = 'new' where id = 1`);
      await other.query(`select pg_sleep(0.5)`);
      await other.query(`commit`);
      const { rows, structure } = await comparing;
      assert.deepEqual([rows.identical, rows.changed, rows.missing], [2999, 1, 0]);
      assert.deepEqual(
        structure.map(({ column, difference }) => [column, difference]),
        [['more', 'only in production']],
      );
    });
  });

  it('is refused with a sentence where the lock is not given back in time', async () => {
    await makeTable('locked');
    await connected(sides.live, async (other) => {
      await other.query(`begin; lock table locked in access exclusive mode`);
      await assert.rejects(compare(sides, { table: 'locked' }), (error: unknown) => {
        assert.ok(error instanceof RecoveryError);
        assert.equal(error.code, 'lock-timeout');
        assert.match(
          error.message,
          /^public\.locked on .* is locked for more than 10s: another session alters/,
        );
        return true;
      });
    });
  });

  it('is refused with a sentence where it is dropped at that moment', async () => {
    await makeTable('dropped');
    await connected(sides.live, async (other) => {
      await other.query(`begin; drop table dropped`);
      const refused = assert.rejects(compare(sides, { table: 'dropped' }), {
        code: 'table-not-found',
        message: /was dropped or renamed just now/,
      });
      await other.query(`select pg_sleep(0.5)`);
      await other.query(`commit`);
      await refused;
    });
  });
});
