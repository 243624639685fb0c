import { tableLabel } from '../../core/catalog/table';
import type { LiveTable } from '../connections/liveTable';

/** Where something is about to be done: a line each for the server, the database and the table. */
export function placeLines({ profile, settings, table }: LiveTable): readonly string[] {
  return [
    `Server: ${settings.host}:${settings.port} (${profile.name}, PRODUCTION)`,
    `Database: ${settings.database}`,
    `Table: ${tableLabel(table)}`,
  ];
}
