import { setTimeout as pause } from 'node:timers/promises';
import type { ServerAddress } from '../../core/correction/serverAddress';
import { RecoveryError } from '../../core/errors';
import type { LedgerSignature } from '../ledger/entering';
import type { CorrectionTarget } from '../ports/correctionTarget';
import type { IncidentStore } from '../ports/incidentStore';
import type { ScriptTarget } from '../ports/scriptTarget';
import type { Work } from '../work';

/** What every step that touches production works with. */
export interface Correcting {
  readonly target: CorrectionTarget & ScriptTarget;
  /** Where the target connects to. */
  readonly address: ServerAddress;
  /** True where the operator says that the compared server is at this address now. */
  readonly moved?: boolean;
  readonly incident: IncidentStore;
  readonly signature: LedgerSignature;
  readonly now: () => Date;
  /** Minutes that a rehearsal vouches for its plan; as usual where not said. */
  readonly rehearsalHolds?: number | undefined;
  /** Rows above which a rehearsal writes only a sample of about so many; 0: never. As usual where not said. */
  readonly rehearsalRows?: number | undefined;
  /** At most so many rows in one transaction, where batches are asked for: else all are written in one. */
  readonly batchRows?: number | undefined;
}

/** Serialization failure, deadlock, lock not available: the whole transaction may simply be run again. */
const passing = ['40001', '40P01', '55P03'];
const mostTries = 3;

/** Runs one whole transaction, and again where only other sessions were in its way. */
export async function untilLocksAllow<T>(
  transact: () => Promise<T>,
  tryAgain: (sqlstate: string) => Promise<void>,
  { signal }: Work,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await transact();
    } catch (error) {
      const sqlstate = passingState(error);
      if (sqlstate === undefined || tries === mostTries) {
        throw error;
      }
      await tryAgain(sqlstate);
      // At random, so that two that met once do not meet again.
      await pause(100 * tries + Math.random() * 400, undefined, { signal });
    }
  }
}

function passingState(error: unknown): string | undefined {
  // A table of another correction under way is `in-use`: that has been waited for already.
  if (!(error instanceof RecoveryError) || error.code === 'in-use') {
    return undefined;
  }
  return passing.find((state) => state === error.sqlstate);
}
