import { RecoveryError, type RecoveryErrorCode } from '../../core/errors';
import type { NotAppliedReason } from '../../core/incident/outcome';

/** Why nothing was written. */
export function reasonOf(error: unknown, signal: AbortSignal): NotAppliedReason {
  return signal.aborted ? 'cancelled' : codeOf(error);
}

function codeOf(error: unknown): RecoveryErrorCode | 'unexpected' {
  return error instanceof RecoveryError ? error.code : 'unexpected';
}

/** What to say where the database says that a COMMIT did not take place. */
export function rolledBack(error: unknown): unknown {
  return codeOf(error) === 'connection-lost'
    ? new RecoveryError(
        'connection-lost',
        'The connection was lost at COMMIT. The database says that it rolled the transaction back.',
        { hint: 'Nothing was written. Start again.', cause: error },
      )
    : error;
}
