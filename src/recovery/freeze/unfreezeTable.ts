import { type TableId, tableLabel } from '../../core/catalog/table';
import { RecoveryError } from '../../core/errors';
import type { FrozenTable } from '../../core/freeze/freeze';
import { FrozenError } from '../../core/freeze/frozenError';
import type { Unfrozen } from '../ports/freezer';
import type { Work } from '../work';
import { frozenAs } from './freezeTable';
import { type Freezing, heldToken } from './freezing';

export interface UnfreezeResult extends Unfrozen {
  /** What it was. */
  readonly frozen: FrozenTable;
  /** False where the token was not here: perhaps it was somebody else's. */
  readonly tokenHeld: boolean;
}

/**
 * Ends a freeze, whosever it was: its token is not needed, but the right to drop triggers of the table.
 * @throws {RecoveryError} `not-frozen`; `frozen` where it is the table above that was frozen; whatever
 * {@link Freezer.unfreeze} throws.
 */
export async function unfreezeTable(
  table: TableId,
  { by, ...freezing }: Freezing & { readonly by: string },
  work: Work,
): Promise<UnfreezeResult> {
  const frozen = await frozenAs(table, freezing, work);
  if (!frozen) {
    throw new RecoveryError('not-frozen', `${tableLabel(table)} is not frozen.`);
  }
  if (frozen.table.schema !== table.schema || frozen.table.name !== table.name) {
    throw new FrozenError(frozen, {
      hint: `${tableLabel(table)} is frozen with it: unfreeze ${tableLabel(frozen.table)}.`,
    });
  }
  const { tokenHash, owner } = frozen.freeze;
  const tokenHeld = (await heldToken(freezing.stores, tokenHash)) !== undefined;
  const unfrozen = await freezing.freezer.unfreeze(frozen, work);
  await Promise.all(freezing.stores.map((store) => store.remove(tokenHash)));
  await freezing.journal?.note({
    step: 'unfrozen',
    table: tableLabel(table),
    by,
    owner,
    tokenHeld,
  });
  return { ...unfrozen, frozen, tokenHeld };
}
