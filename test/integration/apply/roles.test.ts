import assert from 'node:assert/strict';
import { RecoveryError } from '../../../src/core/errors';
import { foreseeUndo } from '../../../src/recovery/correct/rehearse';
import { quiet, testServer } from '../../support/postgres';
import {
  appointments,
  apply,
  correcting,
  prove,
  refusedWith,
  rehearse,
  removeFolders,
  type Scene,
  scene,
  sql,
  tableDigest,
  undo,
} from './scene';

describe('a correction is written by a role with few rights', () => {
  after(removeFolders);

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

  it('names the rights that its role lacks, and who gives them, before anything is locked', async () => {
    const role = await (await testServer()).createRole('stagiaire', '');
    const incident = await scene({
      ...appointments,
      afterwards: `
        grant usage on schema metier to stagiaire;
        grant select, insert, update (statut) on metier.rdv to stagiaire`,
    });
    const asRole = { ...incident, live: { ...role, database: incident.live.database } };
    const lacking =
      (before = '') =>
      (error: unknown): true => {
        assert.ok(error instanceof RecoveryError, String(error));
        assert.deepEqual(
          [error.code, error.message, error.hint],
          [
            'permission-denied',
            'stagiaire lacks rights on metier.rdv: UPDATE ("vu"), DELETE.',
            `${before}Have its owner run: grant UPDATE ("vu"), DELETE on "metier"."rdv" to "stagiaire"`,
          ],
        );
        return true;
      };
    await assert.rejects(rehearse(asRole), lacking());
    await assert.rejects(apply(asRole), lacking('Nothing was written. '));
    await sql(incident.live, 'grant update (vu), delete on metier.rdv to stagiaire');
    assert.equal((await apply(asRole)).outcome, 'applied');
  });

  it('names no right more than it needs where it has none to write', async () => {
    const role = await (await testServer()).createRole('visite', '');
    const incident = await scene({
      ...appointments,
      damage: 'delete from metier.rdv where id between 10 and 19',
      afterwards: `
        grant usage on schema metier to visite;
        grant select on metier.rdv to visite`,
    });
    const asRole = { ...incident, live: { ...role, database: incident.live.database } };
    await assert.rejects(rehearse(asRole), {
      message: 'visite lacks rights on metier.rdv: INSERT.',
    });
    await sql(incident.live, 'grant insert on metier.rdv to visite');
    assert.deepEqual((await rehearse(asRole)).violations, []);
  });

  it('says that some columns alone do not let it lock the table', async () => {
    const role = await (await testServer()).createRole('colonnes', '');
    const incident = await scene({
      ...appointments,
      damage: 'update metier.rdv set prix = 0 where id < 10',
      afterwards: `
        grant usage on schema metier to colonnes;
        grant select, update (prix) on metier.rdv to colonnes`,
    });
    const asRole = { ...incident, live: { ...role, database: incident.live.database } };
    await assert.rejects(rehearse(asRole), {
      message: 'colonnes lacks rights on metier.rdv: UPDATE.',
    });
    await sql(incident.live, 'grant truncate on metier.rdv to colonnes');
    assert.equal((await apply(asRole)).outcome, 'applied');
  });

  it('names the rights that its role lacks for an undo before the apply', async () => {
    const role = await (await testServer()).createRole('saisie', '');
    const incident = await scene({
      ...appointments,
      damage: 'delete from metier.rdv where id between 10 and 19',
      afterwards: `
        grant usage on schema metier to saisie;
        grant select, insert on metier.rdv to saisie`,
    });
    const asRole = { ...incident, live: { ...role, database: incident.live.database } };
    const foreseenBy = async (by: Scene): Promise<readonly string[]> =>
      foreseeUndo(by.stored, await correcting(by), quiet);
    const sentence = 'For an undo saisie lacks rights on metier.rdv: DELETE, UPDATE.';
    assert.deepEqual(await foreseenBy(asRole), [sentence, ...(await foreseenBy(incident))]);
    assert.equal((await apply(asRole)).outcome, 'applied');
    await assert.rejects(undo(asRole), refusedWith('permission-denied'));
    await undo(incident);
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
});
