import type { FrozenTable } from '../../core/freeze/freeze';
import type { Work } from '../work';
import { type Freezing, heldToken } from './freezing';

export interface FoundFreeze extends FrozenTable {
  /** Whether this installation holds its token, and so may write. */
  readonly tokenHeld: boolean;
}

/** What is frozen in the database, by this installation or any other. */
export async function frozenTables(
  { freezer, stores }: Pick<Freezing, 'freezer' | 'stores'>,
  work: Work,
): Promise<readonly FoundFreeze[]> {
  const found: FoundFreeze[] = [];
  for (const frozen of await freezer.frozen(work)) {
    const held = await heldToken(stores, frozen.freeze.tokenHash);
    found.push({ ...frozen, tokenHeld: held !== undefined });
  }
  return found;
}
