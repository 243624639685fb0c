import { type Entries, findTable } from '../../core/archive/tables';
import type { TableId } from '../../core/catalog/table';
import { definedColumns } from '../../core/archive/definedColumns';
import { definedKeys } from '../../core/restore/definedKeys';
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
  return fromContents(files, path, (contents) => definedColumns(findTable(contents, table)));
}

/**
 * The columns of each key that a dump's table of contents gives the table; undefined where that does not tell.
 * @throws {RecoveryError} as {@link dumpColumns}.
 */
export async function dumpKeys(
  files: DumpFiles,
  path: string,
  table: TableId,
): Promise<readonly (readonly string[])[] | undefined> {
  return fromContents(files, path, (contents) => definedKeys(contents, table));
}

async function fromContents<T>(
  files: DumpFiles,
  path: string,
  look: (contents: Entries) => T,
): Promise<T | undefined> {
  if ((await readDumpSummary(files, path)).format === 'plain') {
    return undefined;
  }
  const dump = await openArchiveAt(files, path);
  try {
    return look(dump.contents);
  } finally {
    await dump.close();
  }
}
