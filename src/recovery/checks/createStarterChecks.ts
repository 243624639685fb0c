import type { CheckSide } from '../../core/checks/check';
import { starterChecks } from '../../core/checks/starterChecks';
import type { TableId } from '../../core/catalog/table';
import type { TableName } from '../../core/catalog/tableName';
import type { ConnectionSettings } from '../connectionSettings';
import type { CheckFolder, ObserveTable } from '../ports/checks';

export interface StarterRequest {
  readonly table: TableName;
  /** Where the table is looked at. */
  readonly from: { readonly side: CheckSide; readonly connection: ConnectionSettings };
}

export interface StartersWritten {
  readonly table: TableId;
  /** Names of files. */
  readonly written: readonly string[];
  /** Were there already, and stay as they are. */
  readonly kept: readonly string[];
}

/**
 * Looks at a table's rows and writes what held in them as checks into a folder.
 * @throws {RecoveryError} those of the connection and of finding the table, `row-security`; `usage`, `disk-full`.
 */
export async function createStarterChecks(
  { table, from: { side, connection } }: StarterRequest,
  ports: { readonly observe: ObserveTable; readonly folder: Pick<CheckFolder, 'add'> },
  signal: AbortSignal,
): Promise<StartersWritten> {
  const observed = await ports.observe(connection, table, signal);
  const written: string[] = [];
  const kept: string[] = [];
  for (const { file, text } of starterChecks(observed, side)) {
    const isNew = await ports.folder.add(file, text);
    (isNew ? written : kept).push(file);
  }
  return { table: observed.table, written, kept };
}
