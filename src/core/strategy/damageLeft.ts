import type { ActionCounts } from '../correction/plan';
import type { JournalEntry } from '../incident/journal';
import type { AppliedScript } from '../incident/standing';

/** Of the rows that were taken for damaged when the strategy was chosen, those that stay as they are. */
export interface DamageLeft {
  readonly damaged: number;
  readonly left: number;
  /** False where other rows were corrected than the strategy means: there may be more. */
  readonly isExact: boolean;
}

/**
 * @param inForce What is written of the plan; undefined where nothing is.
 * @param script That was run in place of the plan.
 * @returns Undefined where nobody chose a strategy, so that nothing tells what is damage, or noted what the script wrote.
 */
export function damageLeft(
  entries: readonly JournalEntry[],
  inForce: ActionCounts | undefined,
  script: Pick<AppliedScript, 'counts'> | undefined,
): DamageLeft | undefined {
  const choice = entries.findLast((entry) => entry.step === 'strategy');
  const corrected = inForce ?? script?.counts;
  if (!choice || (script && !corrected)) {
    return undefined;
  }
  const { damaged } = choice.from;
  const figures = choice.strategies.find(({ name }) => name === choice.chosen)?.figures;
  if (!corrected) {
    return { damaged, left: damaged, isExact: true };
  }
  return figures && isSame(figures, corrected)
    ? { damaged, left: figures.left, isExact: true }
    : { damaged, left: Math.max(0, damaged - sum(corrected)), isExact: false };
}

function isSame(one: ActionCounts, other: ActionCounts): boolean {
  return (['insert', 'update', 'delete'] as const).every((action) => one[action] === other[action]);
}

function sum({ insert, update, delete: deleted }: ActionCounts): number {
  return insert + update + deleted;
}
