/** Only what is not 0; all of one sign. Months keep the day of the month, or take the month's last where it has none. */
export interface DateShift {
  readonly months?: number;
  readonly days?: number;
  /** To the microsecond. */
  readonly seconds?: number;
}

/** ISO, as both sides are read: `2026-03-31`, `2026-03-31 09:00:00.5`, `2026-03-31 09:00:00+02`. */
const written =
  /^(\d{4,6})-(\d\d)-(\d\d)(?: (\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?)?(?:([+-]\d\d)(?::?(\d\d))?(?::?(\d\d))?)?$/;

interface Moment {
  readonly year: number;
  /** From 0. */
  readonly month: number;
  readonly day: number;
  /** Microseconds of its day, in UTC. */
  readonly time: number;
  /** Days since 1970. */
  readonly date: number;
}

/**
 * What may have been added to a date or a moment: months where the day of the month and the hour are as before,
 * and the time that lies between. None for infinity, for years before Christ, and for centuries.
 */
export function dateShifts(from: string, to: string): readonly DateShift[] {
  const [before, now] = [momentOf(from), momentOf(to)];
  if (!before || !now) {
    return [];
  }
  const months = (now.year - before.year) * 12 + now.month - before.month;
  const apart = (now.date - before.date) * microsecondsOfDay + now.time - before.time;
  if (apart === 0 || !Number.isSafeInteger(apart)) {
    return [];
  }
  const isOfMonths = months !== 0 && now.time === before.time && now.day === dayAfter(before, now);
  return [...(isOfMonths ? [{ months }] : []), durationOf(apart)];
}

const microsecondsOfDay = 86_400_000_000;

function momentOf(text: string): Moment | undefined {
  return text.length === 10 ? dayOf(text) : momentInZone(text);
}

/** Of a date alone, as most are: without a thought of zones. */
function dayOf(text: string): Moment | undefined {
  const [year, month, day] = [
    Number(text.slice(0, 4)),
    Number(text.slice(5, 7)) - 1,
    Number(text.slice(8)),
  ];
  const date = Date.UTC(year, month, day) / 86_400_000;
  return year >= 100 && Number.isInteger(date) ? { year, month, day, date, time: 0 } : undefined;
}

function momentInZone(text: string): Moment | undefined {
  const found = written.exec(text);
  if (!found) {
    return undefined;
  }
  // An absent part is 0.
  const [year, month, day, hours, minutes, seconds] = found.slice(1, 7).map(whole);
  const [, , , , , , , fraction = '', zone = '+0', ...smaller] = found;
  const [zoneMinutes, zoneSeconds] = smaller.map(whole);
  const east = secondsOf(Math.abs(Number(zone)), zoneMinutes, zoneSeconds);
  const at = new Date(0);
  at.setUTCFullYear(year ?? 0, (month ?? 1) - 1, day);
  at.setUTCSeconds(secondsOf(hours, minutes, seconds) + (zone.startsWith('-') ? east : -east));
  const milliseconds = at.getTime();
  const date = Math.floor(milliseconds / 86_400_000);
  return {
    ...{ year: at.getUTCFullYear(), month: at.getUTCMonth(), day: at.getUTCDate(), date },
    time: (milliseconds - date * 86_400_000) * 1000 + Number(fraction.padEnd(6, '0')),
  };
}

function whole(digits: string | undefined): number {
  return Number(digits ?? 0);
}

function secondsOf(hours = 0, minutes = 0, seconds = 0): number {
  return (hours * 60 + minutes) * 60 + seconds;
}

/** The day of `now`'s month that a number of months after `before` is. */
function dayAfter({ day }: Moment, { year, month }: Moment): number {
  return day <= 28 ? day : Math.min(day, new Date(Date.UTC(year, month + 1, 0)).getUTCDate());
}

function durationOf(microseconds: number): DateShift {
  const days = Math.trunc(microseconds / microsecondsOfDay);
  const rest = microseconds - days * microsecondsOfDay;
  return {
    ...(days === 0 ? {} : { days }),
    ...(rest === 0 ? {} : { seconds: rest / 1_000_000 }),
  };
}
