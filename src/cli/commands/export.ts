import { parseTableName, typedName } from '../../core/catalog/tableName';
import { tableLabel } from '../../core/catalog/table';
import { sizeText } from '../../core/sizeText';
import { withConnections } from '../../engine/connections';
import { exportTable } from '../../engine/tableSnapshots';
import { usage } from '../argv';
import { command } from '../command';
import type { Command, CommandSpec } from '../commandSpec';
import { counted, paragraphs, printable, rounded, shellWord } from '../text';

const formats = ['csv', 'sql'] as const;

const spec = {
  name: 'export',
  summary: 'Writes rows of a table into a file, as CSV or as INSERTs, with its SHA-256 beside.',
  options: {
    from: {
      type: 'text',
      value: 'CONN',
      help: 'The database, which is only read',
      required: true,
    },
    table: { type: 'text', value: 'TABLE', help: 'schema.table, quoted as in SQL', required: true },
    where: { type: 'text', value: 'SQL', help: 'Only rows for which this condition is true' },
    format: {
      type: 'text',
      value: formats.join('|'),
      help: 'CSV as of RFC 4180, or INSERTs in one transaction',
      required: true,
    },
    out: { type: 'text', value: 'FILE', help: 'A new file', required: true },
  },
} as const satisfies CommandSpec;

export const exportCommand: Command = command(spec, (call) =>
  withConnections(call, async (connections) => {
    const { options } = call;
    const format = formats.find((one) => one === options.format);
    if (!format) {
      throw usage(spec, `--format is csv or sql, not ${printable(options.format)}.`);
    }
    const from = await connections.connection(options.from);
    const begun = performance.now();
    const order = { from, table: parseTableName(options.table), format, out: options.out };
    const done = await exportTable({ ...order, condition: options.where }, call);
    const { table, path, ...saved } = done;
    const { bytes, rows, sha256, notices } = saved;
    const seconds = rounded((performance.now() - begun) / 1000);
    return {
      fields: { table: typedName(table), file: path, format, ...saved, seconds },
      text: paragraphs(
        `${printable(tableLabel(table))}: ${counted(rows, 'row')}, ${sizeText(bytes)}, in ${shellWord(path)}.`,
        `SHA-256 ${sha256}; sha256sum -c ${shellWord(`${path}.sha256`)} checks it.`,
        ...notices.map((notice) => `Note: ${printable(notice)}`),
      ),
    };
  }),
);
