import type { Session } from '../connection/session';

/**
 * Which ways of reading the planner may choose from. It has no statistics of a table just restored, and
 * none of how many groups an expression makes:
 * - `index` keeps it from scanning all of the table for every range or key;
 * - `group` from sorting all rows to group them;
 * - `sort` from walking an index in whose order the table is not;
 * - `there` from fetching all rows of a foreign table to group them here;
 * - `pages` from scanning all of the table for a part of its pages.
 */
export type PlannerMode = 'any' | 'index' | 'group' | 'sort' | 'there' | 'pages';

const settingsOf: Readonly<Record<PlannerMode, Readonly<Record<string, string>>>> = {
  any: {},
  index: { enable_seqscan: 'off', enable_bitmapscan: 'off' },
  group: { enable_sort: 'off', enable_indexscan: 'off' },
  sort: { enable_indexscan: 'off', enable_bitmapscan: 'off' },
  there: { cpu_tuple_cost: '10' },
  pages: { enable_seqscan: 'off', enable_indexscan: 'off', enable_bitmapscan: 'off' },
};

const names = [...new Set(Object.values(settingsOf).flatMap((settings) => Object.keys(settings)))];

/** The session of a snapshot, told before each statement how to read. */
export class TableSession {
  private mode: PlannerMode = 'any';

  constructor(readonly session: Session) {}

  async planFor(mode: PlannerMode): Promise<Session> {
    if (mode !== this.mode) {
      const settings = names.map((name) => {
        const value = settingsOf[mode][name];
        // NULL: as it was before.
        return `set_config('${name}', ${value === undefined ? 'null' : `'${value}'`}, true)`;
      });
      await this.session.query(`select ${settings.join(', ')}`);
      this.mode = mode;
    }
    return this.session;
  }
}
