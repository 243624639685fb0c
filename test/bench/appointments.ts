import type { Sides } from '../../src/recovery/compare/bothSides';
import type { ConnectionSettings } from '../../src/recovery/connectionSettings';
import { connected, type TestServer } from '../support/postgres';

export const table = { schema: 'metier', name: 'demandes_rdv' };

/** What {@link damagedAppointments} did to production. */
export interface Damaged extends Sides<ConnectionSettings> {
  readonly missing: number;
  readonly changed: number;
  readonly extra: number;
}

/** Appointments of 142 bytes a row on both sides; one row in a thousand differs, scattered. */
export async function damagedAppointments(server: TestServer, rows: number): Promise<Damaged> {
  const backup = await server.createDatabase();
  const live = await server.createDatabase();
  for (const side of [backup, live]) {
    await fillAppointments(side, rows);
  }
  const counts = await connected(live, async (session) => {
    const changed = await session.query(
      `update metier.demandes_rdv set statut = 'ANNULÉ' where rdv_id % 2000 = 7`,
    );
    const missing = await session.query('delete from metier.demandes_rdv where rdv_id % 4000 = 9');
    const extra = await session.query(insertRows(rows + 1, rows + Math.ceil(rows / 4000)));
    return { missing: missing.count, changed: changed.count, extra: extra.count };
  });
  for (const side of [backup, live]) {
    await connected(side, (session) => session.query('vacuum analyze metier.demandes_rdv'));
  }
  return { backup, live, ...counts };
}

export async function fillAppointments(side: ConnectionSettings, rows: number): Promise<void> {
  await connected(side, async (session) => {
    await session.query(createTable);
    await session.query(insertRows(1, rows));
    await session.query('alter table metier.demandes_rdv add primary key (rdv_id)');
  });
}

const createTable = `
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

function insertRows(from: number, to: number): string {
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
      from generate_series(${from}, ${to}) i`;
}
