import type { Session } from '../connection/session';

/**
 * Which ways of reading the planner may choose from. It has no statistics of a table just restored, and
 * none of how many groups an expression makes:
 * - `index` keeps it from scanning all of the table for every range or key;
 * - `group` from sorting all rows to group them;
 * - `sort` from walking an index in whose order the table is not.
 */
export type PlannerMode = 'any' | 'index' | 'group' | 'sort';

const switchedOff: Readonly<Record<PlannerMode, readonly string[]>> = {
  any: [],
  index: ['enable_seqscan', 'enable_bitmapscan'],
  group: ['enable_sort', 'enable_indexscan'],
  sort: ['enable_indexscan', 'enable_bitmapscan'],
};

const switches = [...new Set(Object.values(switchedOff).flat())];

/** The session of a snapshot, told before each statement how to read. */
export class TableSession {
  private mode: PlannerMode = 'any';

  constructor(readonly session: Session) {}

  async planFor(mode: PlannerMode): Promise<Session> {
    if (mode !== this.mode) {
      const settings = switches.map(
        (name) =>
          `set_config('${name}', '${switchedOff[mode].includes(name) ? 'off' : 'on'}', true)`,
      );
      await this.session.query(`select ${settings.join(', ')}`);
      this.mode = mode;
    }
    return this.session;
  }
}
