import { parseTableName, typedName } from '../../core/catalog/tableName';
import type { RestoredFigures } from '../../core/qualify/restored/restoredFigures';
import { usualChecks } from '../../engine/checks';
import { type Connections, withConnections } from '../../engine/connections';
import { usualQualifySeconds } from '../../engine/qualifying';
import {
  figuresPage,
  restoredFailure,
  restoredFigures,
  writeFiguresPage,
} from '../../engine/restoredFigures';
import { columnNames } from '../columnNames';
import { command } from '../command';
import type { Answer, Call, Command, CommandSpec } from '../commandSpec';
import { pageText } from '../pageText';
import { qualifiedCheckFields, tableFields } from '../qualifiedFields';
import { secondsIn } from '../seconds';
import { paragraphs } from '../text';

const spec = {
  name: 'figures',
  summary:
    'Shows the figures of a restored table beside production’s: rows, spread, constraints, checks.',
  options: {
    backup: {
      ...{ type: 'text', value: 'CONN', required: true },
      help: 'The scratch database with the restored table',
    },
    live: { type: 'text', value: 'CONN', help: 'Production; it is only read', required: true },
    table: { type: 'text', value: 'TABLE', help: 'The table, with its schema', required: true },
    checks: { type: 'text', value: 'DIR', help: `The folder of the checks (${usualChecks})` },
    out: {
      type: 'text',
      value: 'FILE',
      help: 'The same as a page in Markdown with its queries, with charts beside it',
    },
    personal: { type: 'text', value: 'COLUMNS', help: 'Columns by which no rows are counted: a,b' },
    'statement-timeout': {
      ...{ type: 'text', value: 'SECONDS' },
      help: `How long one query may take (${usualQualifySeconds})`,
    },
  },
} as const satisfies CommandSpec;

type FiguresCall = Call<(typeof spec)['options']>;

export const figures: Command = command(spec, (call) =>
  withConnections(call, (connections) => run(call, connections)),
);

async function run(
  { options, language, work }: FiguresCall,
  connections: Connections,
): Promise<Answer> {
  const { out, checks = usualChecks, personal } = options;
  const seconds = secondsIn(spec, 'statement-timeout', options['statement-timeout']);
  const request = {
    table: parseTableName(options.table),
    ...{ checks, personal: columnNames(personal) ?? [] },
    seconds: seconds ?? usualQualifySeconds,
    scratch: await connections.connection(options.backup),
    live: await connections.connection(options.live),
  };
  const found = await restoredFigures(request, work);
  const page = out === undefined ? undefined : await writeFiguresPage(out, found, language);
  const failure = restoredFailure(found.run);
  return {
    fields: { ...fieldsOf(found.figures), ...(page === undefined ? {} : { language, page }) },
    text: paragraphs(
      pageText(figuresPage(found, language).figures),
      page !== undefined && `The page: ${page}`,
    ),
    ...(failure ? { failure } : {}),
  };
}

/** Each figure names its query by number; all queries stand at the end. */
function fieldsOf({
  table,
  restored,
  live,
  checks,
  findings,
  queries,
}: RestoredFigures): Answer['fields'] {
  return {
    table: typedName(table),
    findings,
    restored: tableFields(restored),
    live: tableFields(live),
    checks: checks.checks.map(qualifiedCheckFields),
    checksProblem: checks.problem ?? null,
    queries,
  };
}
