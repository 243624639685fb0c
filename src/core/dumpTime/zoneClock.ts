import { type LocalTime, localTimeOf, millisecondsOf } from './localTime';

/** From the first instant to the last, both within it: milliseconds since 1970. */
export interface Instants {
  readonly from: number;
  readonly to: number;
}

/** The clocks of a time zone. */
export interface ZoneClock {
  readonly zone: string;
  /**
   * When they show this time. In the night in which they are put back, it comes twice: then from the
   * first to the second. In the night in which they are put forward, it never comes: then from where it
   * would have been by the new time to where it would have been by the old, with the change between.
   */
  instantsOf(time: LocalTime): Instants;
  /** What they show at that instant. */
  shownAt(instant: number): LocalTime;
}

const day = 86_400_000;

/** Of a zone of the IANA database, `Europe/Paris`; undefined where the platform knows none of that name. */
export function zoneClock(zone: string): ZoneClock | undefined {
  const format = formatIn(zone);
  if (!format) {
    return undefined;
  }
  const offsetAt = (instant: number): number =>
    shownMilliseconds(format, instant) - Math.floor(instant / 1000) * 1000;
  return {
    zone,
    instantsOf: (time) => {
      const naive = millisecondsOf(time);
      // No zone is a day off, nor puts its clocks back and forward within two days.
      const offsets = [offsetAt(naive - day), offsetAt(naive + day)];
      const exact = offsets.filter((offset) => offsetAt(naive - offset) === offset);
      const instants = (exact.length > 0 ? exact : offsets).map((offset) => naive - offset);
      return { from: Math.min(...instants), to: Math.max(...instants) };
    },
    shownAt: (instant) => localTimeOf(shownMilliseconds(format, instant)) ?? '',
  };
}

function formatIn(timeZone: string): Intl.DateTimeFormat | undefined {
  const parts = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;
  const time = { hour: 'numeric', minute: 'numeric', second: 'numeric' } as const;
  try {
    return new Intl.DateTimeFormat('en', { ...parts, ...time, hourCycle: 'h23', timeZone });
  } catch (error) {
    if (error instanceof RangeError) {
      return undefined;
    }
    throw error;
  }
}

/** What the zone's clocks show, as {@link millisecondsOf} counts it. */
function shownMilliseconds(format: Intl.DateTimeFormat, instant: number): number {
  const parts = new Map(
    format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
}
