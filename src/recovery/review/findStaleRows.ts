import type { Key } from '../../core/catalog/table';
import { type OrdinalRanges, rangesOf, sizeOf } from '../../core/correction/ordinalRanges';
import { sameRow } from '../../core/correction/rowState';
import { keyId } from '../../core/correction/selection';
import type { KeptRow, RowChange } from '../../core/diff/rows/rowChange';
import type { StoredComparison } from '../../core/diff/storedComparison';
import {
  type ComparisonFiles,
  comparedRows,
  saveStaleLines,
  storedComparison,
} from '../compare/comparisonFiles';
import type { OpenSnapshot } from '../compare/examineChanges';
import { saveMarks } from '../compare/markFiles';
import { MarkFinder } from '../compare/marks/markFinder';
import { refuseOverApplied } from '../correct/planInForce';
import type { Work } from '../work';
import { inPages } from './rowPages';
import { type LiveRowNow, type ProductionNow, withLiveRowsNow } from './productionNow';

export interface StaleServices extends ComparisonFiles {
  readonly openSnapshot: OpenSnapshot;
}

export interface StaleFound {
  /** Rows that were looked up or are known to be stale. */
  readonly rows: number;
  readonly stale: number;
}

/**
 * Looks every differing row up in production by its key, and keeps in the incident which of them are no
 * longer as compared, and what is to be known of them now: a parent may be there that was missing. What is
 * stale already stays so. Reads only.
 * @throws {RecoveryError} `in-use` where the correction is applied, and those of {@link withLiveRowsNow}.
 */
export async function findStaleRows(
  production: ProductionNow,
  services: StaleServices,
  work: Work,
): Promise<StaleFound> {
  await refuseOverApplied(services.incident);
  const comparison = await storedComparison(services);
  const opening = { open: services.openSnapshot, work };
  return withLiveRowsNow(comparison, production, opening, async (live, signal) => {
    const { table, dump } = comparison;
    const marked = { table, dumpedAt: dump.createdAt, related: live.related };
    const finder = await MarkFinder.begin(marked, signal);
    const stale: number[] = [];
    let line = 0;
    let rows = 0;
    for await (const page of inPages(comparedRows(comparison, services))) {
      const changes = page.filter(isChange);
      const keys = changes.map(({ key }) => key);
      const found = (await live.ofKeys(keys, signal)).values();
      for (const row of page) {
        const isStale =
          row.kind === 'stale' || (isChange(row) && hasMovedOn(row, found.next().value));
        if (isStale) {
          stale.push(line);
        }
        finder.add(row);
        rows += row.kind === 'conflict' ? 0 : 1;
        line += 1;
      }
      const total = comparison.lines.count;
      work.progress({ phase: 'looking for stale rows', done: line, total, unit: 'rows' });
    }
    await saveMarks(await finder.find(signal), comparison, services);
    await saveStaleLines(rangesOf(stale), comparison, services.incident);
    return { rows, stale: stale.length };
  });
}

/** Keeps that these rows are no longer as compared: a rehearsal has seen it. */
export async function keepStale(keys: readonly Key[], files: ComparisonFiles): Promise<void> {
  const comparison = await storedComparison(files);
  const lines = await linesOf(new Set(keys.map(keyId)), comparison, files);
  if (sizeOf(lines) > 0) {
    await saveStaleLines(lines, comparison, files.incident);
  }
}

/** With those that are stale already. */
async function linesOf(
  keys: ReadonlySet<string>,
  comparison: StoredComparison,
  files: ComparisonFiles,
): Promise<OrdinalRanges> {
  const lines: number[] = [];
  let line = 0;
  for await (const row of comparedRows(comparison, files)) {
    if (row.kind === 'stale' || (isChange(row) && keys.has(keyId(row.key)))) {
      lines.push(line);
    }
    line += 1;
  }
  return rangesOf(lines);
}

function isChange(row: KeptRow): row is RowChange {
  return row.kind !== 'stale' && row.kind !== 'conflict';
}

/** Whether the whole row, as a correction would guard it, is another than was seen. */
function hasMovedOn(change: RowChange, now: LiveRowNow | undefined): boolean {
  if (change.kind === 'missing') {
    return now !== 'none';
  }
  return (
    typeof now !== 'object' ||
    !sameRow(change.live, now.cells) ||
    !sameRow(change.liveOnly, now.liveOnly)
  );
}
