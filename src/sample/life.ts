import type { Session } from '../postgres/connection/session';
import { anchorDay } from './appointments';
import { isoDate } from './calendar';
import type { LifeRecord } from './record';
import type { LifeEvent, NewAppointment } from './story';

/** Lets people go on working, one transaction an act; gives what they touched. */
export async function live(
  session: Session,
  events: readonly LifeEvent[],
  signal: AbortSignal,
): Promise<LifeRecord> {
  const touched: Touched[] = [];
  for (const event of events) {
    signal.throwIfAborted();
    touched.push({ act: event.act, id: await perform(session, event) });
  }
  return lifeRecord(touched);
}

/**
 * As {@link live}, but at a fixed time of the sample's last day, so that a dump of the result is
 * always the same.
 */
export async function liveOnAnchorDay(
  session: Session,
  events: readonly LifeEvent[],
  signal: AbortSignal,
): Promise<LifeRecord> {
  const touched: Touched[] = [];
  for (const event of events) {
    signal.throwIfAborted();
    await session.query('begin');
    const id = await perform(session, event);
    await setClock(session, event, id);
    await session.query('commit');
    touched.push({ act: event.act, id });
  }
  return lifeRecord(touched);
}

export function joinLife(records: readonly LifeRecord[]): LifeRecord {
  return {
    created: records.flatMap(({ created }) => created),
    cancelled: records.flatMap(({ cancelled }) => cancelled),
    statusChanged: records.flatMap(({ statusChanged }) => statusChanged),
    commented: records.flatMap(({ commented }) => commented),
    moved: records.flatMap(({ moved }) => moved),
  };
}

interface Touched {
  readonly act: LifeEvent['act'];
  readonly id: number;
}

function lifeRecord(touched: readonly Touched[]): LifeRecord {
  const by = (act: LifeEvent['act']): readonly number[] =>
    touched.filter((one) => one.act === act).map(({ id }) => id);
  return {
    created: by('create'),
    cancelled: by('cancel'),
    statusChanged: by('status'),
    commented: by('comment'),
    moved: by('move'),
  };
}

async function perform(session: Session, event: LifeEvent): Promise<number> {
  switch (event.act) {
    case 'create':
      return create(session, event.appointment);
    case 'cancel':
      await session.query('call metier.annuler_demande_rdv($1::bigint, $2, $3)', [
        String(event.id),
        event.reason,
        'accueil',
      ]);
      return event.id;
    case 'status':
      return updateOne(session, event.id, ['statut = $2', event.status]);
    case 'comment':
      return updateOne(session, event.id, ['commentaire = $2', event.text]);
    case 'move':
      return updateOne(session, event.id, [moveAssignments, String(event.days)]);
  }
}

/** The derived columns follow the date, as the planning screen does it. */
const moveAssignments = `date_rdv = date_rdv + $2::integer,
        rdv_start_ts = rdv_start_ts + make_interval(days => $2::integer),
        rdv_end_ts = rdv_end_ts + make_interval(days => $2::integer),
        delai_jours_demande_rdv = delai_jours_demande_rdv + $2::integer`;

async function create(session: Session, appointment: NewAppointment): Promise<number> {
  const [id] = await session.row(
    `select metier.creer_demande_rdv(
       $1::bigint, $2::bigint, $3, $4::date, $5::date, $6, $7
     )`,
    [
      String(appointment.citizen),
      String(appointment.service.id),
      appointment.service.appointmentType,
      isoDate(anchorDay),
      isoDate(anchorDay + appointment.inDays),
      appointment.channel,
      appointment.comment,
    ],
  );
  return Number(id);
}

async function updateOne(
  session: Session,
  id: number,
  [assignments, value]: readonly [string, string],
): Promise<number> {
  const { count } = await session.query(
    `update metier.demandes_rdv
        set ${assignments}
      where rdv_id = $1::integer`,
    [String(id), value],
  );
  if (count !== 1) {
    throw new Error(`The sample's appointment ${id} is not there.`);
  }
  return id;
}

async function setClock(session: Session, event: LifeEvent, id: number): Promise<void> {
  if (event.act === 'create') {
    await updateOne(session, id, [
      'date_insertion = $2::timestamp',
      `${isoDate(anchorDay)} 18:30:00`,
    ]);
  }
  if (event.act === 'cancel') {
    await session.query(
      `update metier.histo_demandes_rdv
          set changed_at = $2::timestamptz
        where rdv_id = $1::bigint`,
      [String(id), `${isoDate(anchorDay)} 18:30:00+00`],
    );
  }
}
