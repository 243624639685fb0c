/** A date and a time of day without a zone, `2026-03-10T02:00:00`: such times compare as texts. */
export type LocalTime = string;

/** `2026-03-10 02:00` as `2026-03-10T02:00:00`; undefined where the calendar or the clock has no such time. */
export function parseLocalTime(text: string): LocalTime | undefined {
  const parts = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(?:\.\d+)?$/.exec(text.trim());
  const [, date = '', minutes = '', seconds = ':00'] = parts ?? [];
  const time = `${date}T${minutes}${seconds}`;
  return parts && localTimeOf(millisecondsOf(time)) === time ? time : undefined;
}

/** Milliseconds since 1970 of a clock that shows this time and is never put forward or back. */
export function millisecondsOf(time: LocalTime): number {
  return Date.parse(`${time}Z`);
}

/** What such a clock shows, to the second; undefined where it is no time. */
export function localTimeOf(milliseconds: number): LocalTime | undefined {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().slice(0, 19);
}
