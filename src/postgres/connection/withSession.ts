import type { ConnectionSettings } from '../../recovery/connectionSettings';
import { Session } from './session';

/** Runs `use` on a connection of its own, and closes it. @throws {RecoveryError} as {@link Session.connect}. */
export async function withSession<T>(
  settings: ConnectionSettings,
  use: (session: Session) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const session = await Session.connect(settings, signal);
  try {
    return await use(session);
  } finally {
    await session.close();
  }
}
