import { parseTableName, typedName } from '../../core/catalog/tableName';
import { tableLabel } from '../../core/catalog/table';
import { sizeText } from '../../core/sizeText';
import { withConnections } from '../../engine/connections';
import { openIncident } from '../../engine/incidents';
import { snapshotTable } from '../../engine/tableSnapshots';
import { command } from '../command';
import type { Command, CommandSpec } from '../commandSpec';
import { counted, paragraphs, printable, rounded, shellWord } from '../text';

const spec = {
  name: 'snapshot',
  summary:
    'Writes definition and rows of a table as it is now into a file, with its SHA-256 beside.',
  options: {
    live: { type: 'text', value: 'CONN', help: 'Production; it is only read', required: true },
    table: { type: 'text', value: 'TABLE', help: 'schema.table, quoted as in SQL', required: true },
    out: {
      type: 'text',
      value: 'FILE',
      help: 'A new file, read by psql and as a dump',
      required: true,
    },
    dir: { type: 'text', value: 'DIR', help: 'The incident whose journal is to tell of it' },
  },
} as const satisfies CommandSpec;

export const snapshot: Command = command(spec, (call) =>
  withConnections(call, async (connections) => {
    const { options } = call;
    const incident = options.dir === undefined ? undefined : await openIncident(options.dir);
    const live = await connections.connection(options.live);
    const begun = performance.now();
    const order = { live, table: parseTableName(options.table), out: options.out };
    const { table, origin, path, ...saved } = await snapshotTable(order, call);
    const { bytes, rows, sha256, notices } = saved;
    await incident?.note({ step: 'snapshot', file: path, bytes, rows, sha256, ...origin });
    const seconds = rounded((performance.now() - begun) / 1000);
    return {
      fields: { table: typedName(table), file: path, ...saved, seconds },
      text: paragraphs(
        `${printable(tableLabel(table))}: ${counted(rows, 'row')}, ${sizeText(bytes)}, in ${shellWord(path)}.`,
        `SHA-256 ${sha256}; sha256sum -c ${shellWord(`${path}.sha256`)} checks it.`,
        ...notices.map((notice) => `Note: ${printable(notice)}`),
      ),
    };
  }),
);
