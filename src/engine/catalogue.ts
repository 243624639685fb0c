import { bySchema } from '../core/catalog/bySchema';
import { parseConnection } from '../postgres/connection/parseConnection';
import {
  listTables,
  type ListedTable,
  serverFacts,
  type ServerFacts,
} from '../postgres/tableListing';
import type { ConnectionSettings } from '../recovery/connectionSettings';

/** A libpq URI or keyword string, as psql would read it here. @throws {RecoveryError} `usage`. */
export function connectionFrom(text: string): ConnectionSettings {
  return parseConnection(text);
}

/** Connects once, only reading. @throws {RecoveryError} those of the connection. */
export async function tryConnection(
  settings: ConnectionSettings,
  signal: AbortSignal,
): Promise<ServerFacts> {
  return serverFacts(settings, signal);
}

export interface ListedSchema {
  readonly name: string;
  readonly tables: readonly ListedTable[];
}

/** The schemas that hold tables, with these. */
export async function schemasOf(
  settings: ConnectionSettings,
  signal: AbortSignal,
): Promise<readonly ListedSchema[]> {
  const schemas = bySchema(await listTables(settings, signal), ({ id }) => id.schema);
  return Array.from(schemas, ([name, tables]) => ({ name, tables }));
}
