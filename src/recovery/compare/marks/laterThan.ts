import type { Moment, TimeColumn } from '../../ports/relatedRows';

/** Whether a value, as PostgreSQL writes it in UTC, is later than the moment, to the second; of a day, than its day. */
export function isAfter(value: string, moment: Moment, type: TimeColumn['type']): boolean {
  return value.slice(0, lengths[type]) > momentIn(moment, type);
}

/** Whether it is the moment's day, of which it does not say the hour. */
export function isOnTheDay(value: string, moment: Moment, type: TimeColumn['type']): boolean {
  return type === 'date' && value === momentIn(moment, type);
}

function momentIn({ local, utc }: Moment, type: TimeColumn['type']): string {
  return (type === 'timestamptz' ? utc : local).slice(0, lengths[type]);
}

const lengths: Readonly<Record<TimeColumn['type'], number>> = {
  date: 10,
  timestamp: 19,
  timestamptz: 19,
};
