import type { CheckRun } from '../../core/checks/checkRun';
import type { TableName } from '../../core/catalog/tableName';
import { QueryLog } from '../../core/qualify/queryLog';
import type { RestoredFigures } from '../../core/qualify/restored/restoredFigures';
import { restoredReading } from '../../core/qualify/restored/restoredReading';
import type { ConnectionSettings } from '../connectionSettings';
import type { AskChecks } from '../ports/checks';
import type { QualifySource } from '../ports/qualifySource';
import type { Work } from '../work';
import { askedChecks, type ChecksToAsk } from './askedChecks';

export interface FiguresOrder extends ChecksToAsk {
  readonly table: TableName;
  readonly scratch: ConnectionSettings;
  readonly live: ConnectionSettings;
  /** Columns by whose values nothing is counted. */
  readonly personal: readonly string[];
}

export interface FiguresPorts {
  readonly scratch: QualifySource;
  readonly production: QualifySource;
  readonly ask: AskChecks;
}

export interface FiguresOfRestored {
  readonly figures: RestoredFigures;
  /** Of the checks; undefined where there are none. */
  readonly run: CheckRun | undefined;
}

/**
 * Looks at a restored table, and at production's by the same columns: it is the restored rows that tell by which, for
 * production's are damaged, or gone. Only reads. What cannot be had in time is left out, and told.
 * @throws {RecoveryError} those of connecting, and of finding the restored table.
 */
export async function figuresOfRestored(
  order: FiguresOrder,
  ports: FiguresPorts,
  work: Work,
): Promise<FiguresOfRestored> {
  const log = new QueryLog();
  const { seconds, personal } = order;
  const looking = { log, seconds, personal, signal: work.signal };
  step(work, 'Looking at the restored table', 0);
  const { table, figures: restored } = await ports.scratch.table(order.table, looking);
  step(work, 'Looking at production', 1);
  const live = await ports.production.beside(table, restored.columns, looking);
  step(work, 'Running the checks', 2);
  const sides = [
    { side: 'scratch' as const, connection: order.scratch },
    { side: 'production' as const, connection: order.live },
  ];
  const { run, checks } = await askedChecks(order, sides, { ask: ports.ask, log, work });
  const read = { table, restored, live, checks };
  return { figures: { ...read, findings: restoredReading(read), queries: log.all }, run };
}

function step({ progress }: Work, phase: string, done: number): void {
  progress({ phase, done, total: 3, unit: 'steps' });
}
