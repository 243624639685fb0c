import type { Key } from '../../core/catalog/table';
import { RecoveryError } from '../../core/errors';
import type { Correction, CorrectionPlan } from '../../core/correction/plan';
import type { NotedUndoProof } from '../../core/incident/journal';
import { asPlanned, type ObservedRow } from '../../core/incident/verdict';
import type { Correcting } from './correcting';
import { imagesInOrder, imagesOf, type Parts } from './parts';
import { proveUndo, type UndoProof } from './proveUndo';
import { type OwnPlan, settledParts, unknownOf } from './settledOutcomes';
import { refuseOtherAddress } from './sameAddress';
import type { Work } from '../work';

/** What production holds, beside what was planned. */
export interface Proof {
  /** True where all of the plan is as planned in production and no other row was written by the correction. */
  readonly proved: boolean;
  readonly selected: { readonly equal: number; readonly different: number };
  readonly unselected: { readonly writtenByUs: number; readonly changedByOthers: number };
  /** Planned rows that are still to be written, where the plan is only partly applied: none of {@link selected}. */
  readonly left: number;
  /** Keys of the selected rows that are different. */
  readonly different: readonly Key[];
  /** Of a correction that is not there because it was taken back. */
  readonly undone?: UndoProof;
}

/**
 * Counts in production: planned rows that are as planned, and rows outside the plan that our
 * transaction, or others since `since` (the comparison's mark), have written. Where it was taken back, what that gave
 * back, too. Reads only.
 * @throws {RecoveryError} `outcome-unknown`.
 */
export async function proveCorrection(
  correction: OwnPlan & { readonly since: string | undefined },
  correcting: Correcting,
  work: Work,
): Promise<Proof> {
  const { plan, since } = correction;
  refuseOtherAddress(plan, correcting);
  const parts = await settledParts(correction, correcting, work);
  if (unknownOf(parts)) {
    throw new RecoveryError('outcome-unknown', 'Whether the last COMMIT took place is not known.', {
      hint: 'Ask again when the server can be reached.',
    });
  }
  const writers = parts.inForce.flatMap(({ applied }) => applied.writers);
  const { rows, others } = await correcting.target.observe(plan, { writers, since }, work);
  const counted = await countSelected(plan, parts, rows);
  const { different, ...selected } = counted;
  const unselected = others ?? { writtenByUs: 0, changedByOthers: 0 };
  const { equal, left } = selected;
  const proved = different.length + left === 0 && unselected.writtenByUs === 0;
  const undone = proved ? undefined : await proveUndo(correction, parts, correcting, work);
  await correcting.incident.note({
    ...{ step: 'proved', equal, different: different.length, ...unselected },
    ...(left > 0 ? { left } : {}),
    ...(undone ? { undone: notedUndo(undone) } : {}),
  });
  return {
    ...{ proved, selected: { equal, different: different.length } },
    ...{ unselected, left, different: different.map(({ key }) => key) },
    ...(undone ? { undone } : {}),
  };
}

function notedUndo({ proved, rows, unselected, children }: UndoProof): NotedUndoProof {
  const { rewritten, ...counted } = rows;
  return {
    ...{ isProved: proved, ...counted, ...unselected },
    ...(rewritten > 0 ? { rewritten } : {}),
    ...(children.length > 0 ? { children } : {}),
  };
}

interface Selected {
  readonly equal: number;
  readonly different: readonly Correction[];
  readonly left: number;
}

/** Where parts are in force, the rows that no part wrote are left; else all are to be as planned. */
async function countSelected(
  { corrections }: CorrectionPlan,
  { inForce }: Parts,
  rows: readonly ObservedRow[],
): Promise<Selected> {
  const images = imagesInOrder(await imagesOf(inForce, corrections), corrections);
  const isLeft = (position: number): boolean => inForce.length > 0 && !images[position];
  const equal = asPlanned(corrections, images, rows);
  const selected = corrections.filter((_, position) => !isLeft(position));
  const different = corrections.filter(
    (_, position) => !isLeft(position) && equal[position] !== true,
  );
  return {
    equal: selected.length - different.length,
    different,
    left: corrections.length - selected.length,
  };
}
