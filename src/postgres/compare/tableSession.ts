import type { Session } from '../connection/session';

/** Which ways of reading the planner may choose from. */
export type PlannerMode = 'any' | 'index';

/**
 * The session of a snapshot, told before each statement how to read. `index` keeps the planner, which
 * has no statistics of a table just restored, from scanning all of it for every range or key.
 */
export class TableSession {
  private mode: PlannerMode = 'any';

  constructor(readonly session: Session) {}

  async planFor(mode: PlannerMode): Promise<Session> {
    if (mode !== this.mode) {
      const scans = mode === 'any' ? 'on' : 'off';
      await this.session.query(
        `select set_config('enable_seqscan', '${scans}', true), set_config('enable_bitmapscan', '${scans}', true)`,
      );
      this.mode = mode;
    }
    return this.session;
  }
}
