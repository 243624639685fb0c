import type { Sides } from '../../src/recovery/compare/bothSides';
import type { ConnectionSettings } from '../../src/recovery/connectionSettings';
import { quoteIdentifier } from '../../src/core/sql/quote';
import { connected, type TestServer } from '../support/postgres';

export const table = { schema: 'metier', name: 'demandes_rdv' };

/** By what rows are told apart, and in which order they lie. */
export interface Shape {
  readonly name: string;
  /** The key's columns. */
  readonly key: string;
  /** A column `cle` beside the others: its type, and its value for the number `i`. */
  readonly cle?: { readonly type: string; readonly value: string };
  /** By what rows are ordered when they are written; by their number where absent. */
  readonly order?: string;
}

export const byNumber: Shape = { name: 'one number', key: 'rdv_id' };

/** How many rows of production are no longer as they were. */
export interface Damage {
  readonly missing: number;
  readonly changed: number;
  readonly extra: number;
}

export interface Damaged extends Sides<ConnectionSettings>, Damage {}

/** Appointments of 142 bytes a row on both sides; one row in a thousand differs, scattered. */
export async function damagedAppointments(
  server: TestServer,
  rows: number,
  shape = byNumber,
): Promise<Damaged> {
  const backup = await server.createDatabase();
  await fillAppointments(backup, rows, shape);
  const live = await copyOf(backup, server);
  return { backup, live, ...(await damage(live, rows, shape)) };
}

/** Loses, changes and adds rows; the same ones wherever these appointments are. */
export async function damage(
  live: ConnectionSettings,
  rows: number,
  shape = byNumber,
): Promise<Damage> {
  const counts = await connected(live, async (session) => {
    const changed = await session.query(
      `update metier.demandes_rdv set statut = 'ANNULÉ' where rdv_id % 2000 = 7`,
    );
    const missing = await session.query('delete from metier.demandes_rdv where rdv_id % 4000 = 9');
    const extra = await session.query(insertRows(rows + 1, rows + Math.ceil(rows / 4000), shape));
    return { missing: missing.count, changed: changed.count, extra: extra.count };
  });
  await connected(live, (session) => session.query('vacuum analyze metier.demandes_rdv'));
  return counts;
}

/** Changes more of these rows of production, until one in a hundred differs. */
export async function damageOneInAHundred(live: ConnectionSettings): Promise<void> {
  await connected(live, async (session) => {
    await session.query(`update metier.demandes_rdv set canal = 'PERDU' where rdv_id % 100 = 8`);
    await session.query('vacuum analyze metier.demandes_rdv');
  });
}

/** The same, and every row of production has another time of insertion. */
export async function rewrittenAppointments(server: TestServer, rows: number): Promise<Damaged> {
  const backup = await server.createDatabase();
  await fillAppointments(backup, rows);
  const live = await copyOf(backup, server);
  await connected(live, async (session) => {
    await session.query(
      `update metier.demandes_rdv set date_insertion = date_insertion + interval '1 hour'`,
    );
    await session.query('vacuum full analyze metier.demandes_rdv');
  });
  return { backup, live, missing: 0, changed: rows, extra: 0 };
}

export async function fillAppointments(
  side: ConnectionSettings,
  rows: number,
  shape = byNumber,
): Promise<void> {
  const { cle, key } = shape;
  await connected(side, async (session) => {
    await session.script(createTable);
    if (cle) {
      await session.query(`alter table metier.demandes_rdv add cle ${cle.type} not null`);
    }
    await session.query(insertRows(1, rows, shape));
    await session.query(`alter table metier.demandes_rdv add primary key (${key})`);
    await session.query('vacuum analyze metier.demandes_rdv');
  });
}

async function copyOf(
  { database }: ConnectionSettings,
  server: TestServer,
): Promise<ConnectionSettings> {
  const copy = await server.createDatabase();
  await connected(server.superuser, async (session) => {
    const [name, template] = [copy.database, database].map(quoteIdentifier);
    await session.query(`drop database ${name ?? ''}`);
    await session.query(`create database ${name ?? ''} template ${template ?? ''}`);
  });
  return copy;
}

export const createTable = `
  create schema metier;
  create table metier.demandes_rdv (
    rdv_id integer not null,
    citoyen_id integer not null,
    service_id integer not null,
    type_rdv varchar(64) not null,
    date_demande date not null,
    date_rdv date not null,
    statut varchar(32) not null,
    canal varchar(32) not null,
    commentaire text,
    rdv_start_ts timestamp,
    rdv_end_ts timestamp,
    slot_duration_min integer,
    is_peak_hour boolean,
    delai_jours_demande_rdv integer,
    date_insertion timestamp not null default now()
  )`;

function insertRows(from: number, to: number, { cle, order = 'i' }: Shape): string {
  return `
    insert into metier.demandes_rdv
    select i,
           1 + i::bigint * 7919 % 300000,
           1 + i % 16,
           (array['ETAT_CIVIL', 'URBANISME', 'CITOYENNETE', 'SOCIAL', 'SPORT'])[1 + i % 5],
           date '2023-01-01' + i % 1000,
           date '2023-01-01' + i % 1000 + i % 31,
           (array['EN_ATTENTE', 'CONFIRME', 'HONORE', 'ANNULE'])[1 + i / 7 % 4],
           (array['EN_LIGNE', 'TELEPHONE', 'GUICHET'])[1 + i % 3],
           case i % 5 when 0 then null when 1 then '' else 'Dossier n° ' || md5(i::text) end,
           timestamp '2023-01-01 08:00' + i % 1000 * interval '1 day',
           timestamp '2023-01-01 08:20' + i % 1000 * interval '1 day',
           20,
           i % 2 = 0,
           i % 31,
           timestamp '2023-01-01' + i * interval '1 second'
           ${cle ? `, ${cle.value}` : ''}
      from generate_series(${from}, ${to}) i
     order by ${order}`;
}
