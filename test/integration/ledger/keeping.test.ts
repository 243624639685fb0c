import assert from 'node:assert/strict';
import type { LedgerState } from '../../../src/core/ledger/ledger';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { foreseeLedger } from '../../../src/recovery/ledger/appliedElsewhere';
import { otherMajors } from '../../support/otherMajors';
import {
  connected,
  quiet,
  testServer,
  testServerOf,
  type TestServer,
} from '../../support/postgres';
import {
  apply,
  correcting,
  newFolder,
  refusedWith,
  removeFolders,
  type Scene,
  sql,
  undo,
} from '../apply/scene';
import { small } from '../apply/fileScene';
import { Installation, removeInstallations } from '../freeze/freezing';
import { schemaDump } from '../freeze/schemaDump';
import { IncidentFolder } from '../../../src/files/incidentFolder';
import { planBetween, readState } from '../../support/scriptIncident';
import { createLedger, dropLedger, entries, ledgerOf } from './keeping';

const schemas = `select nspname from pg_namespace where nspname = 'pra'`;

for (const major of [undefined, ...otherMajors]) {
  describe(`The ledger of a database of PostgreSQL ${major ?? 'of this machine'}`, () => {
    let server: TestServer;
    let superuser: ConnectionSettings;
    /** Owns the tables; no superuser. */
    let owner: ConnectionSettings;
    let role: string;

    before(async function () {
      this.timeout(120_000);
      const found = major === undefined ? await testServer() : await testServerOf(major);
      if (!found) {
        return this.skip();
      }
      server = found;
    });

    beforeEach(async () => {
      superuser = await server.createDatabase();
      role = `proprietaire_${superuser.database}`;
      owner = { ...(await server.createRole(role, 'nosuperuser')), database: superuser.database };
      await connected(superuser, (session) =>
        session.script(`${small.create};
          alter schema metier owner to ${role};
          alter table metier.rdv owner to ${role}`),
      );
    });

    after(async () => {
      await removeInstallations();
      await removeFolders();
    });

    /** The small table is damaged, and its correction planned. */
    async function damaged(live: ConnectionSettings): Promise<Scene> {
      const plan = await connected(live, async (session) => {
        const backup = await readState(session, 'metier', 'rdv');
        await session.query(small.damage);
        return planBetween(backup, await readState(session, 'metier', 'rdv'));
      });
      const folder = await newFolder(plan);
      const stored = await (await IncidentFolder.open(folder)).plan();
      return { live, folder, table: small.table, stored };
    }

    async function said(incident: Scene): Promise<string> {
      const steps = await correcting(incident);
      return (await foreseeLedger(incident.stored.plan, steps, quiet)).join(' ');
    }

    async function stateFor(live: ConnectionSettings): Promise<LedgerState['state']> {
      return (await ledgerOf(live)).ledger.state;
    }

    it('is made by who may make a schema, used, and dropped, and leaves nothing behind', async () => {
      await sql(superuser, `grant create on database ${superuser.database} to ${role}`);
      const before = await schemaDump(superuser);
      assert.equal(await stateFor(owner), 'absent');
      assert.equal(await createLedger(owner), 'created');
      assert.equal(await createLedger(owner), 'present');
      assert.equal(await stateFor(owner), 'usable');
      const incident = await damaged(owner);
      await apply(incident);
      await undo(incident);
      assert.deepEqual(
        (await entries(owner)).map(({ kind, role: by }) => [kind, by]),
        [
          ['apply', role],
          ['undo', role],
        ],
      );
      assert.deepEqual(await dropLedger(owner), []);
      await sql(superuser, `revoke create on database ${superuser.database} from ${role}`);
      assert.equal(await stateFor(owner), 'absent');
      assert.deepEqual(await sql(superuser, schemas), []);
      assert.equal((await schemaDump(superuser)).length, before.length);
      await assert.rejects(dropLedger(owner), refusedWith('no-ledger'));
    });

    it('is not made by who may make no schema; corrections go on as before', async () => {
      await assert.rejects(createLedger(owner), refusedWith('permission-denied'));
      assert.deepEqual(await sql(superuser, schemas), []);
      assert.equal((await apply(await damaged(owner))).outcome, 'applied');
    });

    it('of another role is said not to be usable, and is once it is granted', async () => {
      await createLedger(superuser);
      const incident = await damaged(owner);
      assert.match(await said(incident), /grant it usage on schema pra, and select, insert/);
      assert.equal((await apply(incident)).outcome, 'applied');
      assert.deepEqual(await entries(superuser), []);
      await assert.rejects(dropLedger(owner), refusedWith('permission-denied'));
      await sql(
        superuser,
        `grant usage on schema pra to ${role}; grant select, insert on pra.ledger to ${role}`,
      );
      assert.match(await said(incident), /entered in production’s ledger/);
      await undo(incident);
      assert.deepEqual(
        (await entries(owner)).map(({ kind }) => kind),
        ['undo'],
      );
    });

    it('whose columns were changed, or that runs what somebody added to it, is not used', async () => {
      const incident = await damaged(owner);
      for (const [change, back, why] of [
        ['add column more text', 'drop column more', /columns of pra.ledger are not/],
        ['alter part type int8', 'alter part type int4', /columns of pra.ledger are not/],
        [`alter role set default 'x'`, 'alter role drop default', /defaults/],
        [`add constraint c check (part > 0)`, 'drop constraint c', /checks/],
        ['enable row level security', 'disable row level security', /policies/],
      ] as const) {
        await createLedger(superuser);
        await sql(superuser, `alter table pra.ledger ${change}`);
        assert.match(await said(incident), why);
        await apply(incident);
        await undo(incident);
        assert.equal(await stateFor(superuser), 'unusable');
        await sql(superuser, `alter table pra.ledger ${back}`);
        assert.equal(await stateFor(superuser), 'usable');
        assert.deepEqual(await entries(superuser), []);
      }
      await sql(
        superuser,
        `create function public.spy() returns trigger language plpgsql as
         $$ begin raise exception 'it runs'; end $$;
         create trigger spy before insert on pra.ledger for each row execute function public.spy()`,
      );
      assert.match(await said({ ...incident, live: superuser }), /Triggers/);
      assert.equal((await apply({ ...incident, live: superuser })).outcome, 'applied');
    });

    it('is not taken for one where somebody else’s schema or table has its name', async () => {
      await sql(superuser, `create schema pra authorization ${role}`);
      await assert.rejects(createLedger(owner), refusedWith('in-use'));
      await sql(superuser, `create table pra.ledger (id text); comment on schema pra is null`);
      await assert.rejects(createLedger(superuser), refusedWith('in-use'));
      await assert.rejects(dropLedger(superuser), refusedWith('no-ledger'));
      assert.equal(await stateFor(superuser), 'foreign');
      const incident = await damaged(owner);
      assert.equal(await said(incident), '');
      assert.equal((await apply(incident)).outcome, 'applied');
      assert.deepEqual(await sql(superuser, 'select * from pra.ledger'), []);
    });

    it('survives the end of a freeze, whose function goes; the last takes the schema along', async () => {
      const installation = await Installation.make();
      await installation.freeze(superuser, 'metier.rdv');
      await createLedger(superuser);
      await installation.unfreeze(superuser, 'metier.rdv');
      assert.equal(await stateFor(superuser), 'usable');
      assert.deepEqual(
        await sql(
          superuser,
          `select count(*) from pg_proc where pronamespace = 'pra'::regnamespace`,
        ),
        [['0']],
      );
      await installation.freeze(superuser, 'metier.rdv');
      assert.deepEqual(await dropLedger(superuser), []);
      assert.equal((await installation.frozen(superuser)).length, 1);
      assert.deepEqual(await sql(superuser, schemas), [['pra']]);
      await installation.unfreeze(superuser, 'metier.rdv');
      assert.deepEqual(await sql(superuser, schemas), []);
    });

    it('leaves a freeze out of somebody else’s schema of its name', async () => {
      await sql(superuser, `create schema pra authorization ${role}`);
      const installation = await Installation.make();
      await installation.freeze(owner, 'metier.rdv');
      assert.deepEqual(
        await sql(
          superuser,
          `select pronamespace::regnamespace::text from pg_proc where proname like 'pra_frozen%'`,
        ),
        [['metier']],
      );
      await installation.unfreeze(owner, 'metier.rdv');
      assert.deepEqual(await sql(superuser, schemas), [['pra']]);
    });
  });
}
