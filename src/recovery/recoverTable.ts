import type { Overflow } from '../core/diff/found/differences';
import { tableLabel } from '../core/catalog/table';
import type { TableIdentity } from '../core/correction/plan';
import type { DumpOrigin } from '../core/correction/planFile';
import type { ColumnChoice } from '../core/diff/comparedTable';
import type { Scope } from '../core/diff/scope';
import { type ComparedIncident, compareIntoIncident } from './compare/compareIntoIncident';
import type { OpenSnapshot } from './compare/examineChanges';
import { connectionLabel, type ConnectionSettings } from './connectionSettings';
import {
  planFromComparison,
  type Planning,
  type PlanMade,
  type SelectionChoice,
  selectsAnything,
} from './correct/planFromComparison';
import { noteEarlierVerdict } from './dumps/earlierVerdict';
import { hashBeside } from './dumps/hashBeside';
import type { KeptVerification } from './dumps/keptVerification';
import type { OpenTableRestore } from './restore/openRestore';
import { type RestoredDump, type RestoreServices, restoreOpened } from './restore/restoreDump';
import type { Work } from './work';

export interface RecoverRequest {
  readonly restore: OpenTableRestore;
  readonly dump: DumpOrigin;
  /** What was found when the dump was read whole before, where that is kept: for the journal. */
  readonly verified?: KeptVerification | undefined;
  readonly live: ConnectionSettings;
  /** The production table, as it was before the restore. */
  readonly target: TableIdentity;
  readonly columns: ColumnChoice;
  readonly scope: Scope;
  /** How many sessions shall read side by side on either server; 1 where not said. */
  readonly connections?: number | undefined;
  /** Seconds that snapshots may be kept, which holds back vacuum; as usual where not said. */
  readonly longestSnapshot?: number | undefined;
  /** Keeps the scratch database. */
  readonly keep: boolean;
  readonly choice: SelectionChoice;
  /** When the damage happened, where somebody knows: for the journal. */
  readonly damagedAt?: string | undefined;
}

export interface RecoverServices extends Planning {
  readonly restoring: RestoreServices;
  readonly openSnapshot: OpenSnapshot;
  readonly overflow?: Overflow | undefined;
}

export type Recovered = ComparedIncident & {
  readonly restored: RestoredDump;
  /**
   * Undefined where nothing was selected: a plan can follow from what the incident holds. And always
   * without a key, where none can.
   */
  readonly plan: PlanMade | undefined;
};

export type RecoveredByKey = Extract<Recovered, { readonly by: 'key' }>;

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
  await incident.note({
    ...{ step: 'opened', table: tableLabel(table) },
    ...{ production: connectionLabel(request.live), dump: request.dump.path },
    ...(request.damagedAt === undefined ? {} : { damagedAt: request.damagedAt }),
  });
  await noteEarlierVerdict(incident, request.dump.path, request.verified);
  const dump = { path: request.dump.path, files: services.restoring.dumps };
  const done = await hashBeside(dump, work.signal, async (sha256) => {
    const order = { ...request.restore, passing: !request.keep };
    const restored = await restoreOpened(order, services.restoring, work);
    const compared = await thenDrop(restored, request, services, async () => {
      await incident.note({
        ...{ step: 'restored', dump: request.dump.path, seconds: restored.seconds },
        rows: restored.tables.reduce((sum, { rows }) => sum + rows, 0),
      });
      const origin = { ...request.dump, sha256: request.dump.sha256 ?? (await sha256) };
      const sides = { ...request, dump: origin, backup: restored.connection };
      return compareIntoIncident(sides, services, work);
    });
    return { restored, ...compared };
  });
  const isPlanned = done.by === 'key' && selectsAnything(request.choice);
  const plan = isPlanned
    ? await planFromComparison({ choices: [request.choice], withoutDrifted: false }, services, work)
    : undefined;
  return { ...done, plan };
}

/** The scratch database goes however the comparison ends, unless it is to stay. */
async function thenDrop<T>(
  { database }: RestoredDump,
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
