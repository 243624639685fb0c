import { type BuiltPlan, buildPlan } from '../../core/correction/buildPlan';
import { type ActionCounts, countActions, type TableIdentity } from '../../core/correction/plan';
import { keyId, type Selection, selects } from '../../core/correction/selection';
import type { ComparedTable } from '../../core/diff/comparison';
import { patternIdOf } from '../../core/diff/patterns';
import type { RowChange } from '../../core/diff/rowChange';
import type { StaleRow } from '../compare/readChanges';
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
  /** Keys that the selection names and that no difference has, by {@link keyId}. */
  readonly unmatchedKeys: readonly string[];
}

/**
 * Plans the correction of the differences that the selection names.
 * @throws {RecoveryError} `nothing-selected`, `structure-differs`.
 */
export async function planCorrection(
  { planId, compared, identity, changes, selection }: CorrectionRequest,
  { signal, progress }: Work,
): Promise<PlannedCorrection> {
  const selected: RowChange[] = [];
  const unmatched = new Set(selection.flatMap(({ keys }) => [...(keys ?? [])]));
  let stale = 0;
  let done = 0;
  for await (const change of changes) {
    signal.throwIfAborted();
    unmatched.delete(keyId(change.key));
    if (change.kind === 'stale') {
      stale++;
    } else if (selects(selection, change, patternOf(change, compared))) {
      selected.push(change);
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
    stale,
    unmatchedKeys: [...unmatched],
  };
}

function patternOf(change: RowChange, { columns }: ComparedTable): string | undefined {
  return change.kind === 'changed' ? patternIdOf(change, columns) : undefined;
}
