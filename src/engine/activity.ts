import type { TableActivity } from '../core/activity/tableActivity';
import type { TableName } from '../core/catalog/tableName';
import { PostgresActivity } from '../postgres/activity/activity';
import { whoIsWriting } from '../recovery/activity/whoIsWriting';
import type { ConnectionSettings } from '../recovery/connectionSettings';
import { freezeOfTable } from './freezing';

/** Who is at work on a table of production just now. Only reads. @throws {RecoveryError} as {@link whoIsWriting}. */
export async function activityOf(
  table: TableName,
  live: ConnectionSettings,
  signal: AbortSignal,
): Promise<TableActivity> {
  const activity = await whoIsWriting(table, new PostgresActivity(live, signal));
  return { ...activity, freeze: await freezeOfTable(live, activity.table, signal) };
}
