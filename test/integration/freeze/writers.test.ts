import assert from 'node:assert/strict';
import { BlockedError } from '../../../src/core/freeze/blocker';
import { RecoveryError } from '../../../src/core/errors';
import { compareStructure } from '../../../src/engine/structure';
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
import { refusedWith, sql, tableDigest } from '../apply/scene';
import { Installation, removeInstallations } from './freezing';
import { schemaDump } from './schemaDump';

const tables = `
  create schema metier;
  create table metier.service (id int primary key, nom text);
  create table metier.rdv (
    id int, jour date, service int references metier.service on delete cascade on update cascade,
    primary key (id, jour)
  ) partition by range (jour);
  create table metier.rdv_2026 partition of metier.rdv for values from ('2026-01-01') to ('2027-01-01');
  create function metier.purge() returns void language sql
    as $$ delete from metier.rdv where jour < '2027-01-01' $$;
  insert into metier.service values (1, 'état civil'), (2, 'urbanisme');
  insert into metier.rdv select n, '2026-03-01'::date + n, 1 + n % 2 from generate_series(1, 20) n`;

interface Writer {
  readonly statement: string;
  readonly by?: 'superuser';
  readonly since?: number;
}

const writers: Readonly<Record<string, Writer>> = {
  'its owner': { statement: `update metier.rdv set service = 2` },
  'a superuser': { statement: `update metier.rdv set service = 2`, by: 'superuser' },
  'a statement that finds no row': { statement: `delete from metier.rdv where false` },
  'an upsert': {
    statement: `insert into metier.rdv values (1, '2026-03-02', 1) on conflict do nothing`,
  },
  COPY: {
    statement: `copy metier.rdv from program 'echo 99,2026-05-05,1' (format csv)`,
    by: 'superuser',
  },
  MERGE: {
    statement: `merge into metier.rdv r using metier.service s on s.id = r.service
                when matched then update set service = s.id`,
    since: 15,
  },
  TRUNCATE: { statement: `truncate metier.rdv` },
  'a TRUNCATE that cascades': { statement: `truncate metier.service cascade` },
  'a delete that a foreign key passes on': { statement: `delete from metier.service where id = 1` },
  'a change of a key that is passed on': {
    statement: `update metier.service set id = 3 where id = 1`,
  },
  'a function': { statement: `select metier.purge()` },
  'a session that works as a replica does': {
    statement: `set session_replication_role = replica; update metier.rdv set service = 2`,
    by: 'superuser',
  },
  'whoever writes to a partition': { statement: `delete from metier.rdv_2026` },
};

for (const major of [undefined, ...otherMajors]) {
  describe(`A frozen table on PostgreSQL ${major ?? 'of this machine'}`, () => {
    let server: TestServer;
    let superuser: ConnectionSettings;
    /** Owns the tables; may make nothing in the database but what its schema takes. */
    let owner: ConnectionSettings;
    let installation: Installation;

    before(async function () {
      this.timeout(120_000);
      const found = major === undefined ? await testServer() : await testServerOf(major);
      if (!found) {
        return this.skip();
      }
      server = found;
      installation = await Installation.make();
    });

    beforeEach(async () => {
      superuser = await server.createDatabase();
      const role = `proprietaire_${superuser.database}`;
      owner = { ...(await server.createRole(role, 'nosuperuser')), database: superuser.database };
      await connected(superuser, (session) =>
        session.script(`${tables};
          alter schema metier owner to ${role};
          alter table metier.service owner to ${role};
          alter table metier.rdv owner to ${role};
          alter table metier.rdv_2026 owner to ${role};
          alter function metier.purge() owner to ${role}`),
      );
    });

    after(removeInstallations);

    it('is frozen by an owner who may make no schema, and unfrozen leaves nothing behind', async () => {
      const before = await schemaDump(superuser);
      await installation.freeze(owner, 'metier.rdv');
      assert.deepEqual(
        await sql(
          superuser,
          `select pronamespace::regnamespace::text from pg_proc where proname like 'pra_frozen%'`,
        ),
        [['metier']],
      );
      assert.deepEqual((await installation.unfreeze(owner, 'metier.rdv')).notices, []);
      assert.equal(await schemaDump(superuser), before);
    });

    it('is frozen by a superuser, whose schema goes, too', async () => {
      const before = await schemaDump(superuser);
      await installation.freeze(superuser, 'metier.rdv');
      assert.notEqual(await schemaDump(superuser), before);
      await installation.unfreeze(superuser, 'metier.rdv');
      assert.equal(await schemaDump(superuser), before);
    });

    it('refuses every writer, and is read all the same', async () => {
      await installation.freeze(owner, 'metier.rdv');
      const before = await tableDigest(superuser, 'metier.rdv');
      for (const [who, { statement, by, since = 0 }] of Object.entries(writers)) {
        if (server.major >= since) {
          await assert.rejects(
            connected(by ? superuser : owner, (session) => session.script(statement)),
            refusedBecauseFrozen,
            who,
          );
        }
      }
      assert.equal(await tableDigest(superuser, 'metier.rdv'), before);
      const locked = await sql(owner, `select id from metier.rdv where id = 1 for update`);
      assert.deepEqual(locked, [['1']]);
    });

    it('takes what is written to a partition that was attached since, says so, and is frozen whole again', async () => {
      await installation.freeze(owner, 'metier.rdv');
      await sql(
        owner,
        `create table metier.rdv_2027 partition of metier.rdv for values from ('2027-01-01') to ('2028-01-01')`,
      );
      const insert = (into: string): Promise<unknown> =>
        sql(owner, `insert into ${into} values (1, '2027-02-01', 1)`);
      await assert.rejects(insert('metier.rdv'), refusedBecauseFrozen);
      await insert('metier.rdv_2027');
      const [frozen] = await installation.frozen(owner);
      assert.deepEqual(frozen?.gaps, [
        { table: { schema: 'metier', name: 'rdv_2027' }, why: 'not-covered' },
      ]);
      const { outcome } = await installation.freeze(owner, 'metier.rdv');
      assert.equal(outcome, 'completed');
      await assert.rejects(insert('metier.rdv_2027'), refusedBecauseFrozen);
      await installation.unfreeze(owner, 'metier.rdv');
      await sql(owner, `delete from metier.rdv_2027`);
    });

    it('is not frozen while others write to it, who are named', async () => {
      const writer = await Session.connect(superuser);
      try {
        await writer.query(`set application_name = 'import de nuit'`);
        await writer.script(`begin; update metier.rdv_2026 set service = 2 where id = 1`);
        const blockers = await blockersOf(installation.freeze(superuser, 'metier.rdv'));
        const [{ application, state, since, user } = assert.fail('nobody is named'), ...others] =
          blockers;
        assert.deepEqual(others, []);
        assert.deepEqual([application, state], ['import de nuit', 'idle in transaction']);
        assert.deepEqual([user, Number.isNaN(Date.parse(since ?? ''))], [superuser.user, false]);
        await writer.query(`prepare transaction 'batch 8'`);
        const [prepared] = await blockersOf(installation.freeze(superuser, 'metier.rdv'));
        assert.equal(prepared?.prepared, 'batch 8');
        await writer.query(`rollback prepared 'batch 8'`);
      } finally {
        await writer.close();
      }
      assert.deepEqual(await installation.frozen(superuser), []);
      assert.equal((await installation.freeze(superuser, 'metier.rdv')).outcome, 'frozen');
    });

    it('stays frozen while its unfreezing is kept waiting by a reader, who is named', async () => {
      await installation.freeze(superuser, 'metier.rdv');
      const reader = await Session.connect(superuser);
      try {
        await reader.query(`set application_name = 'rapport'`);
        await reader.script(`begin; select count(*) from metier.rdv`);
        const blockers = await blockersOf(installation.unfreeze(superuser, 'metier.rdv'));
        assert.deepEqual(
          blockers.map(({ application }) => application),
          ['rapport'],
        );
      } finally {
        await reader.close();
      }
      await assert.rejects(sql(superuser, `delete from metier.rdv`), refusedBecauseFrozen);
    });

    it('is unfrozen by its owner where a superuser froze it, who is told what stays behind', async () => {
      await installation.freeze(superuser, 'metier.rdv');
      const { notices } = await (await Installation.make()).unfreeze(owner, 'metier.rdv');
      assert.match(
        notices.join(),
        /The function pra\.frozen_\w+ stays behind: another role made it/,
      );
      await sql(owner, `delete from metier.rdv where id = 1`);
    });

    it('is frozen by nobody who does not own it; what is possible instead is said', async () => {
      const role = await server.createRole(`agent_${superuser.database}`, 'nosuperuser');
      await sql(superuser, `grant usage on schema metier to ${role.user}`);
      await sql(superuser, `grant all on metier.rdv to ${role.user}`);
      const agent = { ...role, database: superuser.database };
      await assert.rejects(installation.freeze(agent, 'metier.rdv'), (error: unknown) => {
        refusedWith('permission-denied')(error);
        const { message, hint = '' } = error as RecoveryError;
        assert.match(message, /does not own metier\.rdv \(of proprietaire_/);
        assert.match(
          hint,
          /everybody goes on writing: an apply locks the rows that it writes.*lock the whole table/,
        );
        return true;
      });
    });

    it('takes what a subscription writes, which is said', async () => {
      await sql(
        superuser,
        `create subscription abonnement connection 'host=nowhere' publication p
           with (connect = false, slot_name = none)`,
      );
      await sql(
        superuser,
        `insert into pg_subscription_rel (srsubid, srrelid, srsubstate, srsublsn)
         select oid, 'metier.service'::regclass, 'r', '0/0' from pg_subscription`,
      );
      const { notices } = await installation.freeze(superuser, 'metier.service');
      assert.match(
        notices.join('\n'),
        /metier\.service takes rows from a subscription: its replication goes on/,
      );
      await sql(superuser, `drop subscription abonnement`);
    });

    it('is built as before for whoever compares its structure', async () => {
      const backup = await server.createDatabase();
      await connected(backup, (session) => session.script(tables));
      await installation.freeze(superuser, 'metier.rdv');
      const table = { schema: 'metier', name: 'rdv' };
      const request = { backup, live: superuser, table };
      const { ddl, structure } = await compareStructure(request, quiet.signal);
      assert.equal(ddl.live, ddl.backup);
      assert.deepEqual(structure, []);
    });
  });
}

function refusedBecauseFrozen(error: unknown): true {
  assert.ok(error instanceof RecoveryError, String(error));
  assert.equal(error.sqlstate, '25006');
  return true;
}

async function blockersOf(refused: Promise<unknown>): Promise<BlockedError['blockers']> {
  try {
    await refused;
  } catch (error) {
    if (error instanceof BlockedError) {
      return error.blockers;
    }
    throw error;
  }
  return assert.fail('It was not refused.');
}
