import { RecoveryError } from '../errors';
import { parseLocalTime } from './localTime';
import { type Instants, type ZoneClock, zoneClock } from './zoneClock';

/**
 * When the damage happened: `2026-03-10 09:30`, by the clocks of the zone, or with an offset of its own,
 * `2026-03-10T09:30:00+01:00`, `…Z`. A local time that comes twice is an interval.
 * @throws {RecoveryError} `usage` where it is no time.
 */
export function parseIncidentTime(text: string, clock: ZoneClock): Instants {
  const [, local = '', offset] = /^(.*?\d)\s*(Z|[+-]\d\d(?::?\d\d)?)?$/i.exec(text.trim()) ?? [];
  const time = parseLocalTime(local);
  if (time === undefined) {
    throw new RecoveryError('usage', `“${text}” is no time.`, {
      hint: 'Give it as 2026-03-10 02:00, or with its offset as 2026-03-10T02:00:00+01:00.',
    });
  }
  if (offset === undefined) {
    return clock.instantsOf(time);
  }
  const instant = Date.parse(`${time}${isoOffset(offset)}`);
  if (Number.isNaN(instant)) {
    throw new RecoveryError('usage', `“${offset}” is no offset from UTC.`, {
      hint: 'Give it as +01:00 or Z.',
    });
  }
  return { from: instant, to: instant };
}

/** ISO 8601; an interval of it where the clocks showed that time twice. */
export function instantsText({ from, to }: Instants): string {
  const ends = from === to ? [from] : [from, to];
  return ends.map((instant) => new Date(instant).toISOString()).join('/');
}

/** What {@link instantsText} wrote; undefined for another text. */
export function instantsIn(text: string): Instants | undefined {
  const [from = NaN, to = from] = text.split('/').map((end) => Date.parse(end));
  return Number.isNaN(from) || Number.isNaN(to) ? undefined : { from, to };
}

/** @throws {RecoveryError} `usage` where there is no such zone. */
export function zoneNamed(name: string): ZoneClock {
  const clock = zoneClock(name);
  if (!clock) {
    throw new RecoveryError('usage', `“${name}” is no time zone.`, {
      hint: 'Name one of the IANA database, such as Europe/Paris or UTC.',
    });
  }
  return clock;
}

/** `+01` and `+0100` as `+01:00`. */
function isoOffset(offset: string): string {
  const [, sign = '', hours = '', minutes = '00'] = /^([+-])(\d\d):?(\d\d)?$/.exec(offset) ?? [];
  return sign === '' ? 'Z' : `${sign}${hours}:${minutes}`;
}
