import type { Cell } from '../catalog/table';

/** Longer values that begin alike are counted as one. */
export const mostCharacters = 200;

/**
 * What a cell is counted under: its day where its text begins with an ISO date, else its text, no more
 * of it than the first {@link mostCharacters}. A time with a zone has its day in UTC, as dumps hold it in
 * whatever zone the server was set to. What counts in a database must group alike.
 */
export function groupOf(cell: Cell): Cell {
  return cell === null ? null : (dayOf(cell) ?? beginningOf(cell));
}

const dated = /^\d{4}-\d\d-\d\d(?:[ T]|$)/;
const beforeChrist = ' BC';
const zoned = /^.{10} (\d\d):(\d\d):(\d\d)(?:\.\d+)?([+-])(\d\d)(?::(\d\d))?(?::(\d\d))?$/;
const secondsADay = 86_400;

function dayOf(text: string): string | undefined {
  if (!dated.test(text)) {
    return undefined;
  }
  const day = text.slice(0, 10);
  return text.endsWith(beforeChrist) ? day + beforeChrist : shifted(day, daysToUtc(text));
}

/** By how many days a time's day in UTC is another than its own. */
function daysToUtc(text: string): number {
  const parts = zoned.exec(text);
  if (!parts) {
    return 0;
  }
  const [, hour, minute, second, sign = '', hours, minutes, seconds] = parts;
  const offset = secondsOf(hours, minutes, seconds) * Number(`${sign}1`);
  return Math.floor((secondsOf(hour, minute, second) - offset) / secondsADay);
}

function secondsOf(hours = '', minutes = '', seconds = ''): number {
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

function shifted(day: string, days: number): string {
  const time = days === 0 ? NaN : Date.parse(`${day}T00:00:00Z`) + days * secondsADay * 1000;
  return Number.isNaN(time) ? day : new Date(time).toISOString().slice(0, 10);
}

function beginningOf(text: string): string {
  return text.length <= mostCharacters
    ? text
    : Array.from(text.slice(0, 2 * mostCharacters))
        .slice(0, mostCharacters)
        .join('');
}
