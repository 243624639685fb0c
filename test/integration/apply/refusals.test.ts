import assert from 'node:assert/strict';
import { confirmPlan } from '../../../src/core/correction/confirmation';
import { writePlan } from '../../../src/recovery/correct/writePlan';
import { PostgresCorrectionTarget } from '../../../src/postgres/correction/target';
import type { TableIdentity } from '../../../src/core/correction/plan';
import type { Attempt } from '../../../src/core/incident/outcome';
import { connected, quiet, testServer } from '../../support/postgres';
import {
  appointments,
  apply,
  correcting,
  prove,
  refusedWith,
  removeFolders,
  type Scene,
  scene,
  shortPatience,
  sql,
  tableDigest,
  undo,
} from './scene';

function withIdentity(incident: Scene, identity: Partial<TableIdentity>): Scene {
  const { plan } = incident.stored;
  const table = { ...plan.table, identity: { ...plan.table.identity, ...identity } };
  return { ...incident, stored: { ...incident.stored, plan: { ...plan, table } } };
}

describe('a correction meets another place than the one that was compared', () => {
  after(removeFolders);

  it('refuses another server', async () => {
    const incident = await scene(appointments);
    const other = withIdentity(incident, { systemIdentifier: '7000000000000000001' });
    await assert.rejects(apply(other), refusedWith('wrong-server'));
  });

  it('refuses another database of the same server, with the same table in it', async () => {
    const incident = await scene(appointments);
    const { live } = await scene(appointments);
    const before = await tableDigest(live, 'metier.rdv');
    await assert.rejects(apply({ ...incident, live }), refusedWith('wrong-database'));
    assert.equal(await tableDigest(live, 'metier.rdv'), before);
  });

  it('refuses a table that was made anew, renamed away, or dropped', async () => {
    for (const afterwards of [
      `alter table metier.rdv rename to vieux; create table metier.rdv (like metier.vieux including all)`,
      `alter table metier.rdv rename to vieux`,
      `drop schema metier cascade`,
      `alter table metier.rdv rename to vieux; create view metier.rdv as select * from metier.vieux`,
    ]) {
      const incident = await scene({ ...appointments, afterwards });
      await assert.rejects(apply(incident), refusedWith('wrong-table'), afterwards);
    }
  });

  it('refuses a table whose columns are others by now', async () => {
    for (const change of [
      'add column commentaire text',
      'drop column prix',
      'rename column prix to montant',
      'alter column prix type numeric(10, 2)',
      'alter column id set generated always',
    ]) {
      const afterwards = `alter table metier.rdv ${change}`;
      const incident = await scene({ ...appointments, afterwards });
      await assert.rejects(apply(incident), refusedWith('structure-differs'), change);
    }
  });

  it('refuses a role from which row security hides rows', async () => {
    const role = await (await testServer()).createRole('guichet', '');
    const incident = await scene({
      ...appointments,
      afterwards: `
        grant usage on schema metier to guichet;
        grant all on all tables in schema metier to guichet;
        alter table metier.rdv enable row level security;
        create policy ouvert on metier.rdv using (id < 40)`,
    });
    const live = { ...role, database: incident.live.database };
    await assert.rejects(apply({ ...incident, live }), refusedWith('row-security'));
  });

  it('works for an ordinary role with rights on the table alone', async () => {
    const role = await (await testServer()).createRole('agent', '');
    const incident = await scene({
      ...appointments,
      afterwards: `
        grant usage on schema metier to agent;
        grant select, insert, update, delete on metier.rdv to agent`,
    });
    const result = await apply({
      ...incident,
      live: { ...role, database: incident.live.database },
    });
    assert.equal(result.outcome, 'applied');
    assert.deepEqual(
      await sql(incident.live, `select nom from metier.rdv where nom = 'en trop'`),
      [],
    );
  });

  it('finds the same table and rows for a role with settings of its own', async () => {
    const incident = await scene({
      table: 'metier.rdv',
      create: `
        create schema metier;
        create type metier.humeur as enum ('bon', 'mauvais');
        create domain metier.mots as text[];
        create table metier.rdv (
          mots metier.mots, humeur metier.humeur, humeurs metier.humeur[], primary key (mots));
        insert into metier.rdv values
        ('{a,NULL,"NULL"}', 'bon', '{bon,NULL}'), ('{}', 'bon', null), ('[2:3]={x,y}', 'bon', '{}')`,
      damage: `
        update metier.rdv set humeur = 'mauvais', humeurs = '{mauvais}' where mots <> '{}';
        delete from metier.rdv where mots = '{}'`,
      afterwards: `do $$ declare setting text; begin
        foreach setting in array array[
          'search_path = metier', 'array_nulls = off', 'datestyle = ''SQL, DMY''',
          'intervalstyle = sql_standard', 'bytea_output = escape', 'extra_float_digits = -15',
          'standard_conforming_strings = off', 'default_transaction_isolation = serializable',
          'default_transaction_read_only = on', 'synchronous_commit = off', 'lock_timeout = 100']
        loop
          execute format('alter database %I set %s', current_database(), setting);
        end loop;
      end $$`,
    });
    const damaged = await tableDigest(incident.live, 'metier.rdv');
    assert.equal((await apply(incident)).outcome, 'applied');
    assert.ok((await prove(incident)).proved);
    assert.equal((await apply(incident)).outcome, 'already-applied');
    assert.equal((await undo(incident)).outcome, 'undone');
    assert.equal(await tableDigest(incident.live, 'metier.rdv'), damaged);
  });

  it('waits its turn behind another correction of the table, but not for ever', async () => {
    const incident = await scene(appointments);
    await connected(incident.live, async (other) => {
      await other.query('begin');
      await other.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [
        `pra: correction of table ${incident.stored.plan.table.identity.tableOid}`,
      ]);
      const patience = { ...shortPatience, turn: 200 };
      await assert.rejects(apply(incident, { patience }), refusedWith('in-use'));
    });
  });

  it('refuses a key that several rows have by now, rather than writing one of them or all', async () => {
    const incident = await scene({
      table: 'metier.suivi',
      create: `
        create schema metier;
        create table metier.suivi (id int primary key, v text);
        insert into metier.suivi select n, 'x' from generate_series(1, 5) as n`,
      damage: `update metier.suivi set v = 'y' where id = 2`,
      afterwards: `
        alter table metier.suivi drop constraint suivi_pkey;
        insert into metier.suivi values (2, 'y')`,
    });
    const before = await tableDigest(incident.live, 'metier.suivi');
    await assert.rejects(apply(incident), /Several rows have the key 2 of a planned row/);
    assert.equal(await tableDigest(incident.live, 'metier.suivi'), before);
  });

  it('lets nobody give children to the rows that it is about to delete', async () => {
    const incident = await scene({
      ...appointments,
      afterwards: 'create table metier.pieces (rdv int references metier.rdv on delete cascade)',
    });
    const target = new PostgresCorrectionTarget(incident.live);
    const transaction = await target.begin(incident.stored.plan, quiet);
    try {
      await transaction.lockRows('looked for');
      const child = `set lock_timeout = 100; insert into metier.pieces values (201)`;
      await assert.rejects(sql(incident.live, child), refusedWith('lock-timeout'));
    } finally {
      await transaction.rollback();
    }
  });

  it('decides anew where somebody else applied and undid meanwhile', async () => {
    const incident = await scene(appointments);
    await apply(incident);
    await undo(incident);
    const { plan, digest } = incident.stored;
    const steps = await correcting(incident);
    const seen = [{ incident: steps.incident, apply: undefined, undo: undefined }];
    const ledger = { digest, part: 1, once: [digest], own: [], foundUndone: [] };
    const confirmed = confirmPlan(plan, 'metier.rdv');
    const job = { kind: 'apply', plan: confirmed, digest, ledger, seen } as const;
    const { result } = await writePlan(job, steps, quiet);
    assert.equal(result, 'overtaken');
  });

  it('refuses a role under which foreign keys are not checked', async () => {
    const incident = await scene(appointments);
    await sql(
      incident.live,
      `do $$ begin
         execute format('alter database %I set session_replication_role = replica', current_database());
       end $$`,
    );
    await assert.rejects(apply(incident), refusedWith('permission-denied'));
  });

  it('commits to the disk, whatever the role is used to', async () => {
    const incident = await scene({
      ...appointments,
      afterwards: `
        create table metier.vu (mode text);
        create function metier.voir() returns trigger language plpgsql as
        $$ begin insert into metier.vu values (current_setting('synchronous_commit')); return null; end $$;
        create trigger voir after insert on metier.rdv execute function metier.voir()`,
    });
    for (const [usual, used] of [
      ['off', 'on'],
      ['local', 'on'],
      ['remote_apply', 'remote_apply'],
    ] as const) {
      await sql(
        incident.live,
        `truncate metier.vu;
         do $$ begin
           execute format('alter database %I set synchronous_commit = ${usual}', current_database());
         end $$`,
      );
      await apply(incident);
      assert.deepEqual(await sql(incident.live, 'select distinct mode from metier.vu'), [[used]]);
      await undo(incident);
    }
  });

  it('says that the sequence stays behind where the role may not call it on', async () => {
    const role = await (await testServer()).createRole('lecteur', '');
    const incident = await scene({
      ...appointments,
      damage: `delete from metier.rdv where id > 90; alter table metier.rdv alter id restart with 50`,
      afterwards: `
        grant usage on schema metier to lecteur;
        grant select, insert, update, delete on metier.rdv to lecteur`,
    });
    const result = await apply({
      ...incident,
      live: { ...role, database: incident.live.database },
    });
    assert.deepEqual('notices' in result && result.notices, [
      'The sequence metier.rdv_id_seq could not be moved (permission denied for sequence rdv_id_seq); ' +
        'as its owner: ALTER SEQUENCE "metier"."rdv_id_seq" RESTART WITH 101;',
    ]);
  });

  it('asks the server what became of a transaction, and does not believe one with another history', async () => {
    const incident = await scene(appointments);
    const target = new PostgresCorrectionTarget(incident.live);
    const [[systemIdentifier, timeline, next] = []] = await connected(
      incident.live,
      async (session) =>
        session.rows(`
        select (select system_identifier from pg_control_system()),
               left(pg_walfile_name(pg_current_wal_lsn()), 8),
               txid_current()`),
    );
    const attempt: Omit<Attempt, 'xid'> = {
      kind: 'apply',
      ...{ planId: '', planDigest: '', at: '' },
      ...{ systemIdentifier: systemIdentifier ?? '', timeline: timeline ?? '' },
    };
    const future = String(BigInt(next ?? '') + 1_000_000n);
    assert.equal(await target.status({ ...attempt, xid: future }, quiet), 'unknowable');
    assert.equal(await target.status({ ...attempt, xid: next ?? '' }, quiet), 'committed');
    assert.equal(
      await target.status({ ...attempt, xid: next ?? '', timeline: '000000FF' }, quiet),
      'unknowable',
    );
    await assert.rejects(
      target.status({ ...attempt, xid: next ?? '', systemIdentifier: '1' }, quiet),
      refusedWith('wrong-server'),
    );
  });
});
