import { tableLabel } from '../../core/catalog/table';
import type { RestoredTable } from '../../recovery/restore/restoreTable';
import { command, operand } from '../command';
import type { Command, CommandSpec } from '../commandSpec';
import { withConnections } from '../../engine/connections';
import { runRestore } from '../../engine/restoring';
import { restoreOptions, restoreRequest } from '../restoring';
import { aligned, count, paragraphs, printable, rounded } from '../text';

const spec = {
  name: 'restore',
  summary: 'Restores a table of a dump into a new scratch database, which stays.',
  operand: { name: 'DUMP', help: 'A file or folder that pg_dump wrote', count: 'one' },
  options: {
    table: { type: 'text', value: 'TABLE', help: 'schema.table, quoted as in SQL', required: true },
    ...restoreOptions,
  },
} as const satisfies CommandSpec;

export const restore: Command = command(spec, (call) =>
  withConnections(call, async (connections) => {
    const { options } = call;
    // A bad dump or a misspelt table is told before any server is started.
    const restore = await restoreRequest(spec, operand(call), options);
    const allowSuperuser = options['allow-superuser'];
    const order = { restore, scratch: options.scratch, allowSuperuser };
    const restored = await runRestore(order, connections, call);
    const { database, engine, tables, skipped, warnings, seconds, conn } = restored;
    return {
      fields: {
        scratch: { conn, database },
        ...{ engine, tables, skipped, warnings, seconds: rounded(seconds) },
      },
      text: restoredText(restored, conn),
    };
  }),
);

function restoredText(restored: RestoredTable, conn: string): string {
  const { engine, tables, skipped, warnings, seconds } = restored;
  return paragraphs(
    `Restored in ${seconds.toFixed(1)} s by ${engine}:`,
    aligned(tables.map((table) => [tableLabel(table), count(table.rows), 'rows'])),
    skipped.length > 0 &&
      `Left out:\n${aligned(skipped.map(({ desc, name, reason }) => [desc, name, reason]))}`,
    ...warnings.map((warning) => `Note: ${printable(warning)}`),
    `It stays until pra scratch drop. As a CONN: ${printable(conn)}`,
  );
}
