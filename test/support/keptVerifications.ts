import type { KeptVerification } from '../../src/recovery/dumps/keptVerification';

export const nightly = { path: '/dumps/nightly.dump', bytes: 5000, modifiedAt: 1_790_000_000_000 };

/** A dump that was read whole on 18 November and found good, but for what is said otherwise. */
export function verified(otherwise: Partial<KeptVerification> = {}): KeptVerification {
  return {
    ...{ ...nightly, ok: true, at: '2026-11-18T09:41:12.000Z', problem: undefined, tables: [] },
    ...{ sha256: 'aa', checksummed: true, differsFrom: undefined },
    ...otherwise,
  };
}
