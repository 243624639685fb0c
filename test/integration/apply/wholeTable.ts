import { IncidentFolder } from '../../../src/files/incidentFolder';
import { connected, quiet } from '../../support/postgres';
import { correcting, newFolder, type Scene, scene } from './scene';

const create = `
  create schema metier;
  create table metier.rdv (id int primary key, nom text);
  insert into metier.rdv select n, 'n' || n from generate_series(1, 20) n`;

/** Rows 21 to 25 are too many. */
const damage = `
  insert into metier.rdv select n, 'en trop' from generate_series(21, 25) n;
  update metier.rdv set nom = 'autre' where id = 3`;

export const cascading = `
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

export const setNull = `
  create table metier.notes (
    id int primary key,
    rdv int references metier.rdv on delete set null,
    vu timestamptz default '2024-01-01',
    mot text
  );
  insert into metier.notes select n, 20 + n, now(), 'mot ' || n from generate_series(1, 5) n`;

export const setDefault = `
  create table metier.suites (
    id uuid primary key,
    rdv int default 1 references metier.rdv on delete set default
  );
  insert into metier.suites select md5(n::text)::uuid, 20 + n from generate_series(1, 5) n`;

export const partitioned = `
  create table metier.jours (
    rdv int references metier.rdv on delete cascade, jour int, mot text, primary key (jour, rdv)
  ) partition by range (jour);
  create table metier.jours_1 partition of metier.jours for values from (0) to (10);
  create table metier.jours_2 (mot text, jour int not null, rdv int not null);
  alter table metier.jours attach partition metier.jours_2 for values from (10) to (20);
  insert into metier.jours select 20 + n % 5 + 1, n, 'j' || n from generate_series(0, 19) n`;

export const byTwoKeys = `
  create table metier.liens (
    id int primary key,
    de int references metier.rdv on delete cascade,
    vers int references metier.rdv on delete set null,
    via int references metier.rdv on delete set null
  );
  insert into metier.liens values (1, 21, 22, 23), (2, 1, 22, 23), (3, 21, 1, null), (4, 2, 24, 3), (5, 25, 25, 25)`;

export const withoutKey = `
  create table metier.lignes (rdv int references metier.rdv on delete cascade, mot text);
  insert into metier.lignes select 21, 'deux fois' from generate_series(1, 2)`;

/** A whole-table plan that deletes rows 21 to 25: agreed to with what they take along. */
export async function replaced(children: string): Promise<Scene> {
  const made = await scene({ create, damage, table: 'metier.rdv', afterwards: children });
  const { plan } = made.stored;
  const { target } = await correcting(made);
  const found = await target.lostChildren(plan, quiet);
  const folder = await newFolder({ ...plan, wholeTable: { children: found } });
  return { ...made, folder, stored: await (await IncidentFolder.open(folder)).plan() };
}

/** Of the planned table and these. */
export async function rowsIn(
  incident: Scene,
  ...tables: readonly string[]
): Promise<readonly unknown[]> {
  const all = [];
  for (const table of ['rdv', ...tables]) {
    const text = `select t::text from metier.${table} t order by 1`;
    all.push(await connected(incident.live, (session) => session.rows(text)));
  }
  return all;
}
