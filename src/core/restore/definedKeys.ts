import type { TocEntry } from '../archive/contents';
import { definedColumns } from '../archive/definedColumns';
import { type Entries, findTable, tableOf } from '../archive/tables';
import type { TableId } from '../catalog/table';
import { keyColumnsIn } from './keyDefinition';

/** How a dump defines a table, as far as its definition tells. */
export interface DefinedTable extends TableId {
  /** See {@link definedColumns}. */
  readonly columns?: readonly string[] | undefined;
  /** See {@link definedKeys}. */
  readonly keys?: readonly (readonly string[])[] | undefined;
}

/**
 * The columns of each key that a dump gives a table; undefined where its definition has one within, which pg_dump
 * does not write so.
 * @throws {RecoveryError} `table-not-in-dump`.
 */
export function definedKeys(
  contents: Entries,
  table: TableId,
): readonly (readonly string[])[] | undefined {
  return keysOf(findTable(contents, table), contents.entries.filter(isKeyEntry));
}

/** Of every table of the dump. */
export function definedTables(contents: Entries): readonly DefinedTable[] {
  const keys = keyEntriesByTable(contents);
  return contents.entries
    .filter(({ desc }) => desc === 'TABLE')
    .map((entry) => ({
      ...tableOf(entry),
      columns: definedColumns(entry),
      keys: keysOf(entry, keys.get(entry.dumpId) ?? []),
    }));
}

function keyEntriesByTable({ entries }: Entries): ReadonlyMap<number, readonly TocEntry[]> {
  const found = new Map<number, TocEntry[]>();
  for (const entry of entries.filter(isKeyEntry)) {
    for (const dumpId of entry.dependencies) {
      found.set(dumpId, [...(found.get(dumpId) ?? []), entry]);
    }
  }
  return found;
}

function keysOf(
  { dumpId, definition }: TocEntry,
  keyEntries: readonly TocEntry[],
): readonly (readonly string[])[] | undefined {
  if (/\b(?:primary\s+key|unique)\b/i.test(definition)) {
    return undefined;
  }
  return keyEntries
    .filter(({ dependencies }) => dependencies.includes(dumpId))
    .flatMap((entry) => {
      const columns = keyColumnsIn(entry.definition);
      return columns ? [columns] : [];
    });
}

function isKeyEntry({ desc }: TocEntry): boolean {
  return desc === 'CONSTRAINT' || desc === 'INDEX';
}
