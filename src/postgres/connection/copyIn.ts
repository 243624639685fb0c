import { once } from 'node:events';
import type { Session } from './session';

/**
 * Sends pieces of COPY text and gives how many rows the server took. Where the server refuses them, the
 * session can be asked further things; where `pieces` fails, it is given up.
 */
export async function copyIn<Piece extends string | Uint8Array>(
  session: Session,
  statement: string,
  pieces: Iterable<Piece> | AsyncIterable<Piece>,
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
  try {
    for await (const piece of pieces) {
      if (state.isFailed) {
        break;
      }
      if (!sink.write(piece)) {
        await Promise.race([once(sink, 'drain'), failed]);
      }
    }
  } catch (error) {
    if (!state.isFailed) {
      session.abandon();
    }
    throw error;
  }
  if (!state.isFailed) {
    sink.end();
  }
  await Promise.race([once(sink, 'finish'), failed]);
  return sink.rowCount;
}
