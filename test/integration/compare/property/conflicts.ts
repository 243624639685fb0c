import type { Row } from '../../../../src/core/catalog/table';
import type { Session } from '../../../../src/postgres/connection/session';
import { described } from './described';
import { type Scenario, mayConflict } from './scenario';
import { columnNames, namesAt, text } from './tables';

/** Rows whose key is not theirs alone, and that are not the same on both sides. */
export interface Conflicts {
  readonly backup: number;
  readonly live: number;
  /** One line of JSON for each row, sorted; undefined where they are too many to be listed. */
  readonly rows: readonly string[] | undefined;
}

interface ConflictRow {
  readonly side: string;
  readonly compared: string;
  readonly line: string;
}

const mostRowsOfAKey = 100;

/** What groups of equal keys say, NULL being equal to NULL: no other rows of the key may be elsewhere. */
export async function conflictsOf(
  session: Session,
  scenario: Scenario,
  tables: { readonly backup: string; readonly live: string },
): Promise<Conflicts> {
  if (!mayConflict(scenario)) {
    return { backup: 0, live: 0, rows: [] };
  }
  const { both, liveOnly } = columnNames(scenario);
  const keys = scenario.key.map((_, at) => `k${at}`);
  const side = (name: 'backup' | 'live'): string => {
    const others = liveOnly.map((column) => (name === 'live' ? text(column) : 'null'));
    return `select '${name}', xmin, num_nulls(${keys.join(', ')}) > 0,
                   array[${[...both.map(text), ...others].join(', ')}]::text[], ${keys.join(', ')}
              from ${tables[name]}`;
  };
  const names = ['side', 'xid', 'has_null', 'cells', ...keys].join(', ');
  const rows = await session.rows(`
    select side, xid, has_null, to_json(cells), dense_rank() over (order by ${keys.join(', ')})
      from (${side('backup')} union all ${side('live')}) r(${names})`);
  return inConflict(rows, scenario);
}

function inConflict(rows: readonly Row[], scenario: Scenario): Conflicts {
  const groups = new Map<string, { hasNull: boolean; rows: ConflictRow[] }>();
  for (const [side, xid, hasNull, cells, group] of rows) {
    const found = groups.get(String(group)) ?? { hasNull: hasNull === 't', rows: [] };
    found.rows.push(conflictRow(String(side), xid ?? '', cellsIn(cells), scenario));
    groups.set(String(group), found);
  }
  const conflicts = [...groups.values()].filter(isConflict).map((group) => group.rows);
  const all = conflicts.flat();
  const isListed = conflicts.every((group) => group.length <= mostRowsOfAKey);
  return {
    backup: all.filter(({ side }) => side === 'backup').length,
    live: all.filter(({ side }) => side === 'live').length,
    rows: isListed && conflicts.length < 1000 ? all.map(({ line }) => line).toSorted() : undefined,
  };
}

function conflictRow(side: string, xid: string, cells: Row, scenario: Scenario): ConflictRow {
  const { both } = columnNames(scenario);
  const ignored = namesAt(scenario, scenario.ignored);
  const compared = both.map((name, at) => (ignored.includes(name) ? null : cells[at]));
  const common = cells.slice(0, both.length);
  const line =
    side === 'backup'
      ? described({ kind: 'conflict', backup: common })
      : described({ kind: 'conflict', live: common, liveOnly: cells.slice(both.length), xid });
  return { side, compared: JSON.stringify(compared), line };
}

function isConflict({
  hasNull,
  rows,
}: {
  readonly hasNull: boolean;
  readonly rows: readonly ConflictRow[];
}): boolean {
  const of = (name: string): readonly string[] =>
    rows.flatMap(({ side, compared }) => (side === name ? [compared] : [])).toSorted();
  const [backup, live] = [of('backup'), of('live')];
  const isShared = hasNull || backup.length > 1 || live.length > 1;
  return isShared && JSON.stringify(backup) !== JSON.stringify(live);
}

function cellsIn(json: string | null | undefined): Row {
  return JSON.parse(json ?? '[]') as Row;
}
