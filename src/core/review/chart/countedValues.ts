import type { LinesSeal } from '../../diff/storedComparison';
import type { ChartScale } from './chartScale';
import type { Place, RowsByPlace } from './differingRows';

/** Production's rows, counted by the places of one column's values. */
export interface CountedValues {
  readonly scale: ChartScale;
  readonly rows: RowsByPlace;
  /** When, where that was not as they were compared, ISO 8601. */
  readonly readAt?: string;
}

/** By the column's name. */
export type CountedColumns = ReadonlyMap<string, CountedValues>;

/** One line of JSON, true of these lines of compared rows only. */
export function countedText(counted: CountedColumns, { sha256 }: LinesSeal): string {
  const columns = [...counted].map(([name, { scale, rows, readAt }]): KeptColumn => {
    const places = [...rows].map(([place, count]): KeptPlace => [place?.toString() ?? null, count]);
    return { name, scale, ...(readAt === undefined ? {} : { readAt }), places };
  });
  return JSON.stringify({ format, version, lines: sha256, columns } satisfies KeptCounts);
}

/** None where the text is of other lines, or cannot be read: they can be counted anew. */
export function readCounted(text: string, { sha256 }: LinesSeal): CountedColumns {
  const kept = parsed(text);
  if (kept?.format !== format || kept.version !== version || kept.lines !== sha256) {
    return new Map();
  }
  return new Map(
    kept.columns.map(({ name, scale, readAt, places }) => {
      const rows = new Map<Place, number>(
        places.map(([place, count]) => [place === null ? undefined : BigInt(place), count]),
      );
      return [name, { scale, rows, ...(readAt === undefined ? {} : { readAt }) }];
    }),
  );
}

const format = 'pra-counted';
const version = 1;

type KeptPlace = readonly [place: string | null, rows: number];

interface KeptColumn {
  readonly name: string;
  readonly scale: ChartScale;
  readonly readAt?: string;
  readonly places: readonly KeptPlace[];
}

interface KeptCounts {
  readonly format: string;
  readonly version: number;
  readonly lines: string;
  readonly columns: readonly KeptColumn[];
}

function parsed(text: string): KeptCounts | undefined {
  try {
    // Written by countedText, to which its format and seal hold it.
    return JSON.parse(text) as KeptCounts;
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}
