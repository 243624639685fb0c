import type { Cell } from '../core/catalog/table';
import { type Day, day, isoDate, timestamp } from './calendar';
import { cancellationReason, comment } from './comments';
import { Random } from './random';
import { type Channel, type Service, type Status, channels, services } from './town';

/** What the sample's rows are made from: the same request always gives the same rows. */
export interface SampleRequest {
  readonly seed: number;
  /** Appointments before life goes on. */
  readonly rows: number;
}

export const defaultSample: SampleRequest = { seed: 2026, rows: 20_000 };

/** The day on which the sample's rows were written; it never moves, so that they stay as in the kept dump. */
export const anchorDay: Day = day('2026-11-20');
const spanInDays = 900;

export interface Appointment {
  readonly id: number;
  readonly citizen: number;
  readonly service: Service;
  readonly askedOn: Day;
  readonly date: Day;
  readonly status: Status;
  readonly channel: Channel;
  readonly comment: Cell;
  readonly slot: Slot | undefined;
  readonly insertedAt: string;
  /** It was cancelled through the procedure, the only writer of history. */
  readonly cancellation: Cancellation | undefined;
}

export interface Slot {
  /** Seconds since midnight. */
  readonly start: number;
  readonly minutes: number;
}

export interface Cancellation {
  readonly formerStatus: Status;
  readonly reason: string;
  readonly at: string;
  readonly by: string;
}

/** A few thousand people; more where the table is big. */
export function citizenCount({ rows }: SampleRequest): number {
  return Math.max(3000, Math.floor(rows / 50));
}

/** In the order of their ids, which leave gaps: about four in ten are used. */
export function* appointments(request: SampleRequest): Generator<Appointment> {
  const random = new Random(request.seed, 'appointments');
  const citizens = citizenCount(request);
  const recorded = recordedCancellations(request);
  let id = 0;
  for (let index = 0; index < request.rows; index += 1) {
    id += random.percent(35) ? 1 : 2 + random.below(4);
    const askedOn = anchorDay - spanInDays + Math.floor((index * spanInDays) / request.rows);
    yield appointment(random, { id, askedOn, citizen: random.between(1, citizens), recorded });
  }
}

export const appointmentColumns = [
  'rdv_id',
  'citoyen_id',
  'service_id',
  'type_rdv',
  'date_demande',
  'date_rdv',
  'statut',
  'canal',
  'commentaire',
  'rdv_start_ts',
  'rdv_end_ts',
  'slot_duration_min',
  'is_peak_hour',
  'delai_jours_demande_rdv',
  'date_insertion',
] as const;

/** In the order of {@link appointmentColumns}. */
export function appointmentCells(row: Appointment): readonly Cell[] {
  return [
    String(row.id),
    String(row.citizen),
    String(row.service.id),
    row.service.appointmentType,
    isoDate(row.askedOn),
    isoDate(row.date),
    row.status,
    row.channel,
    row.comment,
    ...slotCells(row),
    row.insertedAt,
  ];
}

function slotCells({ slot, date, askedOn }: Appointment): readonly Cell[] {
  if (!slot) {
    return [null, null, null, null, null];
  }
  const hour = Math.floor(slot.start / 3600);
  const peak = (hour >= 9 && hour < 11) || (hour >= 14 && hour < 16);
  return [
    timestamp(date, slot.start),
    timestamp(date, slot.start + slot.minutes * 60),
    String(slot.minutes),
    peak ? 't' : 'f',
    String(date - askedOn),
  ];
}

interface Asked {
  readonly id: number;
  readonly askedOn: Day;
  readonly citizen: number;
  /** Of 10 000 cancellations, how many went through the procedure. */
  readonly recorded: number;
}

/** About 900 in all: the history has no index that deletes could use, as on the site. */
function recordedCancellations({ rows }: SampleRequest): number {
  return Math.floor((2500 * defaultSample.rows) / Math.max(rows, defaultSample.rows));
}

function appointment(random: Random, { id, askedOn, citizen, recorded }: Asked): Appointment {
  const date = askedOn + random.below(31);
  const service = random.pick(services);
  const channel = random.pick(channels);
  const status = statusOn(random, date);
  const text = comment(random);
  const slot = random.percent(35)
    ? { start: random.between(32, 71) * 900, minutes: random.pick([15, 20, 30]) }
    : undefined;
  const insertedAt = timestamp(askedOn, random.between(28_800, 68_400));
  const cancellation =
    status === 'ANNULE' && random.below(10_000) < recorded
      ? cancelled(random, askedOn, date)
      : undefined;
  return {
    id,
    citizen,
    service,
    askedOn,
    date,
    status,
    channel,
    comment:
      cancellation && text ? `${text} | ${cancellation.reason}` : (cancellation?.reason ?? text),
    slot,
    insertedAt,
    cancellation,
  };
}

/** What is past was kept or cancelled, save a few that nobody closed; what is to come is still open. */
function statusOn(random: Random, date: Day): Status {
  const chance = random.below(100);
  if (date <= anchorDay) {
    return chance < 76
      ? 'HONORE'
      : chance < 94
        ? 'ANNULE'
        : chance < 98
          ? 'CONFIRME'
          : 'EN_ATTENTE';
  }
  return chance < 58 ? 'CONFIRME' : chance < 88 ? 'EN_ATTENTE' : 'ANNULE';
}

function cancelled(random: Random, askedOn: Day, date: Day): Cancellation {
  const latest = Math.min(date, anchorDay);
  return {
    formerStatus: random.pick<Status>(['EN_ATTENTE', 'CONFIRME']),
    reason: cancellationReason(random),
    at: `${timestamp(random.between(askedOn, latest), random.between(68_400, 72_000))}+00`,
    by: random.pick(['accueil', 'portail', 'agent.cc']),
  };
}
