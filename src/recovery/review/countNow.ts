import type { CountedValues } from '../../core/review/chart/countedValues';
import { wholeTable } from '../../core/diff/scope';
import { storedComparison } from '../compare/comparisonFiles';
import type { Work } from '../work';
import type { StaleServices } from './findStaleRows';
import { type ProductionNow, withLiveRowsNow } from './productionNow';

/**
 * Counts production's rows by a column, as it is now, but for those that were written since it was compared.
 * Only where they are as many as then are they the same. Undefined where there are too many values.
 * @throws {RecoveryError} those of {@link withLiveRowsNow}.
 */
export async function countNow(
  column: number,
  production: ProductionNow,
  services: StaleServices,
  work: Work,
): Promise<CountedValues | undefined> {
  const comparison = await storedComparison(services);
  const { scope = wholeTable, mark } = comparison;
  const opening = { open: services.openSnapshot, work };
  return withLiveRowsNow(comparison, production, opening, async (live, signal) => {
    const counter = await live.counter(scope, signal);
    const counted = await counter.countBy(column, { before: mark }, signal);
    return counted && { ...counted, readAt: live.time };
  });
}
