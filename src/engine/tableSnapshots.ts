import path from 'node:path';
import type { TableId } from '../core/catalog/table';
import type { TableName } from '../core/catalog/tableName';
import type { TableIdentity } from '../core/correction/plan';
import type { IncidentFolder } from '../files/incidentFolder';
import { RowsFile } from '../files/newFile';
import { PostgresCorrectionTarget } from '../postgres/correction/target';
import { type ExportFormat, openTableExport } from '../postgres/tableSnapshot/tableExport';
import { openTableSnapshot } from '../postgres/tableSnapshot/tableSnapshot';
import type { ConnectionSettings } from '../recovery/connectionSettings';
import type { TableSnapshot } from '../recovery/ports/tableSnapshot';
import { keepDamagedState, keepSnapshot } from '../recovery/snapshot/keepDamagedState';
import { saveTable, type SavedTable } from '../recovery/snapshot/saveTable';
import type { EngineHost } from './engineHost';

export interface SnapshotOrder {
  readonly live: ConnectionSettings;
  readonly table: TableName;
  /** The file: a new one. */
  readonly out: string;
}

/**
 * Writes definition and rows of a table as it is now into a file.
 * @throws {RecoveryError} those of opening a snapshot and of {@link saveTable}; `usage` where the file is there.
 */
export async function snapshotTable(
  { live, table, out }: SnapshotOrder,
  { work, program }: EngineHost,
): Promise<SavedTable & Pick<TableSnapshot, 'table' | 'origin'>> {
  // First: who names a file that is there need not wait for the server.
  const file = await RowsFile.create(path.resolve(out));
  try {
    const snapshot = await openTableSnapshot(live, table, { tool: program.tool }, work.signal);
    const { origin } = snapshot;
    return { table: snapshot.table, origin, ...(await saveTable(snapshot, file, work)) };
  } finally {
    await file.discard();
  }
}

export interface ExportOrder {
  readonly from: ConnectionSettings;
  readonly table: TableName;
  readonly condition: string | undefined;
  readonly format: ExportFormat;
  /** The file: a new one. */
  readonly out: string;
}

/**
 * Writes rows of a table as it is now into a file, as CSV or INSERTs.
 * @throws {RecoveryError} those of opening an export and of {@link saveTable}; `usage` where the file is there.
 */
export async function exportTable(
  { from, out, ...asked }: ExportOrder,
  { work, program }: EngineHost,
): Promise<SavedTable & { readonly table: TableId }> {
  const file = await RowsFile.create(path.resolve(out));
  try {
    const request = { ...asked, tool: program.tool };
    const text = await openTableExport(from, request, work.signal);
    return { table: text.table, ...(await saveTable(text, file, work)) };
  } finally {
    await file.discard();
  }
}

export interface KeptOrder {
  readonly incident: IncidentFolder;
  readonly live: ConnectionSettings;
  /** The one that was compared, or before that by its name. */
  readonly table: TableIdentity | TableName;
}

/**
 * Writes the damaged table of an incident into its folder, as the first apply would, which then takes no other.
 * @throws {RecoveryError} those of {@link keepDamagedState}, and of opening a snapshot by name.
 */
export async function keepInIncident(
  { incident, live, table }: KeptOrder,
  { work, program: { tool } }: EngineHost,
): Promise<SavedTable> {
  if ('tableOid' in table) {
    const target = new PostgresCorrectionTarget(live);
    return keepDamagedState({ target, incident, identity: table, tool }, work);
  }
  const snapshot = await openTableSnapshot(live, table, { tool }, work.signal);
  return keepSnapshot(snapshot, incident, work);
}
