import { parseTableName } from '../../core/catalog/tableName';
import { changeLine } from '../../core/diff/changeLine';
import { LineFile } from '../../files/lineFile';
import { temporaryOverflow } from '../../files/pageFile';
import { openSnapshot } from '../../postgres/compare/snapshot';
import type { Sides } from '../../recovery/compare/bothSides';
import { type Comparison, compareTable } from '../../recovery/compare/compareTable';
import { examineChanges, withSnapshots } from '../../recovery/compare/examineChanges';
import type { Snapshot } from '../../recovery/ports/snapshot';
import type { ChangeSummary } from '../../recovery/compare/summariseChanges';
import type { Work } from '../../recovery/work';
import { command } from '../command';
import type { Command, CommandSpec } from '../commandSpec';
import {
  columnChoice,
  compareOptions,
  comparisonFields,
  comparisonText,
  connectionCount,
  detailFields,
  sideOptions,
} from '../comparing';
import { scopeOf, scopeOptions } from '../scoping';
import { withConnections } from '../../engine/connections';

const spec = {
  name: 'compare',
  summary: 'Compares a table row by row: the backup in one database, production in another.',
  options: {
    ...sideOptions,
    ...compareOptions,
    ...scopeOptions,
    details: { type: 'flag', help: 'Also by column, by pattern and by transaction' },
    changes: { type: 'text', value: 'FILE', help: 'Write every row that differs, one JSON a line' },
  },
} as const satisfies CommandSpec;

export const compare: Command = command(spec, (call) =>
  withConnections(call, async (connections) => {
    const { options, work } = call;
    const settings = {
      backup: await connections.connection(options.backup),
      live: await connections.connection(options.live),
    };
    const { table, changes, details } = options;
    const request = {
      ...{ table: parseTableName(table), ...columnChoice(options) },
      scope: await scopeOf(spec, options),
      connections: connectionCount(spec, options.connections),
    };
    const readsCells = details || changes !== undefined || options.identity !== undefined;
    return withSnapshots(settings, { open: openSnapshot, signal: work.signal }, async (sides) => {
      const comparison = await compareTable(
        { ...request, ...sides, overflow: temporaryOverflow },
        work,
      );
      try {
        const summary = readsCells
          ? await readCells(comparison, sides, { file: changes, work })
          : undefined;
        return {
          fields: {
            ...comparisonFields(comparison, summary),
            ...(details && summary ? detailFields(summary) : {}),
          },
          text: comparisonText(comparison, summary),
        };
      } finally {
        comparison.differences.close();
      }
    });
  }),
);

async function readCells(
  comparison: Comparison,
  sides: Sides<Snapshot>,
  { file, work }: { readonly file: string | undefined; readonly work: Work },
): Promise<ChangeSummary> {
  if (file === undefined) {
    return examineChanges(comparison, sides, { keep: () => Promise.resolve(), work });
  }
  const lines = await LineFile.create(file);
  try {
    const summary = await examineChanges(comparison, sides, {
      keep: (change) => lines.write(changeLine(change, comparison.table)),
      work,
    });
    await lines.finish();
    return summary;
  } catch (error) {
    await lines.discard();
    throw error;
  }
}
