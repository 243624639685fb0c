import { DriftedRowsError } from '../core/correction/refusal';
import type { CountedValues } from '../core/review/chart/countedValues';
import { RecoveryError } from '../core/errors';
import type { Rehearsal } from '../core/incident/rehearsal';
import type { IncidentFolder } from '../files/incidentFolder';
import { openSnapshot } from '../postgres/compare/snapshot';
import { storedComparison } from '../recovery/compare/comparisonFiles';
import type { ConnectionSettings } from '../recovery/connectionSettings';
import type { ApplyResult } from '../recovery/correct/results';
import { refuseOtherAddress } from '../recovery/correct/sameAddress';
import { countNow } from '../recovery/review/countNow';
import { type ComparedAgain, compareStaleRows } from '../recovery/review/compareStaleRows';
import {
  findStaleRows,
  keepStale,
  type StaleFound,
  type StaleServices,
} from '../recovery/review/findStaleRows';
import type { ProductionNow } from '../recovery/review/productionNow';
import type { EngineHost } from './engineHost';
import { planningIn } from './incidents';
import { meetProduction } from './production';

/** An incident's rows against production as it is now. */
export interface StaleOrder {
  readonly incident: IncidentFolder;
  readonly live: ConnectionSettings;
  /** The operator's word that the compared server is at another address now. */
  readonly moved: boolean;
  /** Seconds that its snapshot may be kept, which holds back vacuum; as usual where not said. */
  readonly longestSnapshot?: number | undefined;
}

export async function findStale(order: StaleOrder, host: EngineHost): Promise<StaleFound> {
  const [production, services] = await metFor(order, host);
  return findStaleRows(production, services, host.work);
}

export async function compareStale(order: StaleOrder, host: EngineHost): Promise<ComparedAgain> {
  const [production, services] = await metFor(order, host);
  return compareStaleRows(production, services, host.work);
}

/** Production's rows by a compared column, for its histogram; undefined where it has too many values. */
export async function countBy(
  column: number,
  order: StaleOrder,
  host: EngineHost,
): Promise<CountedValues | undefined> {
  const [production, services] = await metFor(order, host);
  return countNow(column, production, services, host.work);
}

/** What a rehearsal found drifted is stale from now on. */
export async function keepDrifted(
  incident: IncidentFolder,
  { drifted }: Pick<Rehearsal, 'drifted'>,
  { program }: Pick<EngineHost, 'program'>,
): Promise<void> {
  if (drifted.length > 0) {
    await keepStale(
      drifted.map(({ key }) => key),
      planningIn(incident, program),
    );
  }
}

/**
 * What an apply was refused for, or kept from writing the rest, is stale from now on, too.
 * @param kept Called then, before the refusal goes on its way.
 */
export async function keepingDrift(
  incident: IncidentFolder,
  host: EngineHost,
  {
    write,
    kept,
  }: {
    readonly write: () => Promise<ApplyResult>;
    readonly kept?: () => Promise<void>;
  },
): Promise<ApplyResult> {
  const keep = async (refusal: unknown): Promise<void> => {
    if (refusal instanceof DriftedRowsError) {
      await keepUnlessUnreadable(incident, host, refusal);
      await kept?.();
    }
  };
  try {
    const result = await write();
    await keep(result.outcome === 'partly-applied' ? result.why : undefined);
    return result;
  } catch (error) {
    await keep(error);
    throw error;
  }
}

/** The operator must hear of the drift, whatever became of the comparison. */
async function keepUnlessUnreadable(
  incident: IncidentFolder,
  host: EngineHost,
  { drifted }: DriftedRowsError,
): Promise<void> {
  try {
    await keepDrifted(incident, { drifted }, host);
  } catch (error) {
    if (!(error instanceof RecoveryError)) {
      throw error;
    }
    host.say(`The rows that moved on were not marked as stale: ${error.message}`);
  }
}

async function metFor(
  { incident, live, moved, longestSnapshot }: StaleOrder,
  { work, program }: EngineHost,
): Promise<readonly [ProductionNow, StaleServices]> {
  const services = { ...planningIn(incident, program), openSnapshot };
  const { identity } = await storedComparison(services);
  refuseOtherAddress({ table: { identity } }, { address: live, moved });
  const { target } = await meetProduction(live, identity.table, work.signal);
  return [{ settings: live, target, longestSnapshot }, services];
}
