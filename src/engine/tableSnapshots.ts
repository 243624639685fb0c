import path from 'node:path';
import type { TableId } from '../core/catalog/table';
import type { TableName } from '../core/catalog/tableName';
import { RowsFile } from '../files/newFile';
import { openTableSnapshot } from '../postgres/tableSnapshot/tableSnapshot';
import type { ConnectionSettings } from '../recovery/connectionSettings';
import { saveSnapshot, type SavedSnapshot } from '../recovery/snapshot/saveSnapshot';
import type { EngineHost } from './engineHost';

export interface SnapshotOrder {
  readonly live: ConnectionSettings;
  readonly table: TableName;
  /** The file: a new one. */
  readonly out: string;
}

/**
 * Writes definition and rows of a table as it is now into a file.
 * @throws {RecoveryError} those of opening a snapshot and of {@link saveSnapshot}; `usage` where the file is there.
 */
export async function snapshotTable(
  { live, table, out }: SnapshotOrder,
  { work, program }: EngineHost,
): Promise<SavedSnapshot & { readonly table: TableId }> {
  // First: who names a file that is there need not wait for the server.
  const file = await RowsFile.create(path.resolve(out));
  try {
    const snapshot = await openTableSnapshot(live, table, { tool: program.tool }, work.signal);
    return { table: snapshot.table, ...(await saveSnapshot(snapshot, file, work)) };
  } finally {
    await file.discard();
  }
}
