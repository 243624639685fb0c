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
  TableFigures,
} from '../../core/qualify/qualification';
import { QueryLog } from '../../core/qualify/queryLog';
import { connectionLabel, type ConnectionSettings } from '../connectionSettings';
import type { CheckRequest } from '../checks/runChecks';
import type { ActivitySource } from '../ports/activity';
import type { AskChecks } from '../ports/checks';
import type { DumpFiles } from '../ports/dumps';
import type { Looking, NoTable, QualifySource, SeenTable } from '../ports/qualifySource';
import type { Work } from '../work';
import { askedChecks, type ChecksToAsk } from './askedChecks';
import { countedDumps, type DumpReading, spreadInDump, tellingSpreadInDump } from './dumpFigures';
import { refuseUnknown, tableInDumps, withoutRows } from './goneTable';

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
 * reads. What cannot be had in time is left out, and told; so is what production has lost with the table.
 * @throws {RecoveryError} those of connecting to production, and of finding the table there or where it is kept.
 */
export async function qualifyTable(
  order: QualifyOrder,
  ports: QualifyPorts,
  work: Work,
): Promise<Qualified> {
  const log = new QueryLog();
  const looked = await lookedAt(order, ports, { log, work });
  step(work, 'Running the checks', 3);
  const asking = { ask: ports.ask, log, work };
  const { run, checks } = await askedChecks(order, sidesOf(order), asking);
  const { compared: found } = order;
  const compared = found && { ...found, query: log.add('incident', found.source) };
  const read = {
    ...{ production: connectionLabel(order.live), at: looked.live.at },
    ...{ damagedAt: order.damaged?.text, ...looked, checks, compared },
  };
  return { qualification: { ...read, findings: firstReading(read), queries: log.all }, run };
}

type Looked = Omit<
  Qualification,
  'production' | 'at' | 'damagedAt' | 'checks' | 'compared' | 'findings' | 'queries'
>;

interface Logged {
  readonly log: QueryLog;
  readonly work: Work;
}

async function lookedAt(
  order: QualifyOrder,
  ports: QualifyPorts,
  { log, work }: Logged,
): Promise<Looked> {
  const looking = lookingOf(order, log, work);
  const reading = { files: ports.files, work };
  step(work, 'Looking at production', 0);
  const seen = await ports.production.production(order.table, looking);
  step(work, 'Looking at the restored table', 1);
  const found = await restoredBeside(seen, { order, ports, looking });
  const table = found?.table ?? (await tableOf(seen, order, reading));
  const restored = found?.figures;
  step(work, 'Looking who is at work', 2);
  const activity = await activityOn(table, seen, { ports, log });
  const { dumps, candidates } = await countedDumps({ ...order, table, log }, ports.files, work);
  if ('gone' in seen) {
    refuseUnknown(seen, restored, candidates);
  }
  const healthy = healthyDump(candidates, signsOf(order, seen));
  const backup = restored
    ? backupOf(restored)
    : await spreadOf(seen, { ...order, table, log }, [
        healthy?.path ?? dumps.at(-1)?.path,
        reading,
      ]);
  const { gone, live } = liveOf(seen, backup);
  const { database } = seen;
  return { table, database, gone, live, restored, dumps, healthy, backup, activity };
}
function lookingOf({ seconds, personal }: QualifyOrder, log: QueryLog, { signal }: Work): Looking {
  return { log, seconds, personal, signal };
}

function step({ progress }: Work, phase: string, done: number): void {
  progress({ phase, done, total: 4, unit: 'steps' });
}

type Seen = SeenTable<LiveFigures> | NoTable;

interface BesideProduction {
  readonly order: QualifyOrder;
  readonly ports: QualifyPorts;
  readonly looking: Looking;
}

/** By the columns of production, where it has them. */
async function restoredBeside(
  seen: Seen,
  { order, ports: { scratch }, looking }: BesideProduction,
): Promise<{ readonly table: TableId; readonly figures: TableFigures } | undefined> {
  if (!scratch || 'gone' in seen) {
    return scratch?.table(order.table, looking);
  }
  const { table, figures } = seen;
  return { table, figures: await scratch.beside(table, figures.columns, looking) };
}

async function tableOf(seen: Seen, order: QualifyOrder, reading: DumpReading): Promise<TableId> {
  return 'gone' in seen ? tableInDumps(order, seen, reading) : seen.table;
}

function backupOf({ label, columns }: TableFigures): BackupSide {
  return { from: 'restored table', name: label, columns };
}

/** By the columns of production, where it has them. */
async function spreadOf(
  seen: Seen,
  place: Pick<QualifyOrder, 'personal'> & { readonly table: TableId; readonly log: QueryLog },
  [path, reading]: readonly [path: string | undefined, reading: DumpReading],
): Promise<BackupSide | undefined> {
  const { table, log, personal } = place;
  return 'gone' in seen
    ? tellingSpreadInDump(path, { table, log, personal }, reading)
    : spreadInDump(path, { table, log, columns: seen.figures.columns }, reading);
}

function liveOf(seen: Seen, backup: BackupSide | undefined): Pick<Qualification, 'gone' | 'live'> {
  const { figures } = seen;
  return 'gone' in seen
    ? { gone: seen.gone, live: withoutRows(figures, seen.gone, backup) }
    : { gone: undefined, live: figures };
}

function signsOf({ damaged, clock }: QualifyOrder, seen: Seen): DamageSigns {
  const { figures: live } = seen;
  const rows = 'gone' in seen ? 'no such table' : valueOf(live.rows)?.rows;
  return {
    ...{ said: damaged?.at, rows, now: Date.parse(live.at) },
    ...{ transactions: valueOf(live.transactions) ?? [], clock },
  };
}

/** That it cannot be asked hides nothing else. */
async function activityOn(
  table: TableId,
  seen: Seen,
  {
    ports: { activity, activityQuery },
    log,
  }: { readonly ports: QualifyPorts; readonly log: QueryLog },
): Promise<Figure<TableActivity>> {
  if ('gone' in seen) {
    return { query: seen.gone.query, missing: { why: 'absent' } };
  }
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
