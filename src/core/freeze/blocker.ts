import { RecoveryError } from '../errors';
import { tableLabel, type TableId } from '../catalog/table';

/** Who holds a table, or waits for it, so that a lock on it is not to be had. Never what a statement says: it holds rows. */
export interface Blocker {
  /** Undefined of a prepared transaction, which no session holds. */
  readonly pid: number | undefined;
  /** The name that a prepared transaction ends by; undefined of a session. */
  readonly prepared: string | undefined;
  readonly user: string;
  readonly application: string;
  /** When its transaction began, ISO 8601; undefined where this role may not see it. */
  readonly since: string | undefined;
  /** As `pg_stat_activity.state`; undefined where this role may not see it. */
  readonly state: string | undefined;
}

export const waitOrEnd =
  'Nothing was changed. Wait for them to end, or end them (pg_terminate_backend), then try again.';

/** A lock that others keep from us. */
export class BlockedError extends RecoveryError {
  constructor(
    readonly table: TableId,
    readonly blockers: readonly Blocker[],
    cause?: unknown,
  ) {
    super('lock-timeout', blockedSentence(table, blockers), {
      hint: waitOrEnd,
      sqlstate: '55P03',
      cause,
    });
  }
}

function blockedSentence(table: TableId, blockers: readonly Blocker[]): string {
  const label = tableLabel(table);
  return blockers.length === 0
    ? `Other sessions held ${label} for too long; by now none does.`
    : `Other sessions hold ${label}: ${blockers.map(blockerText).join('; ')}.`;
}

/** `process 4711, user app, batch-import, since 2026-03-10T08:00:00Z, idle in transaction`. */
export function blockerText(blocker: Blocker): string {
  const { pid, prepared, user, application, since, state } = blocker;
  return [
    prepared === undefined ? `process ${pid ?? 'unknown'}` : `prepared transaction ${prepared}`,
    `user ${user}`,
    ...(application === '' ? [] : [application]),
    ...(since === undefined ? [] : [`since ${since}`]),
    ...(state === undefined ? [] : [state]),
  ].join(', ');
}
