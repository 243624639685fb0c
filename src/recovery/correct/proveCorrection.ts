import type { Key } from '../../core/catalog/table';
import type { StoredPlan } from '../../core/correction/planFile';
import { RecoveryError } from '../../core/errors';
import { inForce } from '../../core/incident/outcome';
import { asPlanned } from '../../core/incident/verdict';
import type { Correcting } from './correcting';
import { settledOutcomes } from './settledOutcomes';
import { refuseOtherAddress } from './sameAddress';
import type { Work } from '../work';

/** What production holds, beside what was planned. */
export interface Proof {
  /** True where every selected row is as planned and no other row was written by the correction. */
  readonly proved: boolean;
  readonly selected: { readonly equal: number; readonly different: number };
  readonly unselected: { readonly writtenByUs: number; readonly changedByOthers: number };
  /** Keys of the selected rows that are different. */
  readonly different: readonly Key[];
}

/**
 * Counts in production: planned rows that are as planned, and rows outside the plan that our
 * transaction, or others since `since` (the comparison's mark), have written. Reads only.
 * @throws {RecoveryError} `outcome-unknown`.
 */
export async function proveCorrection(
  correction: Pick<StoredPlan, 'plan' | 'digest'> & { readonly since: string | undefined },
  correcting: Correcting,
  work: Work,
): Promise<Proof> {
  const { plan, since } = correction;
  refuseOtherAddress(plan, correcting);
  const seen = await settledOutcomes(correction, correcting, work);
  if (seen.apply?.state === 'unknown' || seen.undo?.state === 'unknown') {
    throw new RecoveryError('outcome-unknown', 'Whether the last COMMIT took place is not known.', {
      hint: 'Ask again when the server can be reached.',
    });
  }
  const applied = inForce(seen.apply, seen.undo);
  const images = applied && (await correcting.incident.images('apply', applied.xid));
  const { rows, others } = await correcting.target.observe(
    plan,
    { writers: applied?.writers ?? [], since },
    work,
  );
  const equal = asPlanned(plan.corrections, images, rows);
  const different = plan.corrections.filter((_, position) => equal[position] !== true);
  const unselected = others ?? { writtenByUs: 0, changedByOthers: 0 };
  const selected = {
    equal: plan.corrections.length - different.length,
    different: different.length,
  };
  await correcting.incident.note({ step: 'proved', ...selected, ...unselected });
  return {
    proved: different.length === 0 && unselected.writtenByUs === 0,
    ...{ selected, unselected },
    different: different.map(({ key }) => key),
  };
}
