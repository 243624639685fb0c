import { parseTableName, typedName } from '../../core/catalog/tableName';
import { markedLines } from '../../core/diff/rows/lineMarks';
import { withConnections } from '../../engine/connections';
import { type ComparedStructure, compareStructure } from '../../engine/structure';
import { command } from '../command';
import type { Command, CommandSpec } from '../commandSpec';
import { columnPairs } from '../columnNames';
import { mapOption, obstacleLine, sideOptions, structureText } from '../comparing';
import { asIs, paragraphs, printable } from '../text';

const spec = {
  name: 'structure',
  summary: 'Shows how a table is defined in the backup and in production, and what differs.',
  options: { ...sideOptions, ...mapOption },
} as const satisfies CommandSpec;

export const structure: Command = command(spec, (call) =>
  withConnections(call, async (connections) => {
    const { options, work } = call;
    const found = await compareStructure(
      {
        backup: await connections.connection(options.backup),
        live: await connections.connection(options.live),
        table: parseTableName(options.table),
        map: columnPairs(options.map),
      },
      work.signal,
    );
    const { table, ...fields } = found;
    return { fields: { table: typedName(table), ...fields }, text: structureAnswer(found) };
  }),
);

function structureAnswer({ ddl, structure: differences, obstacles }: ComparedStructure): string {
  const lines = markedLines(ddl.backup, ddl.live)
    .split('\n')
    .map((line) => asIs(printable(line)));
  return paragraphs(
    ...obstacles.map(obstacleLine),
    ddl.backup === ddl.live
      ? 'The definition is the same on both sides:'
      : 'The definition; - only in the backup, + only in production:',
    lines.join('\n'),
    structureText(differences),
  );
}
