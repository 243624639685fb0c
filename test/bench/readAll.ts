import type { Session } from '../../src/postgres/connection/session';

/** Reads a `copy … to stdout` to its end, and keeps nothing of it. */
export async function readAll(session: Session, copy: string): Promise<void> {
  const pieces = session.copyOut(copy);
  for (let piece = await pieces.next(); !piece.done; piece = await pieces.next());
}
