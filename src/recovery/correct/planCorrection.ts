import { type BuiltPlan, buildPlan } from '../../core/correction/buildPlan';
import { type ActionCounts, countActions, type TableIdentity } from '../../core/correction/plan';
import { keyId, type Selection, selects, selectsByKey } from '../../core/correction/selection';
import type { ComparedTable } from '../../core/diff/comparison';
import { patternIdOf } from '../../core/diff/found/patterns';
import type { RowChange, StaleRow } from '../../core/diff/rows/rowChange';
import { RecoveryError } from '../../core/errors';
import type { Work } from '../work';

export interface CorrectionRequest {
  readonly planId: string;
  readonly compared: ComparedTable;
  /** The production table that was compared. */
  readonly identity: TableIdentity;
  readonly changes: AsyncIterable<RowChange | StaleRow> | Iterable<RowChange | StaleRow>;
  readonly selection: Selection;
}

export interface PlannedCorrection extends BuiltPlan {
  readonly counts: ActionCounts;
  /** Rows that moved on since they were compared: never selected. */
  readonly stale: number;
  /** Selected rows that are left out, because a value of theirs was too large to be read. */
  readonly unread: number;
  /** Keys that the selection names and that no difference has, by {@link keyId}. */
  readonly unmatchedKeys: readonly string[];
}

/**
 * Plans the correction of the differences that the selection names.
 * @throws {RecoveryError} `nothing-selected`, `structure-differs`; `value-too-large` where a row is named
 * by its key whose values were not all read.
 */
export async function planCorrection(
  { planId, compared, identity, changes, selection }: CorrectionRequest,
  { signal, progress }: Work,
): Promise<PlannedCorrection> {
  const selected: RowChange[] = [];
  const unmatched = new Set(selection.flatMap(({ keys }) => [...(keys ?? [])]));
  let stale = 0;
  let unread = 0;
  let done = 0;
  for await (const change of changes) {
    signal.throwIfAborted();
    unmatched.delete(keyId(change.key));
    if (change.kind === 'stale') {
      stale++;
    } else if (selects(selection, change, patternOf(change, compared))) {
      if (change.unread) {
        refuseIfNamed(change, selection, compared);
        unread++;
      } else {
        selected.push(change);
      }
    }
    done++;
    if (done % 1000 === 0) {
      progress({ phase: 'selecting rows', done, total: undefined, unit: 'rows' });
    }
  }
  const built = buildPlan({ id: planId, compared, identity, changes: selected });
  return {
    ...built,
    counts: countActions(built.plan.corrections),
    ...{ stale, unread },
    unmatchedKeys: [...unmatched],
  };
}

/** What is in such a value cannot be seen, so it can neither be written nor be guarded. */
function refuseIfNamed(
  change: RowChange,
  selection: Selection,
  { columns, liveOnly }: ComparedTable,
): void {
  const [first = -1] = change.unread ?? [];
  if (selectsByKey(selection, change)) {
    throw new RecoveryError(
      'value-too-large',
      `The value of ${[...columns, ...liveOnly][first]?.name ?? ''} in the row ${change.key.join(', ')} is too large to be corrected here.`,
      { hint: 'Leave this row out, and correct it by hand.' },
    );
  }
}

function patternOf(change: RowChange, { columns }: ComparedTable): string | undefined {
  return change.kind === 'changed' ? patternIdOf(change, columns) : undefined;
}
