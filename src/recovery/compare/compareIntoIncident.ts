import { tableLabel } from '../../core/catalog/table';
import type { TableIdentity } from '../../core/correction/plan';
import type { DumpOrigin } from '../../core/correction/planFile';
import type { ColumnChoice } from '../../core/diff/comparedTable';
import type { Overflow } from '../../core/diff/differences';
import type { KeptRow } from '../../core/diff/rowChange';
import type { ComparisonFigures } from '../../core/diff/storedComparison';
import { type Scope, scopeText } from '../../core/diff/scope';
import { RecoveryError } from '../../core/errors';
import { definitionTexts } from '../../core/sql/definitionText';
import { connectionLabel, type ConnectionSettings } from '../connectionSettings';
import type { Snapshot } from '../ports/snapshot';
import type { Work } from '../work';
import { bothSides, type Sides } from './bothSides';
import { type Comparison, compareTable } from './compareTable';
import { type ComparisonFiles, ComparisonWriter } from './comparisonFiles';
import { examineChanges, type OpenSnapshot, withSnapshots } from './examineChanges';
import { withAge } from './snapshotAge';
import type { ChangeSummary } from './summariseChanges';

export interface IncidentComparison extends Sides<ConnectionSettings> {
  readonly dump: DumpOrigin;
  /** The production table that is meant. */
  readonly target: TableIdentity;
  readonly columns: ColumnChoice;
  readonly scope: Scope;
  readonly connections?: number | undefined;
  readonly longestSnapshot?: number | undefined;
}

export interface ComparedIncident {
  readonly comparison: Comparison;
  readonly summary: ChangeSummary;
}

export interface ComparisonServices extends ComparisonFiles {
  readonly openSnapshot: OpenSnapshot;
  readonly overflow?: Overflow | undefined;
}

/**
 * Compares a restored table with production and keeps every row that differs in the incident.
 * @throws {RecoveryError} those of comparing; `wrong-table` where production's table was made anew.
 */
export async function compareIntoIncident(
  request: IncidentComparison,
  services: ComparisonServices,
  { signal, progress }: Work,
): Promise<ComparedIncident> {
  const opening = { open: services.openSnapshot, signal, longest: request.longestSnapshot };
  return withSnapshots(request, opening, async (sides, limited) => {
    const work = { progress, signal: limited };
    const { columns, target, scope, connections } = request;
    const comparison = await compareTable(
      {
        table: target.table,
        scope,
        connections,
        overflow: services.overflow,
        ...columns,
        ...sides,
      },
      work,
    );
    try {
      refuseOther(comparison, target);
      const summary = await keepChanges({ request, comparison, sides }, services, work);
      await noteCompared(comparison, services);
      return { comparison: withAge(comparison, sides), summary };
    } finally {
      comparison.differences.close();
    }
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

/** Only with this can the incident be gone on with. */
async function noteCompared(
  { rows, scope, seconds }: Comparison,
  { incident }: ComparisonServices,
): Promise<void> {
  const { missing, changed, extra, identical } = rows;
  const text = scopeText(scope);
  await incident.note({
    ...{ step: 'compared', missing, changed, extra, identical, seconds },
    ...(text === undefined ? {} : { scope: text }),
  });
}

interface ComparedSides {
  readonly request: IncidentComparison;
  readonly comparison: Comparison;
  readonly sides: Sides<Snapshot>;
}

async function keepChanges(
  { request, comparison, sides }: ComparedSides,
  services: ComparisonFiles,
  work: Work,
): Promise<ChangeSummary> {
  const { table, scope, snapshot } = comparison;
  const writer = await ComparisonWriter.begin(services);
  try {
    const keep = (row: KeptRow): Promise<void> => writer.add(row, table);
    const summary = await examineChanges(comparison, sides, { keep, work });
    const { dump, target } = request;
    const figures = figuresOf(comparison, summary, request.live);
    const ddl = await definitions(comparison, sides, work);
    await writer.finish({
      ...{ dump, identity: target, table, figures, ddl, mark: snapshot.live.mark },
      ...(scope.rows === 'all' ? {} : { scope }),
    });
    return summary;
  } catch (error) {
    await writer.discard();
    throw error;
  }
}

/** The scratch database may be gone when somebody wants to see them. */
async function definitions(
  { table }: Comparison,
  sides: Sides<Snapshot>,
  { signal }: Work,
): Promise<Sides<string>> {
  const defined = await bothSides(signal, (side, either) =>
    sides[side].defineTable(table[side], either),
  );
  return definitionTexts({ backup: defined.backup, live: defined.live });
}

function figuresOf(
  { rows, snapshot }: Comparison,
  { stale }: ChangeSummary,
  live: ConnectionSettings,
): ComparisonFigures {
  const readAt = { backup: snapshot.backup.time, live: snapshot.live.time };
  return { rows, readAt, production: connectionLabel(live), stale };
}
