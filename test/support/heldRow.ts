import { setTimeout as pause } from 'node:timers/promises';
import type { Session } from '../../src/postgres/connection/session';

/** An application in a transaction of its own, in which `change` has been made. @returns Its process. */
export async function holding(session: Session, change: string): Promise<string> {
  await session.query(`set application_name = 'lot-nuit'; begin; ${change}`);
  const [pid] = await session.row('select pg_backend_pid()');
  return pid ?? '';
}

/** Takes its change back once somebody has waited for it for so many milliseconds. */
export async function releasedAfter(session: Session, milliseconds: number): Promise<void> {
  // Not of pg_stat_activity: a transaction sees that as it was first.
  const isWaitedFor = `
    select exists (
      select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))
    )::text`;
  while ((await session.row(isWaitedFor))[0] !== 'true') {
    await pause(50);
  }
  await pause(milliseconds);
  await session.query('rollback');
}
