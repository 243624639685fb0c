import { leftOutOfDatabases, leftOutOfTables, type OptionalPart } from '../core/catalog/definition';
import type { Cell, TableId } from '../core/catalog/table';
import type { LeftOutRule } from '../core/restore/leftOutRules';
import { typedName } from '../core/catalog/tableName';
import { parseScratchMark, type ScratchMark } from './scratch/scratchMark';

/** In what the tables of a database that this tool has restored are not as the dump has them. */
export interface Restored {
  leftOut(table: TableId): readonly OptionalPart[];
  /** Of the one table that was restored, as the dump has them; undefined where that is not known. */
  readonly rules: readonly LeftOutRule[] | undefined;
  /** What stands as “C” in its place; undefined for a column that is as it was. */
  readonly collationOf: (table: TableId, column: string) => string | undefined;
}

/** @param comment Of the database; undefined for one that this tool has not restored. */
export function restoredBy(comment: Cell | undefined): Restored | undefined {
  const mark = parseScratchMark(comment);
  return (
    mark && {
      leftOut: (table) => leftOutBy(mark, table),
      rules: mark.rules,
      collationOf: (table, column) => collationIn(mark, table, column),
    }
  );
}

function leftOutBy({ origin, checks = [] }: ScratchMark, table: TableId): readonly OptionalPart[] {
  const parts = origin.table ? leftOutOfTables : leftOutOfDatabases;
  const isWithoutChecks = checks === 'left out' || checks.some(isTable(table));
  return isWithoutChecks ? [...parts, 'checks'] : parts;
}

function collationIn(
  { collations = [] }: ScratchMark,
  table: TableId,
  column: string,
): string | undefined {
  const found = collations.find(
    ({ table: other, column: name }) => isTable(table)(other) && name === column,
  );
  return found && typedName({ schema: 'pg_catalog', name: found.collation });
}

function isTable({ schema, name }: TableId): (other: TableId) => boolean {
  return (other) => other.schema === schema && other.name === name;
}
