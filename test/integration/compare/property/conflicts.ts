import type { Row } from '../../../../src/core/catalog/table';
import type { Session } from '../../../../src/postgres/connection/session';
import { described } from './described';
import { keyKind } from './keyKinds';
import { columnNames, keyNames, namesAt, text } from './names';
import { type Scenario, type SideName, mayConflict } from './scenario';
import { inScope } from './scopes';

/** Rows whose key is not theirs alone, and that are not the same on both sides. */
export interface Conflicts {
  readonly backup: number;
  readonly live: number;
  /** One line of JSON for each row, sorted; undefined where they are too many to be listed. */
  readonly rows: readonly string[] | undefined;
  /** Rows of each side that are in scope or belong to one that is; undefined where each key is of one row. */
  readonly compared: Readonly<Record<SideName, number>> | undefined;
}

interface KeyRow {
  readonly side: string;
  readonly isInScope: boolean;
  readonly compared: string;
  readonly line: string;
}

/** Rows of one key, by how it is written; its type's equality may take several ways for the same. */
interface KeyGroup {
  readonly hasNull: boolean;
  readonly byWriting: Map<string, KeyRow[]>;
}

const mostRowsOfAKey = 100;
const mostKeys = 1000;

/**
 * What groups of equal keys say, NULL being equal to NULL: no other rows of the key may be elsewhere. Rows
 * that write the key alike and are the same on both sides are none of the conflict.
 */
export async function conflictsOf(
  session: Session,
  scenario: Scenario,
  tables: { readonly backup: string; readonly live: string },
): Promise<Conflicts> {
  if (!mayConflict(scenario)) {
    return { backup: 0, live: 0, rows: [], compared: undefined };
  }
  const { both, liveOnly } = columnNames(scenario);
  const keys = keyNames(scenario);
  const side = (name: SideName): string => {
    const others = liveOnly.map((column) => (name === 'live' ? text(column) : 'null'));
    return `select '${name}', xmin, ${inScope(scenario, name)} is true, num_nulls(${keys.join(', ')}) > 0,
                   array[${[...both.map(text), ...others].join(', ')}]::text[], ${keys.join(', ')}
              from ${tables[name]} t`;
  };
  const writing = scenario.key.flatMap(({ kind }, at) =>
    keyKind(kind).isNormalised ? [] : [text(`k${at}`)],
  );
  const names = ['side', 'xid', 'is_in_scope', 'has_null', 'cells', ...keys].join(', ');
  const rows = await session.rows(`
    select side, xid, is_in_scope, has_null, to_json(cells), dense_rank() over (order by ${keys.join(', ')}),
           to_json(array[${writing.join(', ')}]::text[])
      from (${side('backup')} union all ${side('live')}) r(${names})`);
  return inConflict(groupsOf(rows, scenario));
}

function groupsOf(rows: readonly Row[], scenario: Scenario): readonly KeyGroup[] {
  const groups = new Map<string, KeyGroup>();
  for (const [side, xid, isInScope, hasNull, cells, key, writing] of rows) {
    const group: KeyGroup = groups.get(String(key)) ?? {
      hasNull: hasNull === 't',
      byWriting: new Map(),
    };
    const alike = group.byWriting.get(String(writing)) ?? [];
    const row = keyRow(String(side), xid ?? '', cellsIn(cells), scenario);
    alike.push({ ...row, side: String(side), isInScope: isInScope === 't' });
    group.byWriting.set(String(writing), alike);
    groups.set(String(key), group);
  }
  return [...groups.values()];
}

function inConflict(groups: readonly KeyGroup[]): Conflicts {
  const found = groups.flatMap(comparedIn);
  const conflicts = found.filter(({ isConflict }) => isConflict).map(({ rows }) => rows);
  const all = conflicts.flat();
  const isListed = conflicts.every((rows) => rows.length <= mostRowsOfAKey);
  const compared = found.flatMap(({ rows }) => rows);
  return {
    ...countsOf(all),
    rows:
      isListed && conflicts.length < mostKeys ? all.map(({ line }) => line).toSorted() : undefined,
    compared: countsOf(compared),
  };
}

function countsOf(rows: readonly KeyRow[]): Record<SideName, number> {
  const of = (name: SideName): number => rows.filter(({ side }) => side === name).length;
  return { backup: of('backup'), live: of('live') };
}

interface ComparedRows {
  readonly rows: readonly KeyRow[];
  readonly isConflict: boolean;
}

/**
 * A single row brings its partner with it. Of rows that share a key those in scope are compared first;
 * where they are not the same, so are all that write the key so. NULL leads to no other row.
 */
function comparedIn({ hasNull, byWriting }: KeyGroup): readonly ComparedRows[] {
  const all = [...byWriting.values()].flat();
  const { backup, live } = countsOf(all);
  if (!hasNull && backup <= 1 && live <= 1) {
    return all.some(({ isInScope }) => isInScope) ? [{ rows: all, isConflict: false }] : [];
  }
  return [...byWriting.values()].map((rows) => {
    const scoped = rows.filter(({ isInScope }) => isInScope);
    const reached = hasNull || areSame(scoped) ? scoped : rows;
    return { rows: reached, isConflict: !areSame(reached) };
  });
}

function areSame(rows: readonly KeyRow[]): boolean {
  const of = (name: string): readonly string[] =>
    rows.flatMap(({ side, compared }) => (side === name ? [compared] : [])).toSorted();
  return JSON.stringify(of('backup')) === JSON.stringify(of('live'));
}

function keyRow(
  side: string,
  xid: string,
  cells: Row,
  scenario: Scenario,
): Pick<KeyRow, 'compared' | 'line'> {
  const { both } = columnNames(scenario);
  const ignored = namesAt(scenario, scenario.ignored);
  const compared = both.map((name, at) => (ignored.includes(name) ? null : cells[at]));
  const common = cells.slice(0, both.length);
  const line =
    side === 'backup'
      ? described({ kind: 'conflict', backup: common })
      : described({ kind: 'conflict', live: common, liveOnly: cells.slice(both.length), xid });
  return { compared: JSON.stringify(compared), line };
}

function cellsIn(json: string | null | undefined): Row {
  return JSON.parse(json ?? '[]') as Row;
}
