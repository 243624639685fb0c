import type { CorrectionPlan } from '../correction/plan';
import type { AlteredCell } from '../correction/rowState';

/** What is known of writing a plan: from its rehearsal, or only from a look at its table. */
export interface KnownOfWriting {
  readonly triggers: readonly string[];
  readonly altered?: readonly AlteredCell[];
}

/** Sentences: what an undo will not give back, to be said before the apply. Empty: it gives all back to the byte. */
export function undoLimits(
  { corrections, table }: CorrectionPlan,
  { triggers, altered = [] }: KnownOfWriting,
): readonly string[] {
  const columns = [...new Set(altered.map(({ column }) => column))];
  const movesSequences =
    corrections.some(({ action }) => action === 'insert') &&
    table.columns.some(({ identity, hasDefault }) => identity !== undefined || hasDefault);
  return [
    ...triggers.map((name) => `An undo will not take back what "${name}" writes elsewhere.`),
    ...columns.map(
      (name) => `An undo may leave column "${name}" as triggers or its type write it.`,
    ),
    ...(movesSequences ? ['An undo leaves sequences where inserted values have moved them.'] : []),
  ];
}
