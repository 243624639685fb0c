import type { Reading } from '../../core/archive/archiveData';
import { tablesIn } from '../../core/archive/tables';
import type { TableId } from '../../core/catalog/table';
import type { TableName } from '../../core/catalog/tableName';
import { planDatabaseRestore } from '../../core/restore/databasePlan';
import type { OpenDump } from '../../core/restore/openDump';
import { type PlanScope, planTableRestore, type RestorePlan } from '../../core/restore/plan';
import { dumpTable } from '../dumps/dumpTable';
import { type ClosableDump, openDump } from '../dumps/openDump';
import type { DumpFiles } from '../ports/dumps';
import type { EngineName } from '../ports/restoreEngine';
import type { Work } from '../work';

export interface RestoreRequest {
  readonly dump: string;
  /** Undefined: the whole database. */
  readonly table: TableName | undefined;
  /** `auto`: pg_restore where one can read the archive and suits the server, else the built-in engine. */
  readonly engine: 'auto' | EngineName;
  /** How many connections may work side by side; 1 where the dump can only be read from front to back. */
  readonly jobs?: number;
  /** Whoever asks drops the database in the end; where that process has died, the next sweep does. */
  readonly passing?: boolean;
}

export interface TableRestoreRequest extends RestoreRequest {
  readonly table: TableName;
}

/** A dump that is open, and what is to be restored out of it. */
export interface OpenRestore {
  readonly dump: ClosableDump;
  /** Undefined: the whole database. */
  readonly table: TableId | undefined;
  readonly engine: RestoreRequest['engine'];
  readonly jobs: number;
  readonly passing: boolean;
}

export interface OpenTableRestore extends OpenRestore {
  readonly table: TableId;
}

/**
 * Opens the dump and finds the table, so that what is wrong with either is told before anything is made.
 * Whoever asked closes the dump.
 * @throws {RecoveryError} those of reading a dump, `table-not-in-dump`, `ambiguous-table`.
 */
export async function openRestore(
  { dump: path, table: name, engine, jobs = 1, passing = false }: RestoreRequest,
  files: DumpFiles,
  work: Work,
): Promise<OpenRestore> {
  const dump = await openDump(files, path, readingProgress(work));
  try {
    const table = name && dumpTable(name, tablesIn(dump.contents));
    const opened = { dump, table, engine, passing, jobs: dump.wrapping === 'none' ? jobs : 1 };
    planOf(opened, 'closure');
    return opened;
  } catch (error) {
    await dump.close();
    throw error;
  }
}

/** What the restore takes out of the dump. @throws {RecoveryError} `table-not-in-dump`. */
export function planOf(
  { dump, table }: { readonly dump: OpenDump; readonly table: TableId | undefined },
  scope: PlanScope,
): RestorePlan {
  return table ? planTableRestore(dump.contents, table, scope) : planDatabaseRestore(dump.contents);
}

/** Of a plain dump, which is read to its end first. */
function readingProgress({ signal, progress }: Work): Reading {
  let done = 0;
  return {
    signal,
    onRead: (bytes) => {
      done += bytes;
      progress({ phase: 'reading the dump', done, total: undefined, unit: 'bytes' });
    },
  };
}
