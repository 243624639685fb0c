import { once } from 'node:events';
import { countRows } from '../../core/archive/copyText';
import { RecoveryError } from '../../core/errors';
import type { Session } from '../connection/session';

/**
 * Sends pieces of COPY text to the server as fast as it takes them; returns how many rows there were.
 * A failure leaves the COPY unfinished: close the session.
 * @throws {RecoveryError} where the server has taken another number of rows than were sent.
 */
export async function copyBlock(
  session: Session,
  statement: string,
  pieces: AsyncIterable<Uint8Array>,
  onRows: (rows: number) => void,
): Promise<number> {
  const sink = session.copyIn(statement);
  const state = { isFailed: false };
  const failed = new Promise<never>((_, reject) => {
    sink.on('error', (error) => {
      state.isFailed = true;
      const described = session.describe(error);
      reject(described instanceof Error ? described : error);
    });
  });
  // Heard of by whoever waits, at the latest at the end.
  failed.catch(() => undefined);
  let rows = 0;
  for await (const piece of pieces) {
    if (state.isFailed) {
      break;
    }
    const inPiece = countRows(piece);
    rows += inPiece;
    onRows(inPiece);
    if (!sink.write(piece)) {
      await Promise.race([once(sink, 'drain'), failed]);
    }
  }
  if (!state.isFailed) {
    sink.end();
  }
  await Promise.race([once(sink, 'finish'), failed]);
  if (sink.rowCount !== rows) {
    throw new RecoveryError(
      'restore-failed',
      `The dump holds ${rows} rows, of which the server took ${sink.rowCount}.`,
    );
  }
  return rows;
}
