import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { IncidentFolder } from '../../../src/files/incidentFolder';
import { connected, quiet } from '../../support/postgres';
import {
  apply,
  correcting,
  newFolder,
  refusedWith,
  removeFolders,
  type Scene,
  scene,
  sql,
  undo,
} from './scene';

const create = `
  create schema metier;
  create table metier.rdv (id int primary key, nom text);
  insert into metier.rdv select n, 'n' || n from generate_series(1, 20) n`;

/** Rows 21 to 25 are too many. */
const damage = `
  insert into metier.rdv select n, 'en trop' from generate_series(21, 25) n;
  update metier.rdv set nom = 'autre' where id = 3`;

const cascading = `
  create type metier.lieu as (rue text, ville text);
  create table metier.pieces (
    id int generated always as identity primary key,
    parti int,
    rdv int references metier.rdv on delete cascade,
    double int generated always as (rdv * 2) stored,
    fiche jsonb, brut json, vu timestamptz, duree interval, octets bytea, noms text[], ou metier.lieu,
    prix numeric, reel float8, solde money, classe regclass
  );
  alter table metier.pieces drop parti;
  insert into metier.pieces (rdv, fiche, brut, vu, duree, octets, noms, ou, prix, reel, solde, classe)
  select 20 + n % 5 + 1, '{"a": [1, null, "é\\\\\\""]}', '{"b" :  1}', '2024-03-31 02:30:00+01', '-1 day 02:03:04.5',
    '\\x00ff5c22', array['a,b', null, '', 'NULL', '"', '\\'], row('1, rue "Haute"', null)::metier.lieu, 1.10, 0.1 + 0.2, 12.34, 'metier.rdv'
  from generate_series(1, 12) n;
  insert into metier.pieces (rdv) values (25), (1)`;

const setNull = `
  create table metier.notes (
    id int primary key,
    rdv int references metier.rdv on delete set null,
    vu timestamptz default '2024-01-01',
    mot text
  );
  insert into metier.notes select n, 20 + n, now(), 'mot ' || n from generate_series(1, 5) n`;

const setDefault = `
  create table metier.suites (
    id uuid primary key,
    rdv int default 1 references metier.rdv on delete set default
  );
  insert into metier.suites select md5(n::text)::uuid, 20 + n from generate_series(1, 5) n`;

const partitioned = `
  create table metier.jours (
    rdv int references metier.rdv on delete cascade, jour int, mot text, primary key (jour, rdv)
  ) partition by range (jour);
  create table metier.jours_1 partition of metier.jours for values from (0) to (10);
  create table metier.jours_2 (mot text, jour int not null, rdv int not null);
  alter table metier.jours attach partition metier.jours_2 for values from (10) to (20);
  insert into metier.jours select 20 + n % 5 + 1, n, 'j' || n from generate_series(0, 19) n`;

const byTwoKeys = `
  create table metier.liens (
    id int primary key,
    de int references metier.rdv on delete cascade,
    vers int references metier.rdv on delete set null,
    via int references metier.rdv on delete set null
  );
  insert into metier.liens values (1, 21, 22, 23), (2, 1, 22, 23), (3, 21, 1, null), (4, 2, 24, 3), (5, 25, 25, 25)`;

const withoutKey = `
  create table metier.lignes (rdv int references metier.rdv on delete cascade, mot text);
  insert into metier.lignes select 21, 'deux fois' from generate_series(1, 2)`;

/** The plan deletes rows 21 to 25, agreed to with what they take along. */
async function replaced(children: string): Promise<Scene> {
  const made = await scene({ create, damage, table: 'metier.rdv', afterwards: children });
  const { plan } = made.stored;
  const { target } = await correcting(made);
  const found = await target.lostChildren(plan, quiet);
  const folder = await newFolder({ ...plan, wholeTable: { children: found } });
  return { ...made, folder, stored: await (await IncidentFolder.open(folder)).plan() };
}

async function rowsIn(incident: Scene, ...tables: readonly string[]): Promise<readonly unknown[]> {
  const all = [];
  for (const table of ['rdv', ...tables]) {
    const text = `select t::text from metier.${table} t order by 1`;
    all.push(await connected(incident.live, (session) => session.rows(text)));
  }
  return all;
}

async function undone(incident: Scene): Promise<readonly string[]> {
  const result = await undo(incident);
  assert.equal(result.outcome, 'undone');
  return result.notGivenBack;
}

describe('What the deletes of a whole-table plan take along comes back by its undo', () => {
  after(removeFolders);

  for (const [what, children, table] of [
    ['rows deleted by cascade, of all kinds of values', cascading, 'pieces'],
    ['references set to null', setNull, 'notes'],
    ['references set to their default', setDefault, 'suites'],
    ['rows of a partitioned table', partitioned, 'jours'],
    ['rows reached by several foreign keys', byTwoKeys, 'liens'],
    ['deleted rows that nothing tells apart', withoutKey, 'lignes'],
  ] as const) {
    it(`to the byte, as often as it is applied: ${what}`, async () => {
      const incident = await replaced(children);
      const before = await rowsIn(incident, table);
      for (let time = 1; time <= 2; time += 1) {
        assert.equal((await apply(incident)).outcome, 'applied');
        assert.notDeepEqual(await rowsIn(incident, table), before);
        assert.deepEqual(await undone(incident), []);
        assert.deepEqual(await rowsIn(incident, table), before);
      }
    });
  }

  it('but for references of rows that nothing tells apart, which is said', async () => {
    const incident = await replaced(`
      create table metier.avis (rdv int references metier.rdv on delete set null);
      insert into metier.avis values (21), (22)`);
    await apply(incident);
    assert.deepEqual(await undone(incident), [
      '2 rows of metier.avis stay changed: what they referred to was deleted.',
    ]);
  });

  for (const [what, code, children, since, ...tables] of [
    [
      'a key of theirs is taken',
      'row-drifted',
      cascading,
      `insert into metier.pieces (id, rdv) overriding system value values (1, 1)`,
      'pieces',
    ],
    [
      'a row was changed since',
      'row-drifted',
      setNull,
      `update metier.notes set mot = 'autre' where id = 2`,
      'notes',
    ],
    [
      'a row refers to another since',
      'row-drifted',
      setNull,
      `update metier.notes set rdv = 1 where id = 2`,
      'notes',
    ],
    [
      'a row was deleted since',
      'row-drifted',
      setDefault,
      `delete from metier.suites where id = md5('2')::uuid`,
      'suites',
    ],
    [
      'their table has other columns',
      'structure-differs',
      setNull,
      `alter table metier.notes add autre int`,
      'notes',
    ],
    ['their table is gone', 'structure-differs', cascading, `drop table metier.pieces`],
  ] as const) {
    it(`is refused, and nothing is written, where ${what}`, async () => {
      const incident = await replaced(children);
      await apply(incident);
      await sql(incident.live, since);
      const before = await rowsIn(incident, ...tables);
      await assert.rejects(undo(incident), refusedWith(code));
      assert.deepEqual(await rowsIn(incident, ...tables), before);
    });
  }

  it('is refused where they are not on disk any more', async () => {
    const incident = await replaced(cascading);
    await apply(incident);
    await rm(path.join(incident.folder, 'rows', 'children-before.jsonl'));
    await assert.rejects(undo(incident), refusedWith('incident-unreadable'));
  });

  it('says which rows triggers rewrote as they came back', async () => {
    const incident = await replaced(setNull);
    await apply(incident);
    await sql(
      incident.live,
      `create function metier.signer() returns trigger language plpgsql as
        $$ begin new.mot := 'signé'; return new; end $$;
      create trigger signer before update on metier.notes for each row execute function metier.signer()`,
    );
    assert.deepEqual(await undone(incident), [
      'What "signer of metier.notes" wrote elsewhere when the rows were written stays.',
      '5 rows of metier.notes came back otherwise than they were: triggers rewrote them.',
    ]);
  });
});
