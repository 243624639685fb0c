import type { CellShape } from '../diff/found/cellShape';
import type { DateShift } from '../diff/found/dateShift';
import type { Pattern, PatternShape } from '../diff/found/patterns';

/** Rows that changed alike, as far as a journal says it: which columns and how, but no value of a row. */
export interface NotedPattern {
  readonly rows: number;
  readonly changes: readonly NotedChange[];
}

export interface NotedChange {
  readonly column: string;
  readonly how: CellShape['how'];
  /** Of dates that were moved. */
  readonly by?: DateShift;
}

const most = 12;

/** The patterns with most rows; without their values some are the same. */
export function notedPatterns(patterns: readonly Pattern[]): readonly NotedPattern[] {
  const noted = new Map<string, NotedPattern>();
  for (const { rows, ...shape } of patterns.flatMap(({ shapes }) => shapes)) {
    const changes = notedChanges(shape);
    const same = patternKey({ changes });
    noted.set(same, { rows: rows + (noted.get(same)?.rows ?? 0), changes });
  }
  return [...noted.values()].sort((one, other) => other.rows - one.rows).slice(0, most);
}

/** The same for the same changes. */
export function patternKey({ changes }: Pick<NotedPattern, 'changes'>): string {
  return JSON.stringify(changes);
}

/** By the names of the columns. */
export function notedChanges({ changes }: Pick<PatternShape, 'changes'>): readonly NotedChange[] {
  return Object.entries(changes)
    .map(([column, shape]) => ({
      ...{ column, how: shape.how },
      ...(shape.how === 'moved' ? { by: shape.by } : {}),
    }))
    .sort((one, other) => (one.column < other.column ? -1 : 1));
}
