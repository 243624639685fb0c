import { serverNames } from '../../../src/pgtools/server/serverFolder';
import { stopPrivateServer } from '../../../src/pgtools/server/privateServer';
import { quiet } from '../postgres';

/** Ends the PostgreSQL servers that a program started in a data home of a test's own. */
export async function stopPrivateServers(home: string): Promise<void> {
  for (const name of await serverNames(home)) {
    await stopPrivateServer({ home, name, discard: true }, quiet.signal);
  }
}
