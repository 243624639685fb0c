import type { Selection } from '../../core/correction/selection';
import { PatternCounter } from '../../core/diff/found/patterns';
import type { StoredComparison } from '../../core/diff/storedComparison';
import { RecoveryError } from '../../core/errors';
import { type ComparisonFiles, comparedRows } from '../compare/comparisonFiles';

/**
 * By their numbers, the ids of all patterns that the kept rows belong to. How they changed is known once all were seen:
 * undefined where nothing is selected by it, so that they need not be read for it.
 * @throws {RecoveryError} `usage` for an id that no changed row has.
 */
export async function shapesOfRows(
  selection: Selection,
  comparison: StoredComparison,
  files: ComparisonFiles,
): Promise<((number: number) => readonly string[]) | undefined> {
  const named = selection.flatMap(({ patterns = [] }) => patterns);
  const shapes = named.filter((id) => id.includes('.'));
  if (shapes.length === 0) {
    return undefined;
  }
  const counter = new PatternCounter(comparison.table.columns);
  const ways: (number | undefined)[] = [];
  for await (const row of comparedRows(comparison, files)) {
    ways.push(row.kind === 'changed' ? counter.add(row) : undefined);
  }
  const ids = counter.idsByWay();
  refuseUnknown(shapes, ids);
  return (number) => ids.get(ways[number] ?? -1) ?? [];
}

function refuseUnknown(
  shapes: readonly string[],
  ids: ReadonlyMap<number, readonly string[]>,
): void {
  const known = new Set([...ids.values()].flat());
  const unknown = shapes.find((id) => !known.has(id));
  if (unknown !== undefined) {
    throw new RecoveryError(
      'usage',
      `No changed row of this comparison is of the pattern ${unknown}.`,
      {
        hint: 'Rows that have become stale belong to none. The comparison lists its patterns.',
      },
    );
  }
}
