import assert from 'node:assert/strict';
import { activityText } from '../../../src/core/activity/activityText';
import type { ActiveSession, TableActivity } from '../../../src/core/activity/tableActivity';
import { activityOf } from '../../../src/engine/activity';
import { Session } from '../../../src/postgres/connection/session';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { otherMajors } from '../../support/otherMajors';
import {
  connected,
  quiet,
  testServer,
  testServerOf,
  type TestServer,
} from '../../support/postgres';

const table = { schema: 'metier', name: 'rdv' };

for (const major of [undefined, ...otherMajors]) {
  describe(`Who is writing now, on PostgreSQL ${major ?? 'of this machine'}`, () => {
    let server: TestServer;
    let live: ConnectionSettings;
    let clients: Session[] = [];

    before(async function () {
      const found = major === undefined ? await testServer() : await testServerOf(major);
      if (!found) {
        return this.skip();
      }
      server = found;
      live = await server.createDatabase();
      await connected(live, (session) =>
        session.script(`
          create schema metier;
          create table metier.rdv (id int primary key, nom text) partition by range (id);
          create table metier.rdv_old partition of metier.rdv for values from (0) to (100);
          create table metier.rdv_new partition of metier.rdv for values from (100) to (200);
          create table metier.other (id int);
          insert into metier.rdv values (1, 'Durand'), (101, 'Martin')`),
      );
    });

    afterEach(async () => {
      await Promise.all(clients.map((client) => client.close()));
      clients = [];
    });

    const client = async (application: string): Promise<Session> => {
      const session = await Session.connect(live);
      clients.push(session);
      await session.query(`set application_name = '${application}'`);
      return session;
    };
    const asked = (as = live): Promise<TableActivity> => activityOf(table, as, quiet.signal);
    const found = ({ sessions }: TableActivity, name: string): ActiveSession => {
      const session = sessions.find(({ application }) => application === name);
      assert.ok(session, JSON.stringify(sessions));
      return session;
    };

    it('is nobody where nobody holds a lock on the table', async () => {
      const other = await client('elsewhere');
      await other.script(`begin; insert into metier.other values (1)`);
      const { sessions, prepared } = await asked();
      assert.deepEqual([sessions, prepared], [[], []]);
    });

    it('is whoever wrote to one of its partitions and did not commit, without what was written', async () => {
      const guichet = await client('guichet');
      await guichet.script(`begin; update metier.rdv_new set nom = 'Leblanc' where id = 101`);
      const activity = await asked();
      const { writes, holdsUpFreeze, state, backend, statement, locks } = found(
        activity,
        'guichet',
      );
      assert.deepEqual([writes, holdsUpFreeze, state], [true, true, 'idle in transaction']);
      assert.equal(backend, 'client backend');
      assert.ok(
        locks.some(
          ({ partition, mode }) => partition === 'metier.rdv_new' && mode === 'RowExclusiveLock',
        ),
      );
      assert.equal(statement?.text, 'begin; update metier.rdv_new set nom = ? where id = ?');
      assert.doesNotMatch(JSON.stringify(activity) + activityText(activity), /Leblanc|\b101\b/);
    });

    it('is not who only reads, who would hold up no freeze', async () => {
      const reader = await client('reader');
      await reader.script(`begin; select from metier.rdv`);
      const { writes, holdsUpFreeze } = found(await asked(), 'reader');
      assert.deepEqual([writes, holdsUpFreeze], [false, false]);
    });

    it('says who waits for whom over a row, also for one that has no lock on the table', async () => {
      const [holder, waiter, stranger] = [
        await client('holder'),
        await client('waiter'),
        await client('stranger'),
      ];
      await stranger.script(`begin; select pg_advisory_xact_lock(42)`);
      await holder.script(`begin; update metier.rdv set nom = 'x' where id = 1`);
      const held = holder.query('select pg_advisory_xact_lock(42)');
      const waiting = waiter.query(`update metier.rdv set nom = 'y' where id = 1`);
      const activity = await untilWaiting(asked, 2);
      const first = found(activity, 'stranger');
      const second = found(activity, 'holder');
      const third = found(activity, 'waiter');
      assert.deepEqual(second.blockedBy, [first.pid]);
      assert.deepEqual(third.blockedBy, [second.pid]);
      assert.deepEqual(first.blocks, [second.pid]);
      assert.deepEqual(first.locks, []);
      assert.match(activityText(activity), new RegExp(`waits for pid ${second.pid}`));
      await stranger.query('rollback');
      await held;
      await holder.query('rollback');
      await waiting;
    });

    it('is a transaction that was prepared and left, which no session shows', async () => {
      const gone = await client('gone');
      await gone.script(
        `begin; delete from metier.rdv where id = 1; prepare transaction 'batch 7'`,
      );
      await gone.close();
      try {
        const { sessions, prepared } = await asked();
        assert.deepEqual(sessions, []);
        assert.deepEqual(
          prepared.map(({ name, writes }) => [name, writes]),
          [['batch 7', true]],
        );
      } finally {
        await connected(live, (session) => session.query(`rollback prepared 'batch 7'`));
      }
    });

    it('says to a role without pg_read_all_stats what it may not see', async () => {
      const role = await server.createRole(`looks_${major ?? 'own'}`, 'nosuperuser');
      const guichet = await client('guichet');
      await guichet.script(`begin; update metier.rdv set nom = 'Leblanc' where id = 1`);
      const activity = await asked({ ...role, database: live.database });
      const { writes, hidden, statement, user } = found(activity, 'guichet');
      assert.deepEqual([writes, hidden, statement, user], [true, true, undefined, live.user]);
      assert.equal(activity.hidden, 1);
      assert.match(activityText(activity), /pg_read_all_stats/);
    });
  });
}

async function untilWaiting(
  asked: () => Promise<TableActivity>,
  count: number,
): Promise<TableActivity> {
  for (;;) {
    const activity = await asked();
    if (activity.sessions.filter(({ blockedBy }) => blockedBy.length > 0).length === count) {
      return activity;
    }
  }
}
