import { parseTableName } from '../core/catalog/tableName';
import { dumpFiles } from '../files/dumpFile';
import { dumpTable } from '../recovery/dumps/dumpTable';
import { restorableTables } from '../recovery/dumps/readContents';
import type { RestoreRequest } from '../recovery/restore/restoreTable';
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
  'allow-superuser': {
    type: 'flag',
    help: 'Restore as a superuser though code of the dump runs with its rights',
  },
} as const satisfies CommandSpec['options'];

/** Reads the table of contents only. */
export async function restoreRequest(
  spec: CommandSpec,
  dump: string,
  { table, engine = 'auto' }: { readonly table: string; readonly engine: string | undefined },
): Promise<RestoreRequest> {
  if (engine !== 'auto' && engine !== 'pg_restore' && engine !== 'built-in') {
    throw usage(spec, `There is no engine “${engine}”.`);
  }
  const tables = await restorableTables(dumpFiles, dump);
  return { dump, table: dumpTable(parseTableName(table), tables), engine };
}
