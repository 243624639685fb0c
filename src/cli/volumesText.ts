import type { Cell } from '../core/catalog/table';
import { compareInByteOrder } from '../core/diff/keys/byteOrder';
import { RecoveryError } from '../core/errors';
import type { Volume } from '../core/volumes/volume';
import type { DumpVolume, Volumes } from '../recovery/dumps/volumes';
import { aligned, asIs, count, counted, paragraphs, printable } from './text';

/** A line a dump, with what has changed since the one before; below, the values whose rows differ. */
export function volumesText(table: string, volumes: Volumes, by: string | undefined): string {
  const sides = sidesOf(volumes);
  return paragraphs(
    asIs(printable(table)),
    sidesText(sides),
    by !== undefined && valuesText(by, sides),
  );
}

/** A dump or production, as it is shown. */
interface Side {
  readonly label: string;
  readonly time: string;
  readonly name: string;
  readonly found: Volume | RecoveryError;
}

function sidesOf({ dumps, live }: Volumes): readonly Side[] {
  const now = live && {
    ...{ label: 'now', time: `${shownTime(live.at.slice(0, 19))} UTC` },
    ...{ name: 'production', found: live.volume },
  };
  return [...dumps.map(dumpSide), ...(now ? [now] : [])];
}

function dumpSide({ path, createdAt, found }: DumpVolume, at: number): Side {
  const time = createdAt === undefined ? '' : shownTime(createdAt.from);
  return { label: `#${at + 1}`, time, name: path, found };
}

function shownTime(time: string): string {
  return time.replace('T', ' ');
}

function sidesText(sides: readonly Side[]): string {
  let before: number | undefined;
  const lines = sides.map(({ label, time, name, found }) => {
    if (found instanceof RecoveryError) {
      return [label, time, '', '', `${name}: not counted: ${found.message}`];
    }
    const change = before === undefined ? 0 : found.rows - before;
    before = found.rows;
    return [label, time, count(found.rows), change === 0 ? '' : signed(change), name];
  });
  return aligned(lines);
}

function signed(change: number): string {
  return `${change > 0 ? '+' : ''}${count(change)}`;
}

const mostLines = 40;
const longestShown = 40;

interface ValueLine {
  readonly value: Cell;
  /** In the order of the sides. */
  readonly rows: readonly number[];
  readonly spread: number;
}

function valuesText(by: string, all: readonly Side[]): string {
  const sides = all.flatMap(({ label, found }) =>
    found instanceof RecoveryError || !found.by ? [] : [{ label, ...found.by }],
  );
  const lines = valueLines(sides.map(({ values }) => values));
  const differing = sides.length > 1 ? lines.filter(({ spread }) => spread > 0) : lines;
  const shown = new Set(differing.toSorted((a, b) => b.spread - a.spread).slice(0, mostLines));
  const others = sides.map(({ otherRows }) => otherRows);
  const table = [
    ...(others.some((rows) => rows > 0) ? [['(before these)', ...others.map(count)]] : []),
    ...differing
      .filter((line) => shown.has(line))
      .map(({ value, rows }) => [asIs(shownValue(value)), ...rows.map(count)]),
  ];
  return paragraphs(
    sides.length > 0 && `By ${printable(by)}:`,
    table.length > 0 && aligned([['', ...headings(sides, table)], ...table]),
    differing.length > shown.size &&
      `  and ${counted(differing.length - shown.size, 'more value')} (--json has all)`,
    lines.length > differing.length &&
      `  ${counted(lines.length - differing.length, 'value')} with the same rows everywhere`,
  );
}

/** Over the numbers below them, to the right as these. */
function headings(
  sides: readonly { readonly label: string }[],
  table: readonly (readonly string[])[],
): readonly string[] {
  return sides.map(({ label }, at) =>
    label.padStart(Math.max(...table.map((row) => row[at + 1]?.length ?? 0))),
  );
}

/** Of every value that any side has, in byte order, NULL last. */
function valueLines(sides: readonly (readonly { value: Cell; rows: number }[])[]): ValueLine[] {
  const counts = sides.map((values) => new Map(values.map(({ value, rows }) => [value, rows])));
  const values = new Set(counts.flatMap((known) => [...known.keys()]));
  return [...values].sort(nullLast).map((value) => {
    const rows = counts.map((known) => known.get(value) ?? 0);
    return { value, rows, spread: Math.max(...rows) - Math.min(...rows) };
  });
}

function nullLast(a: Cell, b: Cell): number {
  return a === null || b === null
    ? Number(a === null) - Number(b === null)
    : compareInByteOrder(a, b);
}

function shownValue(value: Cell): string {
  if (value === null) {
    return 'NULL';
  }
  return value.length > longestShown ? `${value.slice(0, longestShown)}…` : value;
}
