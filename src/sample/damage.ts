import type { Session } from '../postgres/connection/session';
import { supportedMajor, transactionFunctions } from '../postgres/versions';
import { isoDate } from './calendar';
import type { Damage } from './record';
import { type Intruder, deletedPeriod, massUpdateScope } from './story';

/** A purge that took the wrong month; appointments with a history resist it. */
export async function deletePeriod(session: Session): Promise<Damage> {
  return inOneTransaction(session, () =>
    returnedIds(
      session,
      `delete from metier.demandes_rdv as d
        where d.date_rdv >= $1::date
          and d.date_rdv < $2::date
          and not exists (
            select 1
              from metier.histo_demandes_rdv as h
             where h.rdv_id = d.rdv_id
          )
       returning d.rdv_id`,
      [isoDate(deletedPeriod.from), isoDate(deletedPeriod.before)],
    ),
  );
}

/** A correction meant for one appointment, run on every one that a service gave over one channel. */
export async function updateTooMuch(session: Session): Promise<Damage> {
  return inOneTransaction(session, () =>
    returnedIds(
      session,
      `update metier.demandes_rdv as d
          set date_rdv = d.date_rdv + interval '1 year',
              statut = 'ANNULE'
         from referentiel.services_municipaux as s
        where s.service_id = d.service_id
          and s.code_service = $1
          and d.canal = $2
       returning d.rdv_id`,
      [massUpdateScope.service, massUpdateScope.channel],
    ),
  );
}

/** A load that numbered its rows from an old counter, and replaced whoever was there. */
export async function reuseIds(session: Session, intruders: readonly Intruder[]): Promise<Damage> {
  const column = (of: (intruder: Intruder) => string | number): readonly string[] =>
    intruders.map((intruder) => String(of(intruder)));
  const ids = column(({ id }) => id);
  return inOneTransaction(session, async () => {
    await session.query(
      `delete from metier.demandes_rdv
        where rdv_id = any ($1::integer[])`,
      [ids],
    );
    return returnedIds(
      session,
      `insert into metier.demandes_rdv (
         rdv_id, citoyen_id, service_id, type_rdv, date_demande, date_rdv, statut, canal
       )
       select n.rdv_id, n.citoyen_id, n.service_id, n.type_rdv, n.date_demande, n.date_rdv,
              'EN_ATTENTE', 'EN_LIGNE'
         from unnest(
           $1::integer[], $2::integer[], $3::integer[], $4::text[], $5::date[], $6::date[]
         ) as n (rdv_id, citoyen_id, service_id, type_rdv, date_demande, date_rdv)
       returning rdv_id`,
      [
        ids,
        column(({ citizen }) => citizen),
        column(({ service }) => service.id),
        column(({ service }) => service.appointmentType),
        column(({ askedOn }) => askedOn),
        column(({ date }) => date),
      ],
    );
  });
}

async function inOneTransaction(
  session: Session,
  harm: () => Promise<readonly number[]>,
): Promise<Damage> {
  await session.query('begin');
  const { current } = transactionFunctions(await supportedMajor(session, session.settings));
  const [xid] = await session.row(`select ${current}`);
  const ids = await harm();
  await session.query('commit');
  // Rows name their writer by 32 bits of its number.
  return { xid: String(BigInt(xid ?? '') % 2n ** 32n), ids };
}

async function returnedIds(
  session: Session,
  text: string,
  values: readonly (string | readonly string[])[],
): Promise<readonly number[]> {
  const rows = await session.rows(text, values);
  return rows.map(([id]) => Number(id)).sort((one, other) => one - other);
}
