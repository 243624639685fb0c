import assert from 'node:assert/strict';
import { FaultProxy } from '../../support/faultProxy';
import { ViolationError } from '../../../src/core/correction/refusal';
import { testServer } from '../../support/postgres';
import {
  appointments,
  apply,
  prove,
  refusedWith,
  rehearse,
  removeFolders,
  scene,
  sql,
  tableDigest,
  undo,
} from './scene';

describe('what production makes of a correction', () => {
  after(removeFolders);

  it('lists what triggers and types have made of the planned values', async () => {
    const incident = await scene({
      ...appointments,
      afterwards: `
        create function metier.crier() returns trigger language plpgsql as
        $$ begin new.statut := lower(new.statut); return new; end $$;
        create trigger crier before insert or update on metier.rdv
        for each row execute function metier.crier()`,
    });
    const rehearsal = await rehearse(incident);
    assert.deepEqual(rehearsal.triggers, ['crier']);
    assert.equal(rehearsal.altered.length, 26);
    assert.deepEqual(rehearsal.altered[0]?.column, 'statut');
    const result = await apply(incident);
    assert.equal(result.outcome === 'applied' && result.altered.length, 26);
    const { proved, selected } = await prove(incident);
    assert.deepEqual({ proved, selected }, { proved: true, selected: { equal: 35, different: 0 } });
  });

  it('lets triggers see the settings of production, not its own', async () => {
    const incident = await scene({
      ...appointments,
      afterwards: `
        create table metier.histo (id int, quoi text);
        create function metier.noter() returns trigger language plpgsql as
        $$ begin
          insert into metier.histo values (new.id, format('%s %s %s %s %s', new.vu,
            current_setting('timezone'), current_setting('bytea_output'), current_setting('row_security'),
            current_setting('jit')));
          return new;
        end $$;
        create trigger noter after insert or update on metier.rdv
        for each row execute function metier.noter();
        create constraint trigger noter_plus_tard after insert on metier.rdv
        deferrable initially deferred for each row execute function metier.noter();
        do $$ begin
          execute format('alter database %I set datestyle = ''SQL, DMY''', current_database());
          execute format('alter database %I set timezone = ''Asia/Tokyo''', current_database());
          execute format('alter database %I set bytea_output = ''escape''', current_database());
        end $$`,
    });
    assert.equal((await apply(incident)).outcome, 'applied');
    const noted = await sql(
      incident.live,
      `select quoi from metier.histo where id = 10 order by 1`,
    );
    assert.deepEqual(noted, [
      ['29/03/2026 20:30:00.123456 JST Asia/Tokyo escape on on'],
      ['29/03/2026 20:30:00.123456 JST Asia/Tokyo escape on on'],
    ]);
  });

  it('keeps nobody waiting for what is compiled, where production compiles every query', async () => {
    const incident = await scene({
      ...appointments,
      afterwards: `
        do $$ begin
          execute format('alter database %I set jit_above_cost = 0', current_database());
          execute format('alter database %I set jit_optimize_above_cost = 0', current_database());
          execute format('alter database %I set jit_inline_above_cost = 0', current_database());
        end $$`,
    });
    const proxy = await FaultProxy.start(incident.live);
    try {
      const asked: string[] = [];
      proxy.expect(({ text }) => {
        asked.push(text);
        return 'pass';
      });
      await rehearse({ ...incident, live: proxy.settings });
      const off = asked.findIndex((text) => text.includes(`set_config('jit', 'off', true)`));
      const lock = asked.findIndex((text) => text.includes('lock table'));
      assert.ok(off >= 0 && off < lock, `${off}, ${lock}`);
    } finally {
      await proxy.close();
    }
  });

  it('reports a violated foreign key, deferred or not, and writes nothing', async () => {
    for (const deferrable of ['', 'deferrable initially deferred']) {
      const incident = await scene({
        ...appointments,
        afterwards: `
          create table metier.statuts (statut text primary key);
          insert into metier.statuts values ('ANNULE');
          update metier.rdv set statut = null where statut <> 'ANNULE';
          alter table metier.rdv add constraint statut_connu
          foreign key (statut) references metier.statuts ${deferrable}`,
      });
      const before = await tableDigest(incident.live, 'metier.rdv');
      const { violations, drifted } = await rehearse(incident);
      assert.deepEqual(drifted, []);
      assert.equal(violations.length, 20);
      assert.deepEqual(violations[0], {
        constraint: 'statut_connu',
        message: 'insert or update on table "rdv" violates foreign key constraint "statut_connu"',
        sqlstate: '23503',
        key: ['30'],
      });
      await assert.rejects(apply(incident), (error: unknown) => error instanceof ViolationError);
      assert.equal(await tableDigest(incident.live, 'metier.rdv'), before);
    }
  });

  it('refuses a value too long for its column instead of cutting it', async () => {
    const incident = await scene(appointments);
    const { stored } = incident;
    const corrections = stored.plan.corrections.map((correction) =>
      correction.action === 'update'
        ? { ...correction, set: [{ column: 1, value: 'x'.repeat(41) }] }
        : correction,
    );
    const plan = { ...stored.plan, corrections };
    const { violations } = await rehearse({ ...incident, stored: { ...stored, plan } });
    assert.deepEqual(violations[0]?.sqlstate, '22001');
  });

  it('refuses to delete rows whose children would go with them in silence', async () => {
    const incident = await scene({
      ...appointments,
      afterwards: `
        create table metier.pieces (
          id int primary key, rdv int references metier.rdv on delete cascade);
        insert into metier.pieces values (1, 201), (2, 201), (3, 1)`,
    });
    const { violations } = await rehearse(incident);
    assert.deepEqual(violations, [
      {
        constraint: 'pieces_rdv_fkey',
        message: 'Deleting 5 rows would also delete 2 rows of metier.pieces.',
        sqlstate: '23503',
      },
    ]);
    await assert.rejects(apply(incident), refusedWith('violation'));
    assert.equal((await sql(incident.live, 'select from metier.pieces')).length, 3);
  });

  it('refuses to update what other rows refer to, where they would lose it for good', async () => {
    for (const [action, how] of [
      ['set null', 'to null'],
      ['set default', 'to their default'],
    ] as const) {
      const incident = await scene({
        table: 'metier.agents',
        create: `
          create schema metier;
          create table metier.agents (id int primary key, code text unique, nom text);
          create table metier.pieces (
            id int primary key, code text references metier.agents (code) on update ${action});
          insert into metier.agents values (1, 'a', 'un'), (2, 'b', 'deux')`,
        damage: `
          update metier.agents set code = 'x' where id = 1;
          update metier.agents set nom = 'y' where id = 2;
          insert into metier.pieces values (1, 'x'), (2, 'b')`,
      });
      const { violations } = await rehearse(incident);
      assert.deepEqual(violations, [
        {
          constraint: 'pieces_code_fkey',
          message: `Updating 1 row would also change 1 row of metier.pieces (references set ${how}).`,
          sqlstate: '23503',
        },
      ]);
      await assert.rejects(apply(incident), refusedWith('violation'));
      assert.equal(
        (await sql(incident.live, 'select from metier.pieces where code is null')).length,
        0,
      );
    }
  });

  it('inserts rows that refer to each other, whatever their order', async () => {
    const incident = await scene({
      table: 'metier.arbre',
      create: `
        create schema metier;
        create table metier.arbre (id int primary key, parent int references metier.arbre);
        insert into metier.arbre select n, 6001 - n from generate_series(1, 6000) as n`,
      damage: 'delete from metier.arbre',
    });
    assert.equal((await apply(incident)).outcome, 'applied');
    assert.equal((await undo(incident)).outcome, 'undone');
  });

  it('moves the sequence past the inserted values, never down, and not in a rehearsal', async () => {
    const incident = await scene({
      ...appointments,
      damage: `delete from metier.rdv where id > 90; alter table metier.rdv alter id restart with 50`,
    });
    const last = 'select last_value, is_called from metier.rdv_id_seq';
    await rehearse(incident);
    assert.deepEqual(await sql(incident.live, last), [['50', 'f']]);
    const result = await apply(incident);
    assert.deepEqual(result.outcome === 'applied' && result.sequences, [
      { name: 'metier.rdv_id_seq', from: '50', to: '100' },
    ]);
    await sql(incident.live, `select setval('metier.rdv_id_seq', 500)`);
    await apply(incident);
    assert.deepEqual(await sql(incident.live, last), [['500', 't']]);
    const undone = await undo(incident);
    assert.deepEqual(undone.outcome === 'undone' && undone.notGivenBack, [
      'Sequence metier.rdv_id_seq stays at 100; it was 50.',
    ]);
  });

  it('moves each sequence that it may, whatever becomes of the others', async () => {
    const role = await (await testServer()).createRole('numeroteur', '');
    const incident = await scene({
      table: 'metier.rdv',
      create: `
        create schema metier;
        create table metier.rdv (
          id int generated by default as identity primary key, n serial,
          tour int generated by default as identity (maxvalue 20 cycle));
        insert into metier.rdv (id, n, tour) select n, n, n * 3 from generate_series(1, 50) as n`,
      damage: 'delete from metier.rdv where id > 5',
      afterwards: `
        grant usage on schema metier to numeroteur;
        grant all on metier.rdv to numeroteur;
        grant all on sequence metier.rdv_n_seq, metier.rdv_tour_seq to numeroteur`,
    });
    const live = { ...role, database: incident.live.database };
    const result = await apply({ ...incident, live });
    assert.ok(result.outcome === 'applied');
    assert.deepEqual(
      result.sequences.map(({ name, to }) => [name, to]),
      [
        ['metier.rdv_n_seq', '50'],
        ['metier.rdv_tour_seq', '18'],
      ],
    );
    assert.match(result.notices.join(), /rdv_id_seq could not be moved \(permission denied/);
  });

  it('corrects a partitioned table through its partitions, rows that change partition too', async () => {
    const incident = await scene({
      table: 'metier.parts',
      create: `
        create schema metier;
        create table metier.parts (id int, an int, v text, primary key (id, an)) partition by list (an);
        create table metier.parts_1 partition of metier.parts for values in (2025);
        create table metier.parts_2 partition of metier.parts for values in (2026);
        insert into metier.parts select n, 2025 + n % 2, 'x' from generate_series(1, 50) as n`,
      damage: `
        delete from metier.parts where id < 5;
        update metier.parts set v = 'y' where id between 10 and 20;
        update metier.parts set an = 2025 where id = 31 or an = 2026 and id = 33`,
    });
    const damaged = await tableDigest(incident.live, 'metier.parts');
    assert.equal((await apply(incident)).outcome, 'applied');
    const { proved, unselected } = await prove(incident);
    assert.deepEqual(
      { proved, unselected },
      { proved: true, unselected: { writtenByUs: 0, changedByOthers: 0 } },
    );
    assert.equal((await undo(incident)).outcome, 'undone');
    assert.equal(await tableDigest(incident.live, 'metier.parts'), damaged);
  });
});
