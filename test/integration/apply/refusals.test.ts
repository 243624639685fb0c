import assert from 'node:assert/strict';
import { confirmPlan } from '../../../src/core/correction/confirmation';
import { writePlan } from '../../../src/recovery/correct/writePlan';
import { PostgresCorrectionTarget } from '../../../src/postgres/correction/target';
import type { TableIdentity } from '../../../src/core/correction/plan';
import type { Attempt } from '../../../src/core/incident/outcome';
import { connected, quiet } from '../../support/postgres';
import {
  appointments,
  apply,
  correcting,
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
