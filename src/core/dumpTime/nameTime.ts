import { type LocalTime, localTimeOf, millisecondsOf, parseLocalTime } from './localTime';

/** What the name of a file says of its time. */
export interface NameTime {
  readonly from: LocalTime;
  /** The same as `from`, or the end of the day where the name has no time of day. */
  readonly to: LocalTime;
  /** Of a time that ends in `Z`. */
  readonly isUtc: boolean;
}

/** Before it there was no PostgreSQL: the digits are something else. */
const firstYear = 1990;
/** To its last second, in milliseconds. */
const wholeDay = 86_399_000;

/**
 * The time in a file's name: `mairie-2026-03-10.dump`, `mairie_20260310_0200.sql.gz`,
 * `2026-03-10T02-00-00Z.sql`. Of several the last; undefined where there is none.
 */
export function timeInName(name: string): NameTime | undefined {
  const found = [
    ...name.matchAll(
      /(?<!\d)(\d{4})([-_.]?)(\d\d)\2(\d\d)(?:[-_ T]*(\d\d)[-_.:h]?(\d\d)(?:[-_.:m]?(\d\d))?(Z)?)?(?!\d)/g,
    ),
  ];
  return found
    .map(nameTimeOf)
    .filter((time) => time !== undefined)
    .at(-1);
}

function nameTimeOf(match: RegExpExecArray): NameTime | undefined {
  const [, year, , month, day, hours, minutes, seconds = '00', utc] = match;
  const date = [year, month, day].join('-');
  const midnight = parseLocalTime(`${date}T00:00:00`);
  if (midnight === undefined || Number(year) < firstYear) {
    return undefined;
  }
  const time = parseLocalTime(`${date}T${[hours, minutes, seconds].join(':')}`);
  return time === undefined
    ? {
        from: midnight,
        to: localTimeOf(millisecondsOf(midnight) + wholeDay) ?? midnight,
        isUtc: false,
      }
    : { from: time, to: time, isUtc: utc !== undefined };
}
