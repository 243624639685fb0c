import { RecoveryError } from '../../core/errors';
import type { Session } from './session';

/**
 * Runs what the server may refuse within an open transaction, which goes on after it.
 * @param refused What a refusal of the server comes to; whatever else fails rises.
 */
export async function withinSavepoint<T>(
  session: Session,
  run: () => Promise<T>,
  refused: (error: RecoveryError) => T,
): Promise<T> {
  await session.query('savepoint asked');
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof RecoveryError) || error.sqlstate === undefined || session.isLost) {
      throw error;
    }
    return refused(error);
  } finally {
    if (!session.isLost) {
      await session.query('rollback to savepoint asked');
    }
  }
}

/** query_canceled: by its time limit, since an abort of the work rises by itself. */
export const stoppedInTime = '57014';
