import type { Connections } from '../engine/connections';
import { connectionLabel } from '../recovery/connectionSettings';
import type { ProductionServers } from '../recovery/restore/notOnProduction';
import type { RestoreRequest } from '../recovery/restore/openRestore';
import { usage } from './argv';
import type { CommandSpec } from './commandSpec';

/** Options of every command that restores. */
export const restoreOptions = {
  scratch: {
    type: 'text',
    value: 'SCRATCH',
    help: 'Where scratch databases are made: a CONN, or local (the default), the private server',
  },
  engine: {
    type: 'text',
    value: 'auto|pg_restore|built-in',
    help: 'What restores; auto takes pg_restore where a fitting one is found',
  },
  jobs: {
    type: 'text',
    value: 'N',
    help: 'Tables that are restored side by side (1; for --all as many as there are processors, 4 at most)',
  },
  'allow-production-server': {
    type: 'flag',
    help: 'Restore though the scratch server is one of production',
  },
  'allow-superuser': {
    type: 'flag',
    help: 'Restore as a superuser though code of the dump runs with its rights',
  },
} as const satisfies CommandSpec['options'];

/** How a command restores: by what, and how much side by side. */
export function restoreForm(
  spec: CommandSpec,
  {
    engine = 'auto',
    jobs,
  }: { readonly engine: string | undefined; readonly jobs: string | undefined },
  usualJobs: number,
): Pick<RestoreRequest, 'engine' | 'jobs'> {
  if (engine !== 'auto' && engine !== 'pg_restore' && engine !== 'built-in') {
    throw usage(spec, `There is no engine “${engine}”.`);
  }
  if (jobs !== undefined && !/^[1-9]\d?$/.test(jobs)) {
    throw usage(spec, '--jobs is no number from 1 to 99.');
  }
  return { engine, jobs: jobs === undefined ? usualJobs : Number(jobs) };
}

/** The productions that scratch databases stay away from. */
export async function productionServers(
  options: { readonly production: readonly string[]; readonly 'allow-production-server': boolean },
  connections: Connections,
): Promise<ProductionServers> {
  const known = options.production.map(async (text) => {
    const connection = await connections.connection(text);
    return { name: connectionLabel(connection), connection };
  });
  return { known: await Promise.all(known), allowed: options['allow-production-server'] };
}
