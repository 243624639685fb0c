import { type LocalTime, parseLocalTime } from './localTime';
import { timeInName } from './nameTime';
import { type Instants, type ZoneClock, zoneClock } from './zoneClock';

/** The zone that local times are taken for: neither an archive nor a name says one. */
export interface AssumedZone {
  readonly clock: ZoneClock;
  /** Somebody said so, for this folder or call; else it is that of the machine that reads. */
  readonly isGiven: boolean;
}

/** When the snapshot that a dump holds was taken: no earlier, no later. */
export interface DumpInterval {
  /** Undefined where only its end is known. */
  readonly from: number | undefined;
  readonly to: number;
  readonly source: 'header' | 'name' | 'file';
  /** The local time that the header or the name says. */
  readonly said: LocalTime | undefined;
  /** Undefined where no zone was assumed. */
  readonly zone: AssumedZone | undefined;
  /** How a change of the clocks made it longer. */
  readonly clockChange: 'twice' | 'never' | undefined;
}

/** What is known of a dump's time. */
export interface DumpTimeFacts {
  /** The header of an archive; undefined for a plain dump. */
  readonly header: LocalTime | undefined;
  /** Of the file, without its folder. */
  readonly name: string;
  /** When the file was last written: milliseconds since 1970. */
  readonly writtenAt: number;
}

const minute = 60_000;

/**
 * pg_dump notes the time, connects, and takes its snapshot before it waits for any lock: a slow
 * connection or a typed password fits in. Nothing in the file says more, and that the file was written
 * later proves nothing: copying does that too.
 */
const headerWidth = 5 * minute;
/** A script names its files once and then dumps one database after another. */
const nameWidth = 60 * minute;

/** The best that is known: the header, else the file's name, else the file's own time. */
export function dumpInterval(facts: DumpTimeFacts, zone: AssumedZone): DumpInterval {
  const header = facts.header === undefined ? undefined : parseLocalTime(facts.header);
  if (header !== undefined) {
    const said = { from: header, to: header, width: headerWidth, source: 'header' } as const;
    return saidInterval(said, facts.writtenAt, zone);
  }
  const named = facts.header === undefined ? timeInName(facts.name) : undefined;
  if (!named) {
    return {
      ...{ from: undefined, to: facts.writtenAt, source: 'file' },
      ...{ said: undefined, zone: undefined, clockChange: undefined },
    };
  }
  const said = { ...named, width: nameWidth, source: 'name' } as const;
  const utc = named.isUtc ? zoneClock('UTC') : undefined;
  return utc
    ? { ...saidInterval(said, facts.writtenAt, { clock: utc, isGiven: true }), zone: undefined }
    : saidInterval(said, facts.writtenAt, zone);
}

interface Said {
  readonly from: LocalTime;
  readonly to: LocalTime;
  /** How long after it the snapshot may have been taken. */
  readonly width: number;
  readonly source: 'header' | 'name';
}

function saidInterval(
  { from: begun, to: end, width, source }: Said,
  writtenAt: number,
  zone: AssumedZone,
): DumpInterval {
  const first = zone.clock.instantsOf(begun);
  const latest = zone.clock.instantsOf(end).to + width;
  // A file time from before the dump was begun is none: it was set, or the zone is another one.
  const to = writtenAt >= first.from ? Math.min(latest, endOfSecond(writtenAt)) : latest;
  return {
    from: first.from,
    to,
    source,
    said: begun,
    zone,
    clockChange: changeOf(zone, begun, first),
  };
}

/** Headers and names count whole seconds. */
function endOfSecond(instant: number): number {
  return Math.ceil(instant / 1000) * 1000;
}

function changeOf(
  { clock }: AssumedZone,
  said: LocalTime,
  { from, to }: Instants,
): DumpInterval['clockChange'] {
  if (from === to) {
    return undefined;
  }
  return clock.shownAt(from) === said ? 'twice' : 'never';
}
