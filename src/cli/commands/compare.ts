import { parseTableName } from '../../core/catalog/tableName';
import type { MatchedTable } from '../../core/diff/comparison';
import { changeLine } from '../../core/diff/rows/changeLine';
import { writtenLines } from '../../files/lineFile';
import { temporaryOverflow } from '../../files/pageFile';
import { openSnapshot } from '../../postgres/compare/snapshot';
import type { Sides } from '../../recovery/compare/bothSides';
import {
  type CompareRequest,
  type Comparison,
  compareTable,
  findTables,
} from '../../recovery/compare/compareTable';
import { compareWithoutKey, findKeyless } from '../../recovery/compare/compareWithoutKey';
import { examineChanges, withSnapshots } from '../../recovery/compare/examineChanges';
import type { Snapshot } from '../../recovery/ports/snapshot';
import { withAge } from '../../recovery/compare/snapshotAge';
import type { ChangeSummary } from '../../recovery/compare/summariseChanges';
import { withSignsOfLife } from '../../recovery/signsOfLife';
import type { Work } from '../../recovery/work';
import { command } from '../command';
import { usage } from '../argv';
import type { Answer, Call, Command, CommandSpec } from '../commandSpec';
import {
  columnChoice,
  compareOptions,
  comparisonFields,
  comparisonText,
  connectionCount,
  detailFields,
  longestSnapshot,
  sideOptions,
} from '../comparing';
import { multisetAnswer, writeMultiset } from '../comparingWithoutKey';
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
    const { options } = call;
    const settings = {
      backup: await connections.connection(options.backup),
      live: await connections.connection(options.live),
    };
    const request = {
      ...{ table: parseTableName(options.table), ...columnChoice(options) },
      scope: await scopeOf(spec, options),
      connections: connectionCount(spec, options.connections),
    };
    const longest = longestSnapshot(spec, options);
    const opening = { open: openSnapshot, signal: call.work.signal, longest };
    return withSignsOfLife(call.work, (work) =>
      withSnapshots(settings, opening, async (sides, signal) => {
        const tables = await findTables({ ...request, ...sides }, signal);
        const asked = { ...request, ...sides, tables, overflow: temporaryOverflow };
        const limited = { ...call, work: { ...work, signal } };
        const keyless = await findKeyless(asked, signal);
        return keyless ? keylessAnswer(keyless, asked, limited) : keyedAnswer(asked, limited);
      }),
    );
  }),
);

type CompareCall = Call<typeof spec.options>;

async function keyedAnswer(
  request: CompareRequest,
  { options, work }: CompareCall,
): Promise<Answer> {
  const { details, changes: file, identity } = options;
  const comparison = await compareTable(request, work);
  try {
    const readsCells = details || file !== undefined || identity !== undefined;
    const summary = readsCells ? await readCells(comparison, request, { file, work }) : undefined;
    const aged = withAge(comparison, request);
    return {
      fields: {
        ...comparisonFields(aged, summary),
        ...(details && summary ? detailFields(summary) : {}),
      },
      text: comparisonText(aged, summary),
    };
  } finally {
    comparison.differences.close();
  }
}

async function readCells(
  comparison: Comparison,
  sides: Sides<Snapshot>,
  { file, work }: { readonly file: string | undefined; readonly work: Work },
): Promise<ChangeSummary> {
  if (file === undefined) {
    return examineChanges(comparison, sides, { work });
  }
  return writtenLines(file, (write) =>
    examineChanges(comparison, sides, {
      // Of a row that moved on, nothing is known that would make a line.
      keep: async (change) =>
        change.kind === 'stale' ? undefined : write(changeLine(change, comparison.table)),
      work,
    }),
  );
}

/** Cells are read only where they are to be written. */
async function keylessAnswer(
  table: MatchedTable,
  request: CompareRequest,
  { options, work }: CompareCall,
): Promise<Answer> {
  const { changes: file, details } = options;
  if (details) {
    throw usage(spec, '--details tells of changed rows: those of a table without a key are none.');
  }
  const comparison = await compareWithoutKey(table, request, work);
  try {
    const unread =
      file === undefined ? undefined : await writeMultiset(comparison, request, { file, work });
    return multisetAnswer(withAge(comparison, request), unread);
  } finally {
    comparison.differences.close();
  }
}
