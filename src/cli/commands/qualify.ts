import { parseTableName, typedName } from '../../core/catalog/tableName';
import { parseIncidentTime } from '../../core/dumpTime/incidentTime';
import type { Qualification } from '../../core/qualify/qualification';
import { type Connections, withConnections } from '../../engine/connections';
import { usualChecks } from '../../engine/checks';
import { assumedZone, candidatesAt } from '../../engine/dumpRanking';
import { incidentToFreeze } from '../../engine/incidents';
import {
  keepQualification,
  qualify as qualified,
  type QualifyRequest,
  usualQualifySeconds,
  writeQualification,
} from '../../engine/qualifying';
import { usage } from '../argv';
import { columnNames } from '../columnNames';
import { command } from '../command';
import type { Answer, Call, Command, CommandSpec } from '../commandSpec';
import { newIncidentOptions, rowsReach } from '../newIncident';
import { secondsIn } from '../seconds';
import { pageText } from '../pageText';
import { columnFields, qualifiedCheckFields, tableFields } from '../qualifiedFields';
import { paragraphs } from '../text';
import { dumpTime } from './rank';

const spec = {
  name: 'qualify',
  summary:
    'Writes a page about a damaged table: figures, pictures, and what they say at first sight.',
  operand: { name: 'DUMP', help: 'Dumps, or folders of dumps', count: 'several' },
  options: {
    live: { type: 'text', value: 'CONN', help: 'Production; it is only read', required: true },
    table: { type: 'text', value: 'TABLE', help: 'The table, with its schema', required: true },
    dir: {
      ...{ type: 'text', value: 'DIR' },
      help: 'The incident’s folder, a new one or its own: the page and the journal are kept there',
    },
    ...newIncidentOptions,
    out: {
      type: 'text',
      value: 'FILE',
      help: 'The page alone, as Markdown, with charts beside it',
    },
    incident: {
      ...{ type: 'text', value: 'TIME' },
      help: 'When the damage began, if known: 2026-03-10 09:30, or with its offset',
    },
    zone: { type: 'text', value: 'ZONE', help: 'Time zone of the dumps (this machine’s)' },
    backup: { type: 'text', value: 'CONN', help: 'The scratch database with the restored table' },
    checks: { type: 'text', value: 'DIR', help: `The folder of the checks (${usualChecks})` },
    personal: { type: 'text', value: 'COLUMNS', help: 'Columns by which no rows are counted: a,b' },
    'statement-timeout': {
      ...{ type: 'text', value: 'SECONDS' },
      help: `How long one query may take (${usualQualifySeconds})`,
    },
    lang: { type: 'text', value: 'fr|en', help: 'Language of the page; the system’s by default' },
  },
} as const satisfies CommandSpec;

type QualifyCall = Call<(typeof spec)['options']>;

export const qualify: Command = command(spec, (call) =>
  withConnections(call, (connections) => run(call, connections)),
);

async function run(call: QualifyCall, connections: Connections): Promise<Answer> {
  const { dir, out } = call.options;
  if ((dir === undefined) === (out === undefined)) {
    throw usage(spec, 'Name the incident’s folder by --dir, or a file for the page by --out.');
  }
  const { language } = call;
  const incident =
    dir === undefined ? undefined : await incidentToFreeze({ dir, rows: rowsReach(call.options) });
  const request = { ...(await requestOf(call, connections)), incident };
  const found = await qualified(request, call.work);
  const { file, text } = incident
    ? await keepQualification(incident, found, { language })
    : await writeQualification(out ?? '', found, { language });
  const [, reading = ''] = /^## .*?\n\n([^]*?)\n\n/m.exec(text) ?? [];
  return {
    fields: { ...fieldsOf(found), language, page: file },
    text: paragraphs(pageText(reading), `The page: ${file}`),
  };
}

async function requestOf(
  { options, operands }: QualifyCall,
  connections: Connections,
): Promise<Omit<QualifyRequest, 'incident'>> {
  const { backup, incident: time, checks = usualChecks } = options;
  const seconds = secondsIn(spec, 'statement-timeout', options['statement-timeout']);
  const zone = assumedZone(options.zone);
  return {
    ...{ table: parseTableName(options.table), checks },
    ...{ seconds: seconds ?? usualQualifySeconds, personal: columnNames(options.personal) ?? [] },
    damagedAt: time === undefined ? undefined : parseIncidentTime(time, zone.clock),
    live: await connections.connection(options.live),
    scratch: backup === undefined ? undefined : await connections.connection(backup),
    dumps: await candidatesAt(operands, zone),
  };
}

/** Each figure names its query by number; all queries stand at the end. */
function fieldsOf(found: Qualification): Readonly<Record<string, unknown>> {
  const { table, database, production, at, damagedAt, live, restored, dumps } = found;
  const { healthy, backup, activity, checks, compared, findings, queries } = found;
  return {
    ...{ table: typedName(table), database, production, at, damagedAt: damagedAt ?? null },
    findings,
    gone: found.gone ? { ...found.gone, near: found.gone.near.map(typedName) } : null,
    live: tableFields(live),
    restored: restored ? tableFields(restored) : null,
    dumps: dumps.map(({ time, ...dump }) => ({ ...dump, time: dumpTime(time) })),
    healthy: healthy ?? null,
    backup: backup ? { ...backup, columns: backup.columns.map(columnFields) } : null,
    activity,
    checks: checks.checks.map(qualifiedCheckFields),
    checksProblem: checks.problem ?? null,
    compared: compared ?? null,
    queries,
  };
}
