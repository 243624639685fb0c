import { RecoveryError } from '../../core/errors';
import type { Attempt } from '../../core/incident/outcome';
import type { TransactionStatus } from '../../core/incident/verdict';
import { serverIdentity } from '../identity';
import { supportedMajor, transactionFunctions } from '../versions';
import type { Line } from './line';

/** What became of an attempt's transaction. @throws {RecoveryError} `wrong-server`, `standby`. */
export async function statusOf(line: Line, attempt: Attempt): Promise<TransactionStatus> {
  const { systemIdentifier, timeline } = await serverIdentity(line);
  if (systemIdentifier !== attempt.systemIdentifier) {
    throw new RecoveryError(
      'wrong-server',
      `The transaction ran on the server ${attempt.systemIdentifier}; this one is ${systemIdentifier}.`,
      { hint: 'Connect to the server that was written to.' },
    );
  }
  if (timeline !== attempt.timeline) {
    return 'unknowable';
  }
  try {
    const { status: statusQuery } = transactionFunctions(
      await supportedMajor(line, line.session.settings),
    );
    const [status] = await line.row(`select ${statusQuery}`, [attempt.xid]);
    return status === 'committed' || status === 'aborted' || status === 'in progress'
      ? status
      : 'unknowable';
  } catch (error) {
    // 22023: the number was not given out yet, so that this is not the history in which it ran.
    if (error instanceof RecoveryError && error.sqlstate === '22023') {
      return 'unknowable';
    }
    throw error;
  }
}
