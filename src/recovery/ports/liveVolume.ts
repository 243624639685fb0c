import type { TableId } from '../../core/catalog/table';
import type { TableName } from '../../core/catalog/tableName';
import type { Volume } from '../../core/volumes/volume';
import type { ConnectionSettings } from '../connectionSettings';

/** What a table holds in production at one moment. */
export interface LiveVolume {
  readonly table: TableId;
  /** The server's clock, ISO 8601. */
  readonly at: string;
  readonly volume: Volume;
}

/** Counts rows in a read-only snapshot. */
export type CountLiveRows = (
  settings: ConnectionSettings,
  counted: { readonly table: TableName; readonly by: string | undefined },
  signal: AbortSignal,
) => Promise<LiveVolume>;
