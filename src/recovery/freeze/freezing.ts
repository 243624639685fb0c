import type { Freezer, KeptToken, NewToken, TokenStore } from '../ports/freezer';
import type { Journal } from '../ports/incidentStore';

/** What freezing works with. */
export interface Freezing {
  readonly freezer: Freezer;
  /** Where a new token goes: into each of them. */
  readonly keepIn: readonly TokenStore[];
  /** Where tokens may be: those of {@link keepIn} among them. */
  readonly stores: readonly TokenStore[];
  /** Undefined where it belongs to no incident. */
  readonly journal: Journal | undefined;
  readonly newToken: () => NewToken;
}

/** A token by its hash, wherever it is kept; undefined where it is lost, or somebody else's. */
export async function heldToken(
  stores: readonly TokenStore[],
  tokenHash: string,
): Promise<string | undefined> {
  for (const store of stores) {
    const token = await store.token(tokenHash);
    if (token !== undefined) {
      return token;
    }
  }
  return undefined;
}

/** Keeps a token in each of the stores. */
export async function saveIn(stores: readonly TokenStore[], kept: KeptToken): Promise<void> {
  for (const store of stores) {
    await store.save(kept);
  }
}
