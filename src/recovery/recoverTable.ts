import { tableLabel } from '../core/catalog/table';
import type { TableIdentity } from '../core/correction/plan';
import type { DumpOrigin } from '../core/correction/planFile';
import type { ColumnChoice } from '../core/diff/comparedTable';
import type { RowChange } from '../core/diff/rowChange';
import { RecoveryError } from '../core/errors';
import type { Sides } from './compare/bothSides';
import { type Comparison, compareTable } from './compare/compareTable';
import { ComparisonWriter } from './compare/comparisonFiles';
import { connectionLabel, type ConnectionSettings } from './connectionSettings';
import { examineChanges, type OpenSnapshot, withSnapshots } from './compare/examineChanges';
import {
  planFromComparison,
  type Planning,
  type PlanMade,
  type SelectionChoice,
  selectsAnything,
} from './correct/planFromComparison';
import type { Snapshot } from './ports/snapshot';
import {
  type RestoredTable,
  type RestoreRequest,
  type RestoreServices,
  restoreTable,
} from './restore/restoreTable';
import type { ChangeSummary } from './compare/summariseChanges';
import type { Work } from './work';

export interface RecoverRequest {
  readonly restore: RestoreRequest;
  readonly dump: DumpOrigin;
  readonly live: ConnectionSettings;
  /** The production table, as it was before the restore. */
  readonly target: TableIdentity;
  readonly columns: ColumnChoice;
  readonly where?: string | undefined;
  /** Keeps the scratch database. */
  readonly keep: boolean;
  readonly choice: SelectionChoice;
}

export interface RecoverServices extends Planning {
  readonly restoring: RestoreServices;
  readonly openSnapshot: OpenSnapshot;
}

export interface Recovered {
  readonly restored: RestoredTable;
  readonly comparison: Comparison;
  readonly summary: ChangeSummary;
  /** Undefined where nothing was selected: a plan can follow from what the incident holds. */
  readonly plan: PlanMade | undefined;
}

/**
 * Restores a table into scratch, compares it with production, and plans the correction of what is
 * selected, all into one incident. Changes nothing in production.
 * @throws {RecoveryError} those of restoring, comparing and planning. Where only the planning failed,
 * the incident holds the comparison.
 */
export async function recoverTable(
  request: RecoverRequest,
  services: RecoverServices,
  work: Work,
): Promise<Recovered> {
  const { incident } = services;
  const { table } = request.target;
  const production = connectionLabel(request.live);
  await incident.note({ step: 'opened', table: tableLabel(table), production });
  const restored = await restoreTable(request.restore, services.restoring, work);
  const compared = await thenDrop(restored, request, services, async () => {
    await incident.note({
      ...{ step: 'restored', dump: request.dump.path, seconds: restored.seconds },
      rows: restored.tables.reduce((sum, { rows }) => sum + rows, 0),
    });
    return compareInto(request, restored, services, work);
  });
  const plan = selectsAnything(request.choice)
    ? await planFromComparison({ choices: [request.choice], withoutDrifted: false }, services, work)
    : undefined;
  return { restored, ...compared, plan };
}

type Compared = Pick<Recovered, 'comparison' | 'summary'>;

/** The scratch database goes however the comparison ends, unless it is to stay. */
async function thenDrop<T>(
  { database }: RestoredTable,
  { keep }: RecoverRequest,
  { restoring }: RecoverServices,
  use: () => Promise<T>,
): Promise<T> {
  try {
    return await use();
  } finally {
    if (!keep) {
      await restoring.scratch.drop(database);
    }
  }
}

async function compareInto(
  request: RecoverRequest,
  restored: RestoredTable,
  services: RecoverServices,
  work: Work,
): Promise<Compared> {
  const settings = { backup: restored.connection, live: request.live };
  const opening = { open: services.openSnapshot, signal: work.signal };
  return withSnapshots(settings, opening, async (sides) => {
    const { columns, target, where } = request;
    const comparison = await compareTable(
      { table: target.table, where, ...columns, ...sides },
      work,
    );
    refuseOther(comparison, target);
    const { missing, changed, extra, identical } = comparison.rows;
    await services.incident.note({
      ...{ step: 'compared', missing, changed, extra, identical },
      seconds: comparison.seconds,
    });
    const summary = await keepChanges({ request, comparison, sides }, services, work);
    return { comparison, summary };
  });
}

/** A plan would be bound to another table than the one that was compared. */
function refuseOther({ table }: Comparison, target: TableIdentity): void {
  if (table.live.oid !== target.tableOid) {
    throw new RecoveryError(
      'wrong-table',
      `${tableLabel(target.table)} was made anew in production while its backup was restored.`,
      { hint: 'Start again.' },
    );
  }
}

interface ComparedSides {
  readonly request: RecoverRequest;
  readonly comparison: Comparison;
  readonly sides: Sides<Snapshot>;
}

async function keepChanges(
  { request, comparison, sides }: ComparedSides,
  services: RecoverServices,
  work: Work,
): Promise<ChangeSummary> {
  const { table, snapshot } = comparison;
  const writer = await ComparisonWriter.begin(services);
  try {
    const keep = (change: RowChange): Promise<void> => writer.add(change, table);
    const summary = await examineChanges(comparison, sides, { keep, work });
    const { dump, target } = request;
    await writer.finish({ dump, identity: target, table, mark: snapshot.live.mark });
    return summary;
  } catch (error) {
    await writer.discard();
    throw error;
  }
}
