import path from 'node:path';
import type { ColumnChoice } from '../../src/core/diff/comparedTable';
import { type Scope, wholeTable } from '../../src/core/diff/scope';
import { runComparison } from '../../src/engine/reviewing';
import type { ConnectionSettings } from '../../src/recovery/connectionSettings';
import { connected, quiet, testServer } from './postgres';

export const program = {
  ...{ tool: 'pra test', language: 'en' as const, mediaFolder: 'media' },
  ...{ pgRestore: undefined, postgresBinaries: undefined },
};

/** A table as it was, and what was done to it in production. */
export interface Scene {
  readonly table: string;
  readonly backup: string;
  readonly damage: string;
  readonly columns?: ColumnChoice;
  /** Which rows are compared; all where not said. */
  readonly scope?: Scope;
}

/** The two sides, compared into an incident in the folder. */
export async function reviewedIncident(
  home: string,
  { table, backup: made, damage, columns = {}, scope = wholeTable }: Scene,
): Promise<{ readonly dir: string; readonly live: ConnectionSettings }> {
  const server = await testServer();
  const [backup, live] = [await server.createDatabase(), await server.createDatabase()];
  await connected(backup, (side) => side.query(made));
  await connected(live, (side) => side.query(`${made}; ${damage}`));
  const dir = path.join(home, 'incident');
  const dump = { path: 'a.dump', createdAt: '2026-11-22T02:00:00', sha256: undefined };
  const order = { backup, live, dump, columns, scope, out: dir };
  await runComparison(
    { ...order, table: { schema: 'public', name: table } },
    { work: quiet, say: () => undefined, program },
  );
  return { dir, live };
}
