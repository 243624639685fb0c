import assert from 'node:assert/strict';
import { PostgresCorrectionTarget } from '../../../src/postgres/correction/target';
import type { TableIdentity } from '../../../src/core/correction/plan';
import type { Attempt } from '../../../src/core/incident/outcome';
import { connected, quiet, testServer } from '../../support/postgres';
import {
  appointments,
  apply,
  refusedWith,
  removeFolders,
  type Scene,
  scene,
  sql,
  tableDigest,
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
               pg_current_xact_id()`),
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
