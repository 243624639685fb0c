import { parseTableName } from '../../core/catalog/tableName';
import { type Drill, drillVerdict } from '../../core/drill/drill';
import { drillReport } from '../../core/drill/drillReport';
import { type Connections, withConnections } from '../../engine/connections';
import { runDrill, writeDrillReport } from '../../engine/drill';
import { assumedZone } from '../../engine/dumpRanking';
import { sayIn } from '../../french/sayIn';
import { usage } from '../argv';
import { command, operand } from '../command';
import type { Answer, Call, Command, CommandSpec } from '../commandSpec';
import { describe } from '../output';
import { productionServers, restoreOptions } from '../restoring';
import { asIs, printable, rounded } from '../text';
import { fieldsOf as checkFields } from './checks';

const { scratch, 'allow-superuser': allowSuperuser, ...others } = restoreOptions;

const spec = {
  name: 'drill',
  summary: 'Proves that the newest dump of a folder is usable: read, restored, counted, checked.',
  operand: { name: 'FOLDER', help: 'A folder of dumps', count: 'one' },
  options: {
    table: {
      ...{ type: 'list', value: 'TABLE' },
      help: 'Restore this table, not the whole database; may be repeated',
    },
    checks: { type: 'text', value: 'DIR', help: 'Ask the checks of this folder' },
    'max-age': {
      ...{ type: 'text', value: 'HOURS' },
      help: 'How old the newest dump may be (any age)',
    },
    zone: {
      ...{ type: 'text', value: 'ZONE' },
      help: 'Time zone of the machine that makes the dumps (this one’s): Europe/Paris',
    },
    report: { type: 'text', value: 'FILE', help: 'Write the report there, as Markdown' },
    ...{ scratch, 'allow-superuser': allowSuperuser },
    production: {
      ...{ type: 'list', value: 'CONN' },
      help: 'A production whose server is not to be restored into; may be repeated',
    },
    'allow-production-server': others['allow-production-server'],
  },
} as const satisfies CommandSpec;

type DrillCall = Call<(typeof spec)['options']>;

export const drill: Command = command(spec, (call) =>
  withConnections(call, (connections) => run(call, connections)),
);

async function run(call: DrillCall, connections: Connections): Promise<Answer> {
  const { options, program, language } = call;
  const words = { language, said: await sayIn(language), tool: program.tool };
  const order = {
    folder: operand(call),
    zone: assumedZone(options.zone),
    tables: options.table.map(parseTableName),
    checks: options.checks,
    scratch: options.scratch,
    allowSuperuser: options['allow-superuser'],
    productions: await productionServers(options, connections),
    maxAge: hoursIn(options['max-age']),
  };
  const { drill: done, failure } = await runDrill(order, connections, call);
  if (options.report !== undefined) {
    await writeDrillReport(options.report, done, words);
  }
  const text = drillReport(done, words).split('\n').map(printable).join('\n');
  return {
    fields: { ...fieldsOf(done), report: options.report ?? null },
    text:
      options.report === undefined ? asIs(text.trimEnd()) : `Report: ${printable(options.report)}`,
    ...(failure ? { failure } : {}),
  };
}

function hoursIn(text: string | undefined): number | undefined {
  if (text !== undefined && !/^\d{1,5}(\.\d+)?$/.test(text)) {
    throw usage(spec, '--max-age is no number of hours.');
  }
  return text === undefined ? undefined : Number(text);
}

function fieldsOf(drill: Drill): Readonly<Record<string, unknown>> {
  const { folder, at, dump, others: beside, maxAge, reading, restores, checks, problems } = drill;
  return {
    verdict: drillVerdict(drill),
    ...{ folder, at, seconds: rounded(drill.seconds), others: beside },
    dump: dump
      ? {
          ...{ path: dump.path, bytes: dump.bytes, age: dump.age, maxAge: maxAge ?? null },
          time: {
            from: dump.time.from === undefined ? null : new Date(dump.time.from).toISOString(),
            to: new Date(dump.time.to).toISOString(),
          },
        }
      : null,
    reading: reading ?? null,
    restores,
    checks: checks.map(checkFields),
    problems: problems.map(({ kind, ...problem }) => ({
      kind,
      ...('error' in problem ? { error: describe(problem.error) } : {}),
    })),
  };
}
