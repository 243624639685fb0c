import { RecoveryError } from '../../core/errors';
import { cancellable } from '../connection/cancellable';
import { Session } from '../connection/session';

export interface FurtherSessions {
  readonly sessions: readonly Session[];
  /** Why there are fewer than were asked for. */
  readonly refusal: RecoveryError | undefined;
}

/** Begins the transaction of a session so that it sees the snapshot that another one exported. */
type BeginFrom = (session: Session, exported: string) => Promise<unknown>;

/**
 * Opens further sessions on the snapshot of the first, as many of those wanted as the server gives.
 * Whoever opens them closes them.
 */
export async function furtherSessions(
  first: Session,
  wanted: number,
  { begin, signal }: { readonly begin: BeginFrom; readonly signal: AbortSignal },
): Promise<FurtherSessions> {
  const sessions: Session[] = [];
  if (wanted === 0) {
    return { sessions, refusal: undefined };
  }
  try {
    const [exported] = await cancellable(first, signal, () =>
      first.row('select pg_export_snapshot()'),
    );
    while (sessions.length < wanted) {
      sessions.push(await sessionFrom(exported ?? '', { first, begin, signal }));
    }
    return { sessions, refusal: undefined };
  } catch (error) {
    if (error instanceof RecoveryError && !first.isLost) {
      return { sessions, refusal: error };
    }
    await Promise.all(sessions.map((session) => session.close()));
    throw error;
  }
}

async function sessionFrom(
  exported: string,
  {
    first,
    begin,
    signal,
  }: { readonly first: Session; readonly begin: BeginFrom; readonly signal: AbortSignal },
): Promise<Session> {
  const session = await Session.connect(first.settings, signal);
  try {
    await cancellable(session, signal, () => begin(session, exported));
    return session;
  } catch (error) {
    await session.close();
    throw error;
  }
}
