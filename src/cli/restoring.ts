import { parseTableName } from '../core/catalog/tableName';
import { dumpFiles } from '../files/dumpFile';
import { pgRestore } from '../pgtools/restore/pgRestore';
import { processes } from '../pgtools/server/processes';
import { builtInRestore } from '../postgres/scratch/builtInRestore';
import { restoreMonitor, scratchContents } from '../postgres/scratch/restoreTarget';
import { scratchDatabases } from '../postgres/scratch/scratchDatabases';
import { dumpTable } from '../recovery/dumps/dumpTable';
import { readDumpContents } from '../recovery/dumps/readContents';
import type { ScratchDatabases } from '../recovery/ports/scratch';
import type { RestoreRequest, RestoreServices } from '../recovery/restore/restoreTable';
import { usage } from './argv';
import type { CommandSpec } from './commandSpec';
import type { ScratchServer } from './connections';

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
  'allow-superuser': {
    type: 'flag',
    help: 'Restore as a superuser though code of the dump runs with its rights',
  },
} as const satisfies CommandSpec['options'];

/** `PRA_PG_RESTORE` names the program, or its folder, where another than the fittest is to serve. */
export function restoreServices(scratch: ScratchDatabases): RestoreServices {
  return {
    dumps: dumpFiles,
    scratch,
    contents: scratchContents,
    processes,
    builtIn: builtInRestore,
    pgRestore: pgRestore({ monitor: restoreMonitor, setting: process.env['PRA_PG_RESTORE'] }),
  };
}

export function databasesOf(
  { settings }: ScratchServer,
  allowSuperuser: boolean,
): ScratchDatabases {
  return scratchDatabases(settings, { allowSuperuser });
}

/** Reads the table of contents only. */
export async function restoreRequest(
  spec: CommandSpec,
  dump: string,
  { table, engine = 'auto' }: { readonly table: string; readonly engine: string | undefined },
): Promise<RestoreRequest> {
  if (engine !== 'auto' && engine !== 'pg_restore' && engine !== 'built-in') {
    throw usage(spec, `There is no engine “${engine}”.`);
  }
  const { tables } = await readDumpContents(dumpFiles, dump);
  return { dump, table: dumpTable(parseTableName(table), tables), engine };
}
