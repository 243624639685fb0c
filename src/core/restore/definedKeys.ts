import type { TableId } from '../catalog/table';
import { type Entries, findTable } from '../archive/tables';
import { keyColumnsIn } from './keyDefinition';

/**
 * The columns of each key that a dump gives a table; undefined where its definition has one within, which pg_dump
 * does not write so.
 * @throws {RecoveryError} `table-not-in-dump`.
 */
export function definedKeys(
  contents: Entries,
  table: TableId,
): readonly (readonly string[])[] | undefined {
  const { dumpId, definition } = findTable(contents, table);
  if (/\b(?:primary\s+key|unique)\b/i.test(definition)) {
    return undefined;
  }
  return contents.entries
    .filter(({ desc, dependencies }) => isKeyEntry(desc) && dependencies.includes(dumpId))
    .flatMap((entry) => {
      const columns = keyColumnsIn(entry.definition);
      return columns ? [columns] : [];
    });
}

function isKeyEntry(desc: string): boolean {
  return desc === 'CONSTRAINT' || desc === 'INDEX';
}
