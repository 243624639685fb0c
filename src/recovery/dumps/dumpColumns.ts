import { findTable } from '../../core/archive/tables';
import type { TableId } from '../../core/catalog/table';
import { definedColumns } from '../../core/archive/definedColumns';
import type { DumpFiles } from '../ports/dumps';
import { openArchiveAt } from './openDump';
import { readDumpSummary } from './readContents';

/**
 * The columns that a dump's table of contents defines the table with. Undefined where that does not tell: a plain dump
 * would have to be read whole, and a child has its parents' columns too.
 * @throws {RecoveryError} `table-not-in-dump`, and those of reading the dump.
 */
export async function dumpColumns(
  files: DumpFiles,
  path: string,
  table: TableId,
): Promise<readonly string[] | undefined> {
  if ((await readDumpSummary(files, path)).format === 'plain') {
    return undefined;
  }
  const dump = await openArchiveAt(files, path);
  try {
    return definedColumns(findTable(dump.contents, table));
  } finally {
    await dump.close();
  }
}
