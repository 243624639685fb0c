import { countRows } from '../../core/archive/copyText';
import { RecoveryError } from '../../core/errors';
import { count, counted } from '../../core/words';
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
  async function* passed(): AsyncGenerator<Uint8Array, void> {
    for await (const piece of pieces) {
      const inPiece = countRows(piece);
      rows += inPiece;
      onRows(inPiece);
      yield piece;
    }
  }
  const taken = await copyIn(session, statement, passed());
  if (taken !== rows) {
    throw new RecoveryError(
      'restore-failed',
      `The dump holds ${counted(rows, 'row')}, of which the server took ${count(taken)}.`,
    );
  }
  return rows;
}
