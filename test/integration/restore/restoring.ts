import { dumpFiles } from '../../../src/files/dumpFile';
import { pgRestore } from '../../../src/pgtools/restore/pgRestore';
import { PrivateServer, stopPrivateServer } from '../../../src/pgtools/server/privateServer';
import { processes } from '../../../src/pgtools/server/processes';
import { builtInRestore } from '../../../src/postgres/scratch/builtInRestore';
import { privateServerSetup } from '../../../src/postgres/scratch/privateServerSetup';
import { restoreMonitor, scratchContents } from '../../../src/postgres/scratch/restoreTarget';
import { scratchDatabases } from '../../../src/postgres/scratch/scratchDatabases';
import type { TableId } from '../../../src/core/catalog/table';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import type { RestoreRequest } from '../../../src/recovery/restore/openRestore';
import {
  type RestoredDump,
  type RestoreServices,
  restoreDump,
} from '../../../src/recovery/restore/restoreDump';
import { connected, testServer } from '../../support/postgres';
import { quietWork } from '../../support/dumps';

/** Everything real, on the shared server, as its ordinary role. */
export async function realServices(
  server?: ConnectionSettings,
): Promise<RestoreServices & { readonly server: ConnectionSettings }> {
  const settings = server ?? (await testServer()).owner;
  return {
    dumps: dumpFiles,
    scratch: scratchDatabases(settings),
    contents: scratchContents,
    processes,
    builtIn: builtInRestore,
    pgRestore: pgRestore({ monitor: restoreMonitor }),
    server: settings,
  };
}

/** Restores on the shared server, or the one given; looks at the database, and drops it. */
export async function withRestored<T>(
  request: RestoreRequest,
  use: (restored: RestoredDump) => Promise<T>,
  server?: ConnectionSettings,
): Promise<T> {
  const services = await realServices(server);
  const restored = await restoreDump(request, services, quietWork());
  try {
    return await use(restored);
  } finally {
    await services.scratch.drop(restored.database);
  }
}

/** A server as new as the newest fixtures: the packaged one where the shared one is older. */
export async function newServer(): Promise<{ owner: ConnectionSettings; stop(): Promise<void> }> {
  const shared = await testServer();
  if (shared.major >= 18) {
    return { owner: shared.owner, stop: () => Promise.resolve() };
  }
  const address = { home: shared.home, name: 'tests-18' };
  const setup = privateServerSetup;
  const lease = await PrivateServer.acquire({ ...address, setup, preferredMajor: 18 }, quietWork());
  return {
    owner: lease.owner,
    stop: () => stopPrivateServer({ ...address, discard: true }, quietWork().signal),
  };
}

/** Names of all databases that look like scratch, marked or not. */
export async function scratchNames(): Promise<readonly string[]> {
  const { superuser } = await testServer();
  return connected(superuser, async (session) => {
    const rows = await session.rows(
      `select datname
         from pg_catalog.pg_database
        where datname like 'pra\\_scratch\\_%'
        order by datname`,
    );
    return rows.map(([name]) => String(name));
  });
}

export function tableNamed(schema: string, name: string): TableId {
  return { schema, name };
}
