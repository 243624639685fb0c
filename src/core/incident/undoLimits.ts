import { tableLabel } from '../catalog/table';
import type { CorrectionPlan } from '../correction/plan';
import type { AlteredCell } from '../correction/rowState';
import type { LackingRights } from './foreseen';

/** What is known of writing a plan: from its rehearsal, or only from a look at its table. */
export interface KnownOfWriting {
  readonly triggers: readonly string[];
  /** Those of other tables that foreign keys may set off: `trigger of schema.table`. */
  readonly below?: readonly string[];
  /** Those that run when an undo puts back rows of other tables. */
  readonly puttingBack?: readonly string[];
  readonly altered?: readonly AlteredCell[];
  readonly undoLacks?: LackingRights | undefined;
}

/** Sentences: what an undo will not give back, to be said before the apply. Empty: it gives all back to the byte. */
export function undoLimits(
  { corrections, table, wholeTable }: CorrectionPlan,
  { triggers, below = [], puttingBack = [], altered = [], undoLacks }: KnownOfWriting,
): readonly string[] {
  const columns = [...new Set(altered.map(({ column }) => column))];
  const movesSequences =
    corrections.some(({ action }) => action === 'insert') &&
    table.columns.some(({ identity, hasDefault }) => identity !== undefined || hasDefault);
  // Any other plan is refused where rows of other tables would go along.
  const setOff = wholeTable && wholeTable.children.length > 0 ? below : [];
  return [
    ...(undoLacks
      ? [
          `For an undo ${undoLacks.role} lacks rights on ${tableLabel(table.identity.table)}: ${undoLacks.rights}.`,
        ]
      : []),
    ...[...new Set([...triggers, ...setOff, ...puttingBack])].map(
      (name) => `An undo will not take back what "${name}" writes elsewhere.`,
    ),
    ...columns.map(
      (name) => `An undo may leave column "${name}" as triggers or its type write it.`,
    ),
    ...(movesSequences ? ['An undo leaves sequences where inserted values have moved them.'] : []),
  ];
}
