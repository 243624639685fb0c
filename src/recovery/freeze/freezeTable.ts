import { type TableId, tableLabel } from '../../core/catalog/table';
import { RecoveryError } from '../../core/errors';
import type { FrozenTable } from '../../core/freeze/freeze';
import { FrozenError } from '../../core/freeze/frozenError';
import type { NewFreeze } from '../ports/freezer';
import type { Work } from '../work';
import { type Freezing, heldToken, saveIn } from './freezing';

export interface FreezeOrder {
  readonly table: TableId;
  readonly owner: string;
  readonly incident: string | undefined;
  readonly reason: string;
}

export interface FreezeResult extends NewFreeze {
  /** `completed`: it was frozen by us already, and now holds what was attached since. */
  readonly outcome: 'frozen' | 'completed';
}

/**
 * Has production refuse all writes to a table but those of whoever holds the token, which is kept before anything
 * is frozen. A freeze of our own that has gaps is completed.
 * @throws {RecoveryError} `frozen` where it is already; whatever {@link Freezer.freeze} throws.
 */
export async function freezeTable(
  order: FreezeOrder,
  freezing: Freezing,
  work: Work,
): Promise<FreezeResult> {
  const { freezer, keepIn, newToken } = freezing;
  const existing = await frozenAs(order.table, freezing, work);
  if (existing) {
    return complete(existing, freezing, work);
  }
  const { token, tokenHash } = newToken();
  await saveIn(keepIn, { token, tokenHash, table: order.table });
  try {
    const result = await freezer.freeze({ ...order, tokenHash }, work);
    await note('frozen', result.frozen, freezing);
    return { ...result, outcome: 'frozen' };
  } catch (error) {
    // A COMMIT that was sent may have taken place: its token must not be lost.
    if (!(error instanceof RecoveryError && error.code === 'connection-lost')) {
      await Promise.all(keepIn.map((store) => store.remove(tokenHash)));
    }
    throw error;
  }
}

/** The freeze that a table carries, its own or that of the table above it. */
export async function frozenAs(
  table: TableId,
  { freezer }: Pick<Freezing, 'freezer'>,
  work: Work,
): Promise<FrozenTable | undefined> {
  const carries = ({ relations }: FrozenTable): boolean =>
    relations.some(({ schema, name }) => schema === table.schema && name === table.name);
  return (await freezer.frozen(work)).find(carries);
}

async function complete(
  frozen: FrozenTable,
  freezing: Freezing,
  work: Work,
): Promise<FreezeResult> {
  const held = await heldToken(freezing.stores, frozen.freeze.tokenHash);
  if (held === undefined || frozen.gaps.length === 0) {
    throw new FrozenError(frozen, {
      hint: 'Nothing was changed. Ask its owner, or end that freeze first.',
      ways: ['unfreeze'],
    });
  }
  const result = await freezing.freezer.complete(frozen, work);
  await note('frozen', result.frozen, freezing);
  return { ...result, outcome: 'completed' };
}

async function note(
  step: 'frozen',
  { table, freeze }: FrozenTable,
  { journal }: Freezing,
): Promise<void> {
  const { owner, role, reason, tokenHash } = freeze;
  await journal?.note({ step, table: tableLabel(table), owner, role, reason, tokenHash });
}
