import assert from 'node:assert/strict';
import { correctionScript } from '../../../src/core/sql/correctionScript';
import type { Session } from '../../../src/postgres/connection/session';
import { connected, testServer } from '../../support/postgres';
import { committing, damaged, origin, readRows, refusedInBoth } from '../../support/scriptIncident';

type Incident = Awaited<ReturnType<typeof damaged>>;

async function incident(
  of: Parameters<typeof damaged>[1],
  use: (session: Session, of: Incident) => Promise<void>,
): Promise<void> {
  await connected(await (await testServer()).createDatabase(), async (session) => {
    await use(session, await damaged(session, of));
  });
}

async function refused(session: Session, { plan, live }: Incident, why: RegExp): Promise<void> {
  await refusedInBoth(session, (about) => committing(correctionScript(plan, about)), why);
  assert.deepEqual(await readRows(session, live.table), live.rows);
}

describe('correction.sql and rows that would go along', () => {
  const tree = {
    name: 't',
    create: `create table t (id int primary key, up int references t on delete cascade);
      insert into t values (1, null), (2, 1)`,
  };

  it('deletes rows of a table with the rows below them, where those are to be deleted, too', () =>
    incident({ ...tree, damage: 'insert into t values (3, 1), (4, 3)' }, async (session, of) => {
      await session.query(committing(correctionScript(of.plan, origin)));
      assert.deepEqual(await readRows(session, of.live.table), of.backup.rows);
    }));

  it('is refused where a row below a deleted one is not to be deleted', () =>
    incident({ ...tree, damage: 'insert into t values (3, 1)' }, async (session, of) => {
      await session.query('update t set up = 3 where id = 2');
      const plan = {
        ...of.plan,
        corrections: of.plan.corrections.filter(({ action }) => action === 'delete'),
      };
      const rows = await readRows(session, of.live.table);
      const live = { ...of.live, rows };
      await refused(session, { ...of, plan, live }, /would delete or change others: 1 of t\./);
    }));

  it('is refused where rows refer to the table as to a partition of another', () =>
    incident(
      {
        name: 't1',
        create: `create table t (id int primary key) partition by range (id);
          create table t1 partition of t for values from (0) to (100);
          create table kid (t int references t on delete cascade)`,
        damage: 'insert into t values (5); insert into kid values (5), (5)',
      },
      (session, of) => refused(session, of, /would delete or change others: 2 of kid\./),
    ));

  it('counts the rows of partitions, and not those of heirs, on which a foreign key does not act', () =>
    incident(
      {
        name: 't',
        create: `create table t (id int primary key);
          create table kid (t int references t on delete cascade) partition by range (t);
          create table kid1 partition of kid for values from (0) to (100);
          create table note (t int references t on delete set null);
          create table heir () inherits (note)`,
        damage: 'insert into t values (5); insert into heir values (5); insert into kid values (5)',
      },
      async (session, of) => {
        await refused(session, of, /would delete or change others: 1 of kid\./);
        await session.query('delete from kid');
        await session.query(committing(correctionScript(of.plan, origin)));
        assert.deepEqual(await readRows(session, of.live.table), of.backup.rows);
        assert.deepEqual(await session.rows('select t from note'), [['5']]);
      },
    ));
});
