import type { Chart } from '../../../src/protocol/chart';

/** A label below the axis, at the left edge of a bin. */
export interface Tick {
  readonly bin: number;
  readonly label: string;
}

/**
 * As many ticks as have room, at edges that people think in: Mondays, months, quarters, years, decades; of
 * numbers round ones.
 * @param binWidth Pixels of a bin.
 */
export function ticksOf(
  { unit, bins }: Pick<Chart, 'unit' | 'bins'>,
  binWidth: number,
  locale: string,
): readonly Tick[] {
  const edges = bins.map(({ from }) => from);
  const levels = unit === 'number' ? numberLevels(edges) : timeLevels(edges, locale);
  const fits = levels.find((ticks) => leastGap(ticks, bins.length) * binWidth >= roomOfLabel);
  return fits ?? levels.at(-1)?.slice(0, 1) ?? [];
}

/** Of a range of values, `from` inclusive, `to` exclusive: the last day is said, not the one after it. */
export function rangeEnds(
  { from, to }: { readonly from: string; readonly to: string },
  locale: string,
): { readonly from: string; readonly to: string } | undefined {
  if (!isTime(from) || !isTime(to)) {
    return undefined;
  }
  const last = isEndOfTime(to) ? new Date('9999-12-31') : new Date(dayOf(to).getTime() - aDay);
  const words = new Intl.DateTimeFormat(locale, { ...utc, ...dayAndMonth, year: 'numeric' });
  return { from: words.format(dayOf(from)), to: words.format(last) };
}

/** A number as the operator writes it; what is none as it is. */
export function numberWords(text: string, locale: string): string {
  const number = Number(text);
  return Number.isFinite(number) && String(number).length < 16
    ? new Intl.NumberFormat(locale, { maximumFractionDigits: 12 }).format(number)
    : text;
}

const roomOfLabel = 72;
const aDay = 86_400_000;
const utc = { timeZone: 'UTC' } as const;
const dayAndMonth = { day: 'numeric', month: 'short' } as const;

function isTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\d/.test(text);
}

/** As the last bin of the year 9999 ends. */
function isEndOfTime(text: string): boolean {
  return text.endsWith(' 24:00:00');
}

function dayOf(text: string): Date {
  return new Date(text.slice(0, 10));
}

function leastGap(ticks: readonly Tick[], end: number): number {
  const gaps = ticks.map(({ bin }, at) => (ticks[at + 1]?.bin ?? Infinity) - bin);
  return ticks.length === 0 ? 0 : Math.min(end, ...gaps);
}

function timeLevels(edges: readonly string[], locale: string): readonly (readonly Tick[])[] {
  const days = edges.map(dayOf);
  const before = (at: number): Date | undefined => days[at - 1];
  const every = (
    is: (day: Date, last: Date | undefined) => boolean,
    label: Label,
  ): readonly Tick[] =>
    days
      .flatMap((day, bin) => (is(day, before(bin)) ? [{ bin, label: '' }] : []))
      .map((tick, at, all) => {
        const previous = days[all[at - 1]?.bin ?? -1];
        return { ...tick, label: label(days[tick.bin] ?? new Date(0), previous) };
      });
  const isNew = (of: (day: Date) => number) => (day: Date, last: Date | undefined) =>
    last !== undefined && of(last) !== of(day);
  const month = (day: Date): number => day.getUTCFullYear() * 12 + day.getUTCMonth();
  const year = (day: Date): number => day.getUTCFullYear();
  const { ofDay, ofMonth, ofYear } = labelsIn(locale);
  const years = [1, 2, 5, 10, 20, 50, 100].map((count) =>
    every(
      isNew((day) => Math.floor(year(day) / count)),
      ofYear,
    ),
  );
  return [
    every(() => true, ofDay),
    every((day) => day.getUTCDay() === 1, ofDay),
    ...[1, 3, 6].map((count) =>
      every(
        isNew((day) => Math.floor(month(day) / count)),
        ofMonth,
      ),
    ),
    ...years,
    // Too few days for any of these.
    every((_, last) => last === undefined, ofDay),
  ];
}

type Label = (day: Date, previous: Date | undefined) => string;

/** The year is said where it is another than that of the label before. */
function labelsIn(locale: string): Readonly<Record<'ofDay' | 'ofMonth' | 'ofYear', Label>> {
  const format = (options: Intl.DateTimeFormatOptions): ((day: Date) => string) => {
    const words = new Intl.DateTimeFormat(locale, { ...utc, ...options });
    return (day) => words.format(day);
  };
  const [day, withYear] = [format(dayAndMonth), format({ ...dayAndMonth, year: 'numeric' })];
  const month = format({ month: 'short' });
  const monthOfYear = format({ month: 'short', year: 'numeric' });
  const isOtherYear = (now: Date, previous: Date | undefined): boolean =>
    now.getUTCFullYear() !== previous?.getUTCFullYear();
  return {
    ofDay: (now, previous) => (previous && isOtherYear(now, previous) ? withYear(now) : day(now)),
    ofMonth: (now, previous) => (isOtherYear(now, previous) ? monthOfYear(now) : month(now)),
    ofYear: format({ year: 'numeric' }),
  };
}

function numberLevels(edges: readonly string[]): readonly (readonly Tick[])[] {
  const [first = 0, second = first + 1] = edges.map(Number);
  const step = second - first;
  return [1, 2, 5, 10, 20, 50, 100].map((count) =>
    edges.flatMap((edge, bin) => {
      // Round ones, however doubles round.
      const times = Math.round(Number(edge) / step);
      return times % count === 0 ? [{ bin, label: edge }] : [];
    }),
  );
}
