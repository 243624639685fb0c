import { dumpTimeText } from '../../core/dumpTime/dumpTime';
import { typedName } from '../../core/catalog/tableName';
import { trustOfDump } from '../../engine/trust';
import { dumpFiles } from '../../files/dumpFile';
import { type DumpContents, readDumpContents } from '../../recovery/dumps/readContents';
import { command, operand } from '../command';
import type { Command } from '../commandSpec';
import { aligned, asIs, counted } from '../text';

export const toc: Command = command(
  {
    name: 'toc',
    summary: 'Shows what a dump holds. Executes nothing, starts nothing.',
    operand: { name: 'DUMP', help: 'A file or folder that pg_dump wrote', count: 'one' },
    options: {},
  },
  async (call) => {
    const contents = await readDumpContents(dumpFiles, operand(call));
    const { facts: trust } = await trustOfDump(contents, undefined);
    return { fields: { ...contents, trust }, text: contentsText(contents) };
  },
);

function formatText(dump: DumpContents['dump']): string {
  const { format, archiveVersion } = dump;
  const kind =
    archiveVersion === undefined ? format : `${format}, archive version ${archiveVersion}`;
  return `${kind}, ${compressionText(dump)}`;
}

function compressionText({ compression, wrapping }: DumpContents['dump']): string {
  const own = compression === 'none' ? 'not compressed' : compression;
  return wrapping === 'none' ? own : `${own}, as a whole compressed with ${wrapping}`;
}

function contentsText({ dump, tables, entries }: DumpContents): string {
  const facts = [
    ['Dump', asIs(dump.path)],
    ['Format', formatText(dump)],
    ['Made', dumpTimeText(dump.createdAt)],
    ['Of', `${dump.database && `database ${dump.database}, `}PostgreSQL ${dump.serverVersion}`],
    ['Size', counted(dump.bytes, 'byte')],
    ['Holds', `${counted(tables.length, 'table')} in ${counted(entries, 'entry', 'entries')}`],
  ];
  const listed = tables.map(({ schema, name, kind, hasData, rowSecurity }) => [
    asIs(typedName({ schema, name })),
    [
      ...(kind === 'table' ? [] : [kind]),
      ...(hasData || kind === 'partitioned' ? [] : ['no rows in the dump']),
      ...(rowSecurity ? ['row security'] : []),
    ].join(', '),
  ]);
  return `${aligned(facts, '')}\n\n${aligned(listed)}`;
}
