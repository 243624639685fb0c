const millisecondsPerDay = 86_400_000;

/** A calendar day as the number of days since 1970-01-01: no zone, no clock. */
export type Day = number;

export function day(isoDate: string): Day {
  return Date.parse(`${isoDate}T00:00:00Z`) / millisecondsPerDay;
}

/** `2026-11-20` */
export function isoDate(date: Day): string {
  return new Date(date * millisecondsPerDay).toISOString().slice(0, 10);
}

/** `2026-11-20 09:15:00` */
export function timestamp(date: Day, secondOfDay: number): string {
  const instant = new Date(date * millisecondsPerDay + secondOfDay * 1000).toISOString();
  return `${instant.slice(0, 10)} ${instant.slice(11, 19)}`;
}

export function firstOfMonth(date: Day, monthsLater = 0): Day {
  const start = new Date(date * millisecondsPerDay);
  return (
    Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + monthsLater, 1) / millisecondsPerDay
  );
}
