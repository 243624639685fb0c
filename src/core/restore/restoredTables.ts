import type { CheckedTable } from '../archive/dumpCheck';
import { type TableId, tableLabel } from '../catalog/table';
import { RecoveryError } from '../errors';
import { count, counted } from '../words';

/** What must be in a database that the whole dump was restored into. */
export interface DumpedTables {
  /** All tables that the dump defines: materialized views and foreign tables are none. */
  readonly defined: readonly TableId[];
  /** Those whose rows it holds. */
  readonly counted: readonly CheckedTable[];
}

/** A table as it is in the database. */
export interface FoundTable extends TableId {
  /** Its own rows, without those of partitions and inheritance children. */
  readonly rows: number;
  /** The table that it is a partition of, at the top, or itself. */
  readonly root: TableId;
  /** An extension made it, with rows of its own; the dump holds those that were added. */
  readonly ofExtension: boolean;
}

/**
 * Holds against the dump what somebody else restored: that all its tables are there with all their rows.
 * Returns the tables whose rows cannot be compared, because the dump holds them as INSERT commands.
 * @throws {RecoveryError} `restore-failed`, which names the first that differ.
 */
export function requireRestored(
  dumped: DumpedTables,
  found: readonly FoundTable[],
): readonly TableId[] {
  const there = new Map(found.map((table) => [keyOf(table), table]));
  const expected = new Map([...dumped.defined, ...dumped.counted].map((id) => [keyOf(id), id]));
  const missing = [...expected].flatMap(([key, table]) => (there.has(key) ? [] : [table]));
  if (missing.length === expected.size) {
    throw failed(
      `Nothing was restored: the scratch database holds no table of the dump, which has ${expected.size}.`,
    );
  }
  const families = familiesOf(dumped, there);
  const faults = [
    ...missing.map((table) => `${tableLabel(table)} is missing`),
    ...families.flatMap((family) => faultOf(family) ?? []),
  ];
  if (faults.length > 0) {
    throw failed(`The scratch database is not as the dump: ${firstOf(faults)}.`);
  }
  return families.filter((family) => family.dumped === undefined).map(({ root }) => root);
}

/** A table with its partitions: a row may lie in another partition than the one it was dumped from. */
interface Family {
  readonly root: TableId;
  /** Undefined where they are not all known. */
  readonly dumped: number | undefined;
  readonly found: number;
  readonly ofExtension: boolean;
}

function familiesOf(
  { counted }: DumpedTables,
  there: ReadonlyMap<string, FoundTable>,
): readonly Family[] {
  const rows = rowsByRoot([...there.values()]);
  const families = new Map<string, Family>();
  for (const table of counted) {
    const found = there.get(keyOf(table));
    if (found) {
      const { root, ofExtension } = found;
      const key = keyOf(root);
      const dumped = sumOf((families.get(key) ?? { dumped: 0 }).dumped, table.rows);
      families.set(key, { root, ofExtension, dumped, found: rows.get(key) ?? 0 });
    }
  }
  return [...families.values()];
}

function rowsByRoot(found: readonly FoundTable[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { root, rows } of found) {
    sums.set(keyOf(root), (sums.get(keyOf(root)) ?? 0) + rows);
  }
  return sums;
}

function sumOf(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a + b;
}

function faultOf({ root, dumped, found, ofExtension }: Family): string | undefined {
  if (dumped === undefined || dumped === found || (ofExtension && dumped < found)) {
    return undefined;
  }
  return `${tableLabel(root)} has ${counted(found, 'row')}, in the dump ${count(dumped)}`;
}

function firstOf(faults: readonly string[]): string {
  const shown = faults.slice(0, 3).join('; ');
  return faults.length > 3 ? `${shown}; and ${faults.length - 3} more` : shown;
}

/** No name holds NUL. */
function keyOf({ schema, name }: TableId): string {
  return `${schema}\0${name}`;
}

function failed(message: string): RecoveryError {
  return new RecoveryError('restore-failed', message, {
    hint: 'See in the log what the script said.',
  });
}
