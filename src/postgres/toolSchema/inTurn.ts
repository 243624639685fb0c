import { RecoveryError } from '../../core/errors';
import type { ConnectionSettings } from '../../recovery/connectionSettings';
import type { Work } from '../../recovery/work';
import { cancellable } from '../connection/cancellable';
import type { Session } from '../connection/session';
import { setLocal } from '../connection/setLocal';
import { withSession } from '../connection/withSession';
import { serverIdentity } from '../identity';
import { supportedMajor } from '../versions';

/** How long to wait, in milliseconds. */
export interface TurnPatience {
  /** For whoever holds a table that is changed. Others queue behind us meanwhile. */
  readonly lock: number;
  /** For another that makes or takes away something of the tool's in the database. */
  readonly turn: number;
}

export const usualTurnPatience: TurnPatience = { lock: 3_000, turn: 15_000 };

/**
 * One transaction that changes what the tool keeps in production. One at a time in a database: the tool's schema is
 * made by the first that needs it and goes with the last.
 * @throws {RecoveryError} `standby`.
 */
export async function inTurn<T>(
  settings: ConnectionSettings,
  { lock, turn }: TurnPatience,
  use: (session: Session, major: number) => Promise<T>,
  { signal }: Work,
): Promise<T> {
  const run = async (session: Session): Promise<T> => {
    const major = await supportedMajor(session, settings);
    // Refuses a standby.
    await serverIdentity(session);
    await session.query('begin isolation level read committed read write not deferrable');
    await session.query(
      setLocal({
        ...{ lock_timeout: String(turn), statement_timeout: '60000' },
        idle_in_transaction_session_timeout: '60000',
      }),
    );
    await session.row(`select pg_catalog.pg_advisory_xact_lock(${turnKey})::text`);
    await session.query(setLocal({ lock_timeout: String(lock) }));
    const result = await use(session, major);
    const { command } = await session.query('commit');
    if (command !== 'COMMIT') {
      throw new RecoveryError('database-refused', `COMMIT was answered by ${command}.`);
    }
    return result;
  };
  return withSession(
    settings,
    (session) => cancellable(session, signal, () => run(session)),
    signal,
  );
}

const turnKey = `pg_catalog.hashtextextended('pra: freeze', 0)`;
