import { differenceKinds } from '../diff/rows/rowChange';
import { LineSet } from '../review/lineSet';
import { bytesOfText, textOfBytes } from './base64';
import { rangesFrom, wholeNumber } from './ordinalRanges';
import {
  type LinesByKind,
  type ReviewableRows,
  type RowSelection,
  withoutStale,
} from './rowSelection';

/** A selection as an incident keeps it: numbers of lines and columns, nothing of a row. */
export interface StoredSelection {
  /** The seal of the compared rows that the lines belong to. */
  readonly comparison: string;
  /** Raised with each act of choosing. */
  readonly revision: number;
  readonly selection: RowSelection;
  readonly choosing: Choosing;
  /** The last plan made of it. */
  readonly planned: PlannedSelection | undefined;
}

/** How the selection came about, since it was last empty. */
export interface Choosing {
  /** Acts that named many rows at once, each by the same text whenever it is done again. */
  readonly rules: readonly string[];
  /** What these acts alone have in; rows that are in or out by an act of their own are otherwise. */
  readonly ruled: LineSet;
}

export interface PlannedSelection {
  readonly revision: number;
  readonly digest: string;
}

/** The rows that a kept selection is read for. */
export interface SelectableLines {
  /** Their seal. */
  readonly comparison: string;
  readonly length: number;
  /** Asked for a selection that was kept by kind, as the first version did. */
  readonly kinds: () => Promise<LinesByKind>;
}

const format = 'pra-selection';
const version = 2;
const mostRules = 1000;

export function selectionText(stored: StoredSelection): string {
  const { comparison, revision, selection, choosing, planned } = stored;
  const { lines, cells, deletesAllowed } = selection;
  return JSON.stringify({
    ...{ format, version, comparison, revision, deletesAllowed, lines: linesText(lines) },
    cells: [...cells],
    rules: choosing.rules.slice(-mostRules),
    ruled: linesText(choosing.ruled),
    planned,
  });
}

/**
 * The selection that {@link selectionText} wrote of these very rows; undefined where it is another's,
 * or not to be understood: nothing is then selected.
 */
export async function readSelection(
  text: string,
  of: SelectableLines,
): Promise<StoredSelection | undefined> {
  const stored = fields(parsed(text));
  const revision = wholeNumber(stored['revision']);
  if (
    stored['format'] !== format ||
    stored['comparison'] !== of.comparison ||
    revision === undefined
  ) {
    return undefined;
  }
  const planned = plannedIn(stored['planned']);
  const read = stored['version'] === 1 ? await firstVersion(stored, of) : secondVersion(stored, of);
  return read && { comparison: of.comparison, revision, ...read, planned };
}

/** Rows that are in, in part or out by an act of their own, otherwise than the rules have it. */
export function exceptionsIn({ lines, cells }: RowSelection, { ruled }: Choosing): LineSet {
  const otherwise = lines.without(ruled).or(ruled.without(lines));
  return otherwise.or(LineSet.fromLines(lines.length, cells.keys()));
}

/** A row that has become stale is selected no longer: a plan that holds it is of another selection. */
export function withoutStaleRows(stored: StoredSelection, rows: ReviewableRows): StoredSelection {
  const { selection, revision } = stored;
  return selection.lines.and(rows.stale).isEmpty
    ? stored
    : { ...stored, selection: withoutStale(selection, rows), revision: revision + 1 };
}

type Read = Pick<StoredSelection, 'selection' | 'choosing'>;

function secondVersion(stored: Fields, { length }: SelectableLines): Read | undefined {
  const lines = linesIn(stored['lines'], length);
  const cells = cellsIn(stored['cells'], lines);
  const ruled = linesIn(stored['ruled'] ?? stored['lines'], length);
  const { version: written, rules } = stored;
  if (written !== version || !lines || !cells || !ruled || !isTexts(rules)) {
    return undefined;
  }
  const deletesAllowed = stored['deletesAllowed'] === true;
  return { selection: { lines, cells, deletesAllowed }, choosing: { rules, ruled } };
}

/** Ranges of the rows of each kind, numbered within it. */
async function firstVersion(stored: Fields, of: SelectableLines): Promise<Read | undefined> {
  const read = fields(stored['selection']);
  const kinds = await of.kinds();
  const lines = LineSet.of(of.length);
  for (const kind of differenceKinds) {
    const all = kinds[kind].toLines();
    const ranges = rangesFrom(read[kind], all.length);
    if (!ranges) {
      return undefined;
    }
    ranges.forEach(({ from, to }) => {
      all.subarray(from, to).forEach((line) => {
        lines.add(line);
      });
    });
  }
  const deletesAllowed = read['deletesAllowed'] === true;
  const choosing = { rules: [], ruled: lines };
  return { selection: { lines, cells: new Map(), deletesAllowed }, choosing };
}

/** Ranges, or where these would be longer, the bits as base64. */
function linesText(lines: LineSet): object {
  const ranges = rangesUpTo(lines.length / shortestRange, lines);
  const bits = textOfBytes(lines.toBytes());
  return ranges && JSON.stringify(ranges).length <= bits.length ? { ranges } : { bits };
}

/** Lines: a range takes six characters at least, and six lines are one character of the bits. */
const shortestRange = 36;

/** Undefined where there are more: half a million ranges take half a second. */
function rangesUpTo(most: number, lines: LineSet): readonly (readonly number[])[] | undefined {
  const ranges: [number, number][] = [];
  for (const line of lines) {
    const last = ranges.at(-1);
    if (last?.[1] === line) {
      last[1] = line + 1;
    } else if (ranges.push([line, line + 1]) > most + 1) {
      return undefined;
    }
  }
  return ranges;
}

function linesIn(value: unknown, length: number): LineSet | undefined {
  const { ranges, bits } = fields(value);
  if (typeof bits === 'string') {
    const bytes = bytesOfText(bits);
    return bytes && LineSet.fromBytes(length, bytes);
  }
  const read = rangesFrom(ranges, length);
  return read && LineSet.fromRanges(length, read);
}

function cellsIn(
  value: unknown,
  lines: LineSet | undefined,
): ReadonlyMap<number, readonly number[]> | undefined {
  const cells = new Map<number, readonly number[]>();
  for (const entry of Array.isArray(value) ? (value as readonly unknown[]) : [undefined]) {
    const [line, columns] = Array.isArray(entry) ? (entry as readonly unknown[]) : [];
    const at = wholeNumber(line);
    if (at === undefined || lines?.has(at) !== true || !isColumns(columns)) {
      return undefined;
    }
    cells.set(at, columns);
  }
  return cells;
}

/** Ascending, and not none. */
function isColumns(value: unknown): value is readonly number[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((column: unknown, at) => {
      const before: unknown = value[at - 1] ?? -1;
      return (wholeNumber(column) ?? -1) > Number(before);
    })
  );
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}

type Fields = Readonly<Record<string, unknown>>;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}

function fields(value: unknown): Fields {
  // Any object's fields may be looked at; each is checked where it is used.
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function plannedIn(value: unknown): PlannedSelection | undefined {
  const planned = fields(value);
  const [revision, digest] = [wholeNumber(planned['revision']), planned['digest']];
  return revision !== undefined && typeof digest === 'string' ? { revision, digest } : undefined;
}
