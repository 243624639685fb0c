import type { ArchiveTable } from '../../core/archive/tables';
import type { TableId } from '../../core/catalog/table';
import type { KeptVerification } from './keptVerification';
import { CountedRows, TableFamilies } from './tableFamilies';

/**
 * The rows of a table, its partitions and its inheritance children, out of what reading the dump whole has
 * counted. Undefined where they must be counted in the dump itself.
 */
export function knownRows(
  table: TableId,
  tables: readonly ArchiveTable[],
  { ok, tables: checked }: KeptVerification,
): number | undefined {
  const families = new TableFamilies(tables);
  const own = families.find(table);
  if (!ok || !own || own.kind === 'matview' || own.kind === 'foreign') {
    return undefined;
  }
  const holders = families
    .familyOf(own)
    .filter(({ kind }) => kind === 'table' || kind === 'partition');
  return new CountedRows(checked).sumOf(holders);
}
