import { differenceKinds } from '../diff/rowChange';
import type { OrdinalRanges } from './ordinalRanges';
import { noRows, type ReviewableRows, type RowSelection, type RowsByKind } from './rowSelection';

/** A selection as an incident keeps it: ordinals only, nothing of a row. */
export interface StoredSelection {
  /** The seal of the compared rows that the ordinals belong to. */
  readonly comparison: string;
  /** Raised with each act of choosing. */
  readonly revision: number;
  readonly selection: RowSelection;
  /** The last plan made of it. */
  readonly planned: PlannedSelection | undefined;
}

export interface PlannedSelection {
  readonly revision: number;
  readonly digest: string;
}

const format = 'pra-selection';
const version = 1;

export function selectionText(stored: StoredSelection): string {
  const { selection } = stored;
  const rows = Object.fromEntries(
    differenceKinds.map((kind) => [kind, selection[kind].map(({ from, to }) => [from, to])]),
  );
  return JSON.stringify({ format, version, ...stored, selection: { ...selection, ...rows } });
}

/**
 * The selection that {@link selectionText} wrote of these very rows; undefined where it is another's,
 * or not to be understood: nothing is then selected.
 */
export function readSelection(
  text: string,
  comparison: string,
  { counts }: ReviewableRows,
): StoredSelection | undefined {
  const stored = fields(parsed(text));
  if (
    stored['format'] !== format ||
    stored['version'] !== version ||
    stored['comparison'] !== comparison
  ) {
    return undefined;
  }
  const read = fields(stored['selection']);
  const revision = whole(stored['revision']);
  const rows: Record<keyof RowsByKind, OrdinalRanges> = { ...noRows };
  for (const kind of differenceKinds) {
    const ranges = rangesIn(read[kind], counts[kind]);
    if (!ranges) {
      return undefined;
    }
    rows[kind] = ranges;
  }
  const deletesAllowed = read['deletesAllowed'] === true;
  if (revision === undefined || (rows.extra.length > 0 && !deletesAllowed)) {
    return undefined;
  }
  return {
    ...{ comparison, revision, selection: { ...rows, deletesAllowed } },
    planned: plannedIn(stored['planned']),
  };
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

function whole(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : undefined;
}

/** Ascending, apart, none empty, none past the end. */
function rangesIn(value: unknown, count: number): OrdinalRanges | undefined {
  if (!Array.isArray(value)) {
    return undefined;
  }
  const ranges: { from: number; to: number }[] = [];
  let end = -1;
  for (const pair of value as readonly unknown[]) {
    const [from, to] = Array.isArray(pair) ? [whole(pair[0]), whole(pair[1])] : [];
    if (from === undefined || to === undefined || from <= end || to <= from || to > count) {
      return undefined;
    }
    ranges.push({ from, to });
    end = to;
  }
  return ranges;
}

function plannedIn(value: unknown): PlannedSelection | undefined {
  const planned = fields(value);
  const [revision, digest] = [whole(planned['revision']), planned['digest']];
  return revision !== undefined && typeof digest === 'string' ? { revision, digest } : undefined;
}
