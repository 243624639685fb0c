import { type TableActivity, tableActivity } from '../../core/activity/tableActivity';
import type { TableName } from '../../core/catalog/tableName';
import type { ActivitySource } from '../ports/activity';

/**
 * Who holds or waits for locks on a table just now, who has written to it and is not done, and who waits for whom.
 * @throws {RecoveryError} as {@link ActivitySource.activityOn}.
 */
export async function whoIsWriting(
  table: TableName,
  production: ActivitySource,
): Promise<TableActivity> {
  return tableActivity(await production.activityOn(table));
}
