import type { SeenActivity } from '../../core/activity/tableActivity';
import type { TableName } from '../../core/catalog/tableName';

/** A production server that can be asked who is at work on one of its tables. */
export interface ActivitySource {
  /**
   * Takes no lock on the table.
   * @throws {RecoveryError} `table-not-found`, `ambiguous-table`, and those of the connection.
   */
  activityOn(table: TableName): Promise<SeenActivity>;
}
