import type { IncidentFolder } from '../files/incidentFolder';
import type { ConnectionSettings } from '../recovery/connectionSettings';
import { comparisonIn } from './reviewing';
import type { PlanMade } from '../recovery/correct/planFromComparison';
import { type Replacement, replaceTable } from '../recovery/correct/replaceTable';
import { refuseOtherAddress } from '../recovery/correct/sameAddress';
import { PostgresCorrectionTarget } from '../postgres/correction/target';
import type { EngineHost } from './engineHost';
import { planningIn } from './incidents';

export interface ReplaceOrder {
  readonly incident: IncidentFolder;
  readonly live: ConnectionSettings;
  readonly moved: boolean;
  /** Asked once everything that would happen is known; false plans nothing. */
  readonly agreed: (replacement: Replacement) => Promise<boolean>;
}

/**
 * Plans that the whole table becomes as the backup has it; undefined where that is not agreed to.
 * @throws {RecoveryError} those of {@link replaceTable}; `wrong-server`.
 */
export async function planReplacement(
  { incident, live, moved, agreed }: ReplaceOrder,
  { work, program }: EngineHost,
): Promise<PlanMade | undefined> {
  const { identity } = await comparisonIn(incident);
  refuseOtherAddress({ table: { identity } }, { address: live, moved });
  const target = new PostgresCorrectionTarget(live);
  return replaceTable({ ...planningIn(incident, program), target }, agreed, work);
}
