import { type TableActivity, tableActivity } from '../../core/activity/tableActivity';
import type { TableId } from '../../core/catalog/table';
import type { TableName } from '../../core/catalog/tableName';
import type { CheckRun } from '../../core/checks/checkRun';
import type { DumpCandidate } from '../../core/dumpRanking/candidate';
import type { Instants, ZoneClock } from '../../core/dumpTime/zoneClock';
import { RecoveryError } from '../../core/errors';
import { type Figure, valueOf } from '../../core/qualify/figure';
import { firstReading } from '../../core/qualify/firstReading';
import { type DamageSigns, healthyDump } from '../../core/qualify/healthyDump';
import type {
  BackupSide,
  ComparedFigures,
  LiveFigures,
  Qualification,
} from '../../core/qualify/qualification';
import { QueryLog } from '../../core/qualify/queryLog';
import { connectionLabel, type ConnectionSettings } from '../connectionSettings';
import type { CheckRequest } from '../checks/runChecks';
import type { ActivitySource } from '../ports/activity';
import type { AskChecks } from '../ports/checks';
import type { DumpFiles } from '../ports/dumps';
import type { Looking, QualifySource } from '../ports/qualifySource';
import type { Work } from '../work';
import { askedChecks, type ChecksToAsk } from './askedChecks';
import { countedDumps, spreadInDump } from './dumpFigures';

export interface QualifyOrder extends ChecksToAsk {
  readonly live: ConnectionSettings;
  /** Where the table was restored; undefined where it was not. */
  readonly scratch: ConnectionSettings | undefined;
  readonly table: TableName;
  /** With their rows where they are known. */
  readonly dumps: readonly DumpCandidate[];
  /** When the damage happened, and as somebody said it; undefined where nobody knows. */
  readonly damaged: { readonly at: Instants; readonly text: string } | undefined;
  readonly clock: ZoneClock;
  /** Columns by whose values nothing is counted. */
  readonly personal: readonly string[];
  /** What the incident's comparison found, and where that is written. */
  readonly compared: (Omit<ComparedFigures, 'query'> & { readonly source: string }) | undefined;
}

export interface QualifyPorts {
  readonly production: QualifySource;
  /** Where the table was restored; undefined where it was not. */
  readonly scratch: QualifySource | undefined;
  readonly activity: ActivitySource;
  /** What {@link activity} asks, in SQL. */
  readonly activityQuery: (table: TableId) => string;
  readonly files: DumpFiles;
  readonly ask: AskChecks;
}

export interface Qualified {
  readonly qualification: Qualification;
  /** Of the checks; undefined where there are none. */
  readonly run: CheckRun | undefined;
}

/**
 * Looks at a damaged table: at production, at each dump, and at what was restored and compared as far as it was. Only
 * reads. What cannot be had in time is left out, and told.
 * @throws {RecoveryError} those of connecting to production, and of finding the table there.
 */
export async function qualifyTable(
  order: QualifyOrder,
  ports: QualifyPorts,
  work: Work,
): Promise<Qualified> {
  const log = new QueryLog();
  const looking = lookingOf(order, log, work);
  step(work, 'Looking at production', 0);
  const seen = await ports.production.production(order.table, looking);
  const { table, database, figures: live } = seen;
  step(work, 'Looking who is at work', 1);
  const activity = await activityOn(table, ports, log);
  const { dumps, candidates } = await countedDumps({ ...order, table, log }, ports.files, work);
  const healthy = healthyDump(candidates, signsOf(order, live));
  step(work, 'Looking at the restored table', 2);
  const restored = await ports.scratch?.beside(table, live.columns, looking);
  const counted = { table, columns: live.columns, log };
  const backup: BackupSide | undefined = restored
    ? { from: 'restored table', name: restored.label, columns: restored.columns }
    : await spreadInDump(healthy?.path ?? dumps.at(-1)?.path, counted, {
        files: ports.files,
        work,
      });
  step(work, 'Running the checks', 3);
  const asking = { ask: ports.ask, log, work };
  const { run, checks } = await askedChecks(order, sidesOf(order), asking);
  const { compared: found } = order;
  const compared = found && { ...found, query: log.add('incident', found.source) };
  const read = {
    ...{ table, database, production: connectionLabel(order.live), at: live.at },
    ...{ damagedAt: order.damaged?.text, live, restored, dumps, healthy, backup },
    ...{ activity, checks, compared },
  };
  return { qualification: { ...read, findings: firstReading(read), queries: log.all }, run };
}

function lookingOf({ seconds, personal }: QualifyOrder, log: QueryLog, { signal }: Work): Looking {
  return { log, seconds, personal, signal };
}

function step({ progress }: Work, phase: string, done: number): void {
  progress({ phase, done, total: 4, unit: 'steps' });
}

function signsOf({ damaged, clock }: QualifyOrder, live: LiveFigures): DamageSigns {
  return {
    ...{ said: damaged?.at, rows: valueOf(live.rows)?.rows, now: Date.parse(live.at) },
    ...{ transactions: valueOf(live.transactions) ?? [], clock },
  };
}

/** That it cannot be asked hides nothing else. */
async function activityOn(
  table: TableId,
  { activity, activityQuery }: QualifyPorts,
  log: QueryLog,
): Promise<Figure<TableActivity>> {
  const query = log.add('production', activityQuery(table));
  try {
    return { query, value: tableActivity(await activity.activityOn(table)) };
  } catch (error) {
    if (error instanceof RecoveryError) {
      return { query, missing: { why: 'refused', message: error.message } };
    }
    throw error;
  }
}

function sidesOf({ live, scratch }: QualifyOrder): CheckRequest['sides'] {
  return [
    { side: 'production', connection: live },
    ...(scratch ? [{ side: 'scratch' as const, connection: scratch }] : []),
  ];
}
