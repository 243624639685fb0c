import { parseTableName } from '../../core/catalog/tableName';
import { comparedWithoutKey } from '../../core/diff/withoutKey';
import type { RecoveryError } from '../../core/errors';
import type { ComparedWithoutKey } from '../../recovery/compare/compareIntoIncident';
import {
  type PlanMade,
  type SelectionChoice,
  selectsAnything,
} from '../../recovery/correct/planFromComparison';
import type { RecoveredByKey } from '../../recovery/recoverTable';
import { usage } from '../argv';
import { command, operand } from '../command';
import type { Answer, Command, CommandSpec } from '../commandSpec';
import {
  columnChoice,
  compareOptions,
  comparisonFields,
  comparisonText,
  connectionCount,
  detailFields,
  longestSnapshot,
} from '../comparing';
import { newIncidentOptions, rowsReach } from '../newIncident';
import { scopeOf, scopeOptions } from '../scoping';
import { withConnections } from '../../engine/connections';
import { incidentFiles } from '../../engine/incidents';
import { selectionChoice, selectOptions } from '../selecting';
import { multisetAnswer } from '../comparingWithoutKey';
import { nothingSelectedText, planText, withoutKeyText } from '../planText';
import { type RecoveryDone, runRecovery } from '../../engine/recovering';
import { restoreForm, restoreOptions } from '../restoring';
import { paragraphs, printable } from '../text';

const spec = {
  name: 'recover',
  summary:
    'Restores a table, compares it with production, plans its correction. Changes nothing there.',
  operand: { name: 'DUMP', help: 'A file or folder that pg_dump wrote', count: 'one' },
  options: {
    table: { type: 'text', value: 'TABLE', help: 'schema.table, quoted as in SQL', required: true },
    live: { type: 'text', value: 'CONN', help: 'Production; it is only read', required: true },
    out: { type: 'text', value: 'DIR', help: 'The new incident’s folder', required: true },
    ...newIncidentOptions,
    ...selectOptions,
    ...compareOptions,
    ...scopeOptions,
    ...restoreOptions,
    keep: { type: 'flag', help: 'Keep the scratch database' },
    'allow-same-machine': {
      type: 'flag',
      help: 'Restore into the private server though production runs on this machine',
    },
    'keep-free': {
      type: 'text',
      value: 'GB',
      help: 'Free disk that must stay where production runs on this machine (10)',
    },
  },
} as const satisfies CommandSpec;

export const recover: Command = command(spec, (call) =>
  withConnections(call, async (connections) => {
    const { options } = call;
    const choice = await selectionChoice(spec, options);
    const done = await runRecovery(
      {
        restore: {
          dump: operand(call),
          table: parseTableName(options.table),
          ...restoreForm(spec, options, 1),
        },
        choice,
        live: await connections.connection(options.live),
        columns: columnChoice(options),
        connections: connectionCount(spec, options.connections),
        longestSnapshot: longestSnapshot(spec, options),
        allowSuperuser: options['allow-superuser'],
        productions: { known: [], allowed: options['allow-production-server'] },
        machine: {
          allowed: options['allow-same-machine'],
          reserve: reserveOf(options['keep-free']),
        },
        ...{ scratch: options.scratch, keep: options.keep },
        scope: await scopeOf(spec, options),
        out: options.out,
        rows: rowsReach(options),
      },
      connections,
      call,
    );
    return answerOf(done, { keep: options.keep, choice });
  }),
);

const nothing: PlanMade = { counts: { insert: 0, update: 0, delete: 0 }, notices: [] };

interface Asked {
  readonly keep: boolean;
  readonly choice: SelectionChoice;
}

function answerOf({ recovered, incident, scratch }: RecoveryDone, { keep, choice }: Asked): Answer {
  const { restored, plan } = recovered;
  const { database, engine, warnings } = restored;
  const conn = scratch.connectionTo(database);
  const { counts, notices } = plan ?? nothing;
  const { compare, compared, next, failure } =
    recovered.by === 'key'
      ? foundByKey(recovered, incident.path)
      : foundWithoutKey(recovered, incident.path, choice);
  return {
    fields: {
      compare,
      plan: counts,
      files: incidentFiles(incident, plan !== undefined),
      ...{ engine, warnings, notices },
      ...(keep ? { scratch: { conn, database } } : {}),
    },
    text: paragraphs(
      compared,
      ...warnings.map((warning) => `Note: ${printable(warning)}`),
      keep && `The scratch database stays: ${printable(conn)}`,
      next,
    ),
    ...(failure ? { failure } : {}),
  };
}

/** What was found of the table, and what can be done about it. */
interface Found {
  readonly compare: Answer['fields'];
  readonly compared: string;
  readonly next: string;
  readonly failure?: RecoveryError | undefined;
}

function foundByKey({ comparison, summary, plan }: RecoveredByKey, dir: string): Found {
  return {
    compare: { ...comparisonFields(comparison, summary), ...detailFields(summary) },
    compared: comparisonText(comparison, summary),
    next: plan ? planText(plan, dir) : nothingSelectedText(dir),
  };
}

/** Whoever asks for a correction of it is refused, with all that was found. */
function foundWithoutKey(
  { comparison, unread }: ComparedWithoutKey,
  dir: string,
  choice: SelectionChoice,
): Found {
  const { fields, text } = multisetAnswer(comparison, unread);
  const isAsked = selectsAnything(choice);
  return {
    compare: fields,
    compared: text,
    next: withoutKeyText(dir),
    failure: isAsked ? comparedWithoutKey(comparison.table.live.id) : undefined,
  };
}

function reserveOf(gigabytes = '10'): number {
  if (!/^\d+(\.\d+)?$/.test(gigabytes)) {
    throw usage(spec, '--keep-free is not a number of gigabytes.');
  }
  return Number(gigabytes) * 1e9;
}
