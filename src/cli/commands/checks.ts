import { tableLabel } from '../../core/catalog/table';
import { parseTableName, typedName } from '../../core/catalog/tableName';
import { expectationText } from '../../core/checks/check';
import type { CheckedCheck, KeptRun } from '../../core/checks/checkRun';
import {
  checkFailure,
  checkSides,
  startChecks,
  usualChecks,
  usualSeconds,
} from '../../engine/checks';
import { type Connections, withConnections } from '../../engine/connections';
import type { ConnectionSettings } from '../../recovery/connectionSettings';
import { usage } from '../argv';
import { checksText } from '../checksText';
import { command } from '../command';
import type { Answer, Call, Command, CommandSpec } from '../commandSpec';
import { secondsIn } from '../seconds';
import { counted, printable, wordFor } from '../text';

const spec = {
  name: 'checks',
  summary: 'Runs the checks of a folder on production, scratch or both, or writes starter checks.',
  options: {
    live: { type: 'text', value: 'CONN', help: 'Production' },
    backup: { type: 'text', value: 'CONN', help: 'The scratch database with the restored rows' },
    checks: { type: 'text', value: 'DIR', help: `The folder of the checks (${usualChecks})` },
    table: { type: 'text', value: 'TABLE', help: 'Leave out checks that name another table' },
    generate: {
      type: 'flag',
      help: 'Run none, but look at TABLE (in scratch where it is named) and write starter checks',
    },
    'statement-timeout': {
      ...{ type: 'text', value: 'SECONDS' },
      help: `How long one check may take (${usualSeconds})`,
    },
    'not-kept': {
      type: 'flag',
      help: 'Do not keep what production answers in DIR/runs for later runs',
    },
  },
} as const satisfies CommandSpec;

type ChecksCall = Call<(typeof spec)['options']>;

export const checks: Command = command(spec, (call) =>
  withConnections(call, (connections) =>
    call.options.generate ? generate(call, connections) : run(call, connections),
  ),
);

async function run({ options, work }: ChecksCall, connections: Connections): Promise<Answer> {
  const order = {
    dir: options.checks ?? usualChecks,
    table: options.table === undefined ? undefined : parseTableName(options.table),
    sides: await sidesOf(options, connections),
    seconds: secondsIn(spec, 'statement-timeout', options['statement-timeout']) ?? usualSeconds,
    keep: !options['not-kept'],
  };
  const { run: done, history } = await checkSides(order, work);
  const failure = checkFailure(done);
  return {
    fields: {
      sides: done.sides,
      checks: done.checks.map(fieldsOf),
      before: earlierFields(history.before),
      weekBefore: earlierFields(history.weekBefore),
      notices: history.notKept ? [history.notKept.message] : [],
    },
    text: checksText(done, history),
    ...(failure ? { failure } : {}),
  };
}

/** What was restored is looked at rather than what was damaged. */
async function generate({ options, work }: ChecksCall, connections: Connections): Promise<Answer> {
  if (options.table === undefined) {
    throw usage(spec, '--generate needs --table: whose rows are looked at.');
  }
  const from = (await sidesOf(options, connections)).at(-1);
  if (!from) {
    throw new Error('No side was named.');
  }
  const dir = options.checks ?? usualChecks;
  const request = { table: parseTableName(options.table), from };
  const { table, written, kept } = await startChecks(dir, request, work);
  const lines = [
    `${counted(written.length, 'starter check')} of ${tableLabel(table)} in ${dir}: read them, and change them to what is right.`,
    ...written.map((file) => `  ${file}`),
    ...(kept.length > 0
      ? [
          `${counted(kept.length, 'file')} ${wordFor(kept.length, 'was there already and stays', 'were there already and stay')}.`,
        ]
      : []),
  ];
  return {
    fields: { table: typedName(table), dir, written, kept },
    text: lines.map(printable).join('\n'),
  };
}

async function sidesOf(
  { live, backup }: { readonly live: string | undefined; readonly backup: string | undefined },
  connections: Connections,
): Promise<readonly { side: 'production' | 'scratch'; connection: ConnectionSettings }[]> {
  if (live === undefined && backup === undefined) {
    throw usage(spec, 'Name production by --live, a scratch database by --backup, or both.');
  }
  return [
    ...(live === undefined
      ? []
      : [{ side: 'production' as const, connection: await connections.connection(live) }]),
    ...(backup === undefined
      ? []
      : [{ side: 'scratch' as const, connection: await connections.connection(backup) }]),
  ];
}

/** What JSON says of a check and what it found. */
export function fieldsOf({ check, verdicts }: CheckedCheck): Readonly<Record<string, unknown>> {
  const { file, name, severity, expected, table } = check;
  return {
    ...{ file, name, severity, expect: expectationText(expected) },
    ...(table ? { table: labelOf(table) } : {}),
    ...verdicts,
  };
}

function labelOf({ schema, name }: { readonly schema: string | undefined; readonly name: string }) {
  return schema === undefined ? name : typedName({ schema, name });
}

function earlierFields(run: KeptRun | undefined): object | null {
  return run ? { at: run.at, found: Object.fromEntries(run.found) } : null;
}
