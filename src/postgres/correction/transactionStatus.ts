import { setTimeout as pause } from 'node:timers/promises';
import { RecoveryError } from '../../core/errors';
import type { Attempt } from '../../core/incident/outcome';
import type { TransactionStatus } from '../../core/incident/verdict';
import type { ConnectionSettings } from '../../recovery/connectionSettings';
import { Session } from '../connection/session';
import { serverIdentity } from '../identity';
import { supportedMajor, transactionFunctions } from '../versions';
import { Line, type Patience } from './line';

interface Server {
  readonly settings: ConnectionSettings;
  readonly patience: Patience;
}

/**
 * What has become of an attempt's transaction. A server that is not there may still come, and a transaction in progress
 * end: both are waited for.
 * @throws {RecoveryError} `wrong-server`, `standby`, and those of connecting.
 */
export async function transactionStatus(
  server: Server,
  attempt: Attempt,
  signal: AbortSignal,
): Promise<TransactionStatus> {
  const until = Date.now() + server.patience.settle;
  for (;;) {
    const status = await statusNow(server, attempt, { signal, until });
    if (status !== undefined && (status !== 'in progress' || Date.now() >= until)) {
      return status;
    }
    await pause(250, undefined, { signal });
  }
}

/** Undefined where the server is not there, and may still come. */
async function statusNow(
  { settings, patience }: Server,
  attempt: Attempt,
  { signal, until }: { readonly signal: AbortSignal; readonly until: number },
): Promise<TransactionStatus | undefined> {
  let session: Session | undefined;
  try {
    session = await Session.connect(settings, signal);
    return await statusOf(new Line(session, signal, patience.silence), attempt);
  } catch (error) {
    const away = ['cannot-connect', 'connection-lost'];
    if (error instanceof RecoveryError && away.includes(error.code) && Date.now() < until) {
      return undefined;
    }
    throw error;
  } finally {
    await session?.close();
  }
}

/** @throws {RecoveryError} `wrong-server`, `standby`. */
async function statusOf(line: Line, attempt: Attempt): Promise<TransactionStatus> {
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
