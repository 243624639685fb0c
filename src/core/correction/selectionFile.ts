import { differenceKinds } from '../diff/rows/rowChange';
import {
  intersection,
  type OrdinalRanges,
  pairsOf,
  rangesFrom,
  wholeNumber,
} from './ordinalRanges';
import {
  noRows,
  type ReviewableRows,
  type RowSelection,
  type RowsByKind,
  withoutStale,
} from './rowSelection';

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
  const rows = Object.fromEntries(differenceKinds.map((kind) => [kind, pairsOf(selection[kind])]));
  return JSON.stringify({ format, version, ...stored, selection: { ...selection, ...rows } });
}

/**
 * The selection that {@link selectionText} wrote of these very rows; undefined where it is another's,
 * or not to be understood: nothing is then selected.
 */
export function readSelection(
  text: string,
  comparison: string,
  { counts }: Pick<ReviewableRows, 'counts'>,
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
  const revision = wholeNumber(stored['revision']);
  const rows: Record<keyof RowsByKind, OrdinalRanges> = { ...noRows };
  for (const kind of differenceKinds) {
    const ranges = rangesFrom(read[kind], counts[kind]);
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

/** A row that has become stale is selected no longer: a plan that holds it is of another selection. */
export function withoutStaleRows(
  stored: StoredSelection,
  { stale }: Pick<ReviewableRows, 'stale'>,
): StoredSelection {
  const hasStale = differenceKinds.some(
    (kind) => intersection(stored.selection[kind], stale[kind]).length > 0,
  );
  return hasStale
    ? {
        ...stored,
        selection: withoutStale(stored.selection, stale),
        revision: stored.revision + 1,
      }
    : stored;
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
