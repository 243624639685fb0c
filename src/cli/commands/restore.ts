import { availableParallelism } from 'node:os';
import { tableLabel } from '../../core/catalog/table';
import { parseTableName } from '../../core/catalog/tableName';
import type { RestoreRequest } from '../../recovery/restore/openRestore';
import type { RestoredDump } from '../../recovery/restore/restoreDump';
import { usage } from '../argv';
import { command, operand } from '../command';
import type { Command, CommandSpec } from '../commandSpec';
import { withConnections } from '../../engine/connections';
import { runRestore } from '../../engine/restoring';
import { productionServers, restoreForm, restoreOptions } from '../restoring';
import { aligned, asIs, count, paragraphs, printable, rounded, shellWord } from '../text';

const spec = {
  name: 'restore',
  summary: 'Restores a table of a dump, or all, into a new scratch database, which stays.',
  operand: { name: 'DUMP', help: 'A file or folder that pg_dump wrote', count: 'one' },
  options: {
    table: { type: 'text', value: 'TABLE', help: 'schema.table, quoted as in SQL' },
    all: { type: 'flag', help: 'The whole database instead of a table' },
    ...restoreOptions,
    production: {
      type: 'list',
      value: 'CONN',
      help: 'A production whose server is not to be restored into; may be repeated',
    },
  },
} as const satisfies CommandSpec;

export const restore: Command = command(spec, (call) =>
  withConnections(call, async (connections) => {
    const { options } = call;
    const restore = requestOf(operand(call), options);
    const allowSuperuser = options['allow-superuser'];
    const productions = await productionServers(options, connections);
    const order = { restore, scratch: options.scratch, allowSuperuser, productions };
    const restored = await runRestore(order, connections, call);
    const { database, engine, engineVersion, tables, skipped, warnings, seconds, conn } = restored;
    return {
      fields: {
        scratch: { conn, database },
        ...{ engine, engineVersion, tables, skipped, warnings, seconds: rounded(seconds) },
      },
      text: restoredText(restored, conn),
    };
  }),
);

interface RestoreWords {
  readonly table: string | undefined;
  readonly all: boolean;
  readonly engine: string | undefined;
  readonly jobs: string | undefined;
}

function requestOf(dump: string, { table, all, ...words }: RestoreWords): RestoreRequest {
  if ((table !== undefined) === all) {
    throw usage(spec, 'Name a table by --table, or say --all.');
  }
  const form = restoreForm(spec, words, all ? Math.min(4, availableParallelism()) : 1);
  return { dump, table: table === undefined ? undefined : parseTableName(table), ...form };
}

function restoredText(restored: RestoredDump, conn: string): string {
  const { engine, engineVersion, tables, skipped, warnings, seconds } = restored;
  const program = engineVersion === undefined ? engine : `${engine} ${engineVersion}`;
  return paragraphs(
    `Restored in ${seconds.toFixed(1)} s by ${program}:`,
    aligned(tables.map((table) => [asIs(tableLabel(table)), count(table.rows), 'rows'])),
    skipped.length > 0 && `Left out:\n${skippedText(skipped)}`,
    ...warnings.map((warning) => `Note: ${printable(warning)}`),
    `Before you trust it: pra figures --backup ${shellWord(conn)} --live CONN --table TABLE`,
    `It stays until pra scratch drop. As a CONN: ${printable(conn)}`,
  );
}

/** Many of one kind and reason are one line. */
function skippedText(skipped: RestoredDump['skipped']): string {
  const alike = new Map<string, RestoredDump['skipped'][number][]>();
  for (const entry of skipped) {
    const key = `${entry.desc}\0${entry.reason}`;
    alike.set(key, [...(alike.get(key) ?? []), entry]);
  }
  return aligned(
    [...alike.values()].flatMap((entries) =>
      entries.length <= mostListed
        ? entries.map(({ desc, name, reason }) => [asIs(desc), asIs(name), reason])
        : entries
            .slice(0, 1)
            .map(({ desc, reason }) => [asIs(desc), `${count(entries.length)} of them`, reason]),
    ),
  );
}

const mostListed = 5;
