import { parseTableName, typedName } from '../../core/catalog/tableName';
import { RecoveryError } from '../../core/errors';
import type { Volume } from '../../core/volumes/volume';
import { withConnections } from '../../engine/connections';
import { volumesOf } from '../../engine/volumes';
import type { DumpVolume, Volumes } from '../../recovery/dumps/volumes';
import { usage } from '../argv';
import { command } from '../command';
import type { Command, CommandSpec } from '../commandSpec';
import { columnNames } from '../columnNames';
import { describe } from '../output';
import { count, counted } from '../text';
import { volumesText } from '../volumesText';

const spec = {
  name: 'volumes',
  summary: 'Counts a table in every dump and in production: where its rows went.',
  operand: { name: 'DUMP', help: 'Files or folders that pg_dump wrote', count: 'several' },
  options: {
    table: { type: 'text', value: 'TABLE', help: 'schema.table, quoted as in SQL', required: true },
    live: { type: 'text', value: 'CONN', help: 'Production, to be counted too; it is only read' },
    by: { type: 'text', value: 'COLUMN', help: 'Also by value of it, or by day where it has one' },
  },
} as const satisfies CommandSpec;

export const volumes: Command = command(spec, (call) =>
  withConnections(call, async (connections) => {
    const { operands, options, work } = call;
    const request = {
      table: parseTableName(options.table),
      by: oneColumn(options.by),
      dumps: operands,
      live: options.live === undefined ? undefined : await connections.connection(options.live),
    };
    const found = await volumesOf(request, work);
    const table = found.table === undefined ? options.table : typedName(found.table);
    const failure = failureOf(found.dumps);
    return {
      fields: { table, ...fieldsOf(found) },
      text: volumesText(table, found, request.by),
      ...(failure ? { failure } : {}),
    };
  }),
);

function oneColumn(text: string | undefined): string | undefined {
  const names = columnNames(text) ?? [];
  if (text !== undefined && names.length !== 1) {
    throw usage(spec, '--by takes one column.');
  }
  return names[0];
}

function fieldsOf({ dumps, live }: Volumes): Readonly<Record<string, unknown>> {
  return {
    dumps: dumps.map(({ path, createdAt = null, found }) => ({
      ...{ path, createdAt },
      ...(found instanceof RecoveryError
        ? { rows: null, error: describe(found) }
        : volumeFields(found)),
    })),
    ...(live ? { live: { at: live.at, ...volumeFields(live.volume) } } : {}),
  };
}

function volumeFields({ rows, by }: Volume): Readonly<Record<string, unknown>> {
  return { rows, ...(by ? { by: by.values, otherRows: by.otherRows } : {}) };
}

/** What is wrong with the dump where one was asked about, else how many could not be counted. */
function failureOf(dumps: readonly DumpVolume[]): RecoveryError | undefined {
  const bad = dumps.flatMap(({ path, found }) =>
    found instanceof RecoveryError ? [{ path, error: found }] : [],
  );
  const [first] = bad;
  if (!first || dumps.length === 1) {
    return first?.error;
  }
  return new RecoveryError(
    first.error.code,
    `In ${count(bad.length)} of ${counted(dumps.length, 'dump')} the table cannot be counted.`,
    { hint: `The first: ${first.path}: ${first.error.message}` },
  );
}
