import { leftOutOfDatabases, leftOutOfTables, type OptionalPart } from '../core/catalog/definition';
import type { Cell, TableId } from '../core/catalog/table';
import { typedName } from '../core/catalog/tableName';
import { parseScratchMark, type ScratchMark } from './scratch/scratchMark';

/** In what the tables of a database that this tool has restored are not as the dump has them. */
export interface Restored {
  readonly leftOut: readonly OptionalPart[];
  /** What stands as “C” in its place; undefined for a column that is as it was. */
  readonly collationOf: (table: TableId, column: string) => string | undefined;
}

/** @param comment Of the database; undefined for one that this tool has not restored. */
export function restoredBy(comment: Cell | undefined): Restored | undefined {
  const mark = parseScratchMark(comment);
  return (
    mark && {
      leftOut: leftOutBy(mark),
      collationOf: (table, column) => collationIn(mark, table, column),
    }
  );
}

function leftOutBy({ origin, checks }: ScratchMark): readonly OptionalPart[] {
  const parts = origin.table ? leftOutOfTables : leftOutOfDatabases;
  return checks ? [...parts, 'checks'] : parts;
}

function collationIn(
  { collations = [] }: ScratchMark,
  { schema, name }: TableId,
  column: string,
): string | undefined {
  const found = collations.find(
    ({ table, column: other }) =>
      table.schema === schema && table.name === name && other === column,
  );
  return found && typedName({ schema: 'pg_catalog', name: found.collation });
}
