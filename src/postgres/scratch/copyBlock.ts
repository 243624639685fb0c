import { countRows } from '../../core/archive/copyText';
import { RecoveryError } from '../../core/errors';
import { copyIn } from '../connection/copyIn';
import type { Session } from '../connection/session';

/**
 * Sends pieces of COPY text to the server as fast as it takes them; returns how many rows there were.
 * After a failure, close the session.
 * @throws {RecoveryError} where the server has taken another number of rows than were sent.
 */
export async function copyBlock(
  session: Session,
  statement: string,
  pieces: AsyncIterable<Uint8Array>,
  onRows: (rows: number) => void,
): Promise<number> {
  let rows = 0;
  async function* counted(): AsyncGenerator<Uint8Array, void> {
    for await (const piece of pieces) {
      const inPiece = countRows(piece);
      rows += inPiece;
      onRows(inPiece);
      yield piece;
    }
  }
  const taken = await copyIn(session, statement, counted());
  if (taken !== rows) {
    throw new RecoveryError(
      'restore-failed',
      `The dump holds ${rows} rows, of which the server took ${taken}.`,
    );
  }
  return rows;
}
