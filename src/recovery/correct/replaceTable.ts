import {
  type ChildrenConsent,
  childrenText,
  type LostChildren,
  mayBeAgreedTo,
} from '../../core/correction/lostChildren';
import type { ActionCounts } from '../../core/correction/plan';
import { RecoveryError } from '../../core/errors';
import { storedComparison } from '../compare/comparisonFiles';
import type { CorrectionTarget } from '../ports/correctionTarget';
import type { Work } from '../work';
import { type Planning, type PlanMade, planned, savePlan } from './planFromComparison';
import { refuseOverApplied } from './planInForce';
import { counted, wordFor } from '../../core/words';

/** What putting back the whole table would do, beside what it writes itself. */
export interface Replacement {
  readonly counts: ActionCounts;
  /** Rows of other tables that its deletes take along or change. */
  readonly children: readonly LostChildren[];
}

export interface Replacing extends Planning {
  readonly target: Pick<CorrectionTarget, 'lostChildren'>;
}

/**
 * Plans that the whole table becomes as the backup has it, by difference: everything that differs is inserted, updated
 * or deleted in place, rows whose key was reused among it. Production is only read.
 * @param agreed Asked before anything is planned; false plans nothing.
 * @returns Undefined where it was not agreed to.
 * @throws {RecoveryError} `usage` where not all of the table can be put back so; `violation` where its deletes take along
 * what nobody can agree to; those of planning and of the target.
 */
export async function replaceTable(
  { target, ...planning }: Replacing,
  agreed: (replacement: Replacement) => Promise<boolean>,
  work: Work,
): Promise<PlanMade | undefined> {
  await refuseOverApplied(planning.incident);
  const comparison = await storedComparison(planning);
  refusePart(comparison);
  const made = await planned({ chosen: () => true }, comparison, planning, work);
  refuseLeftOut(made);
  const children = await target.lostChildren(made.plan, work);
  refuseBeyondConsent(children);
  if (!(await agreed({ counts: made.counts, children }))) {
    return undefined;
  }
  const plan = { ...made.plan, wholeTable: { children: children.map(consentOf) } };
  return savePlan({ ...made, plan }, comparison, planning);
}

function refusePart({ scope, figures }: Awaited<ReturnType<typeof storedComparison>>): void {
  if (scope !== undefined && scope.rows !== 'all') {
    throw partly('Only a part of the table was compared.', 'Recover it as a whole first.');
  }
  const conflicts = (figures?.rows.conflicts ?? 0) + (figures?.rows.liveConflicts ?? 0);
  if (conflicts > 0) {
    throw partly(
      `${counted(conflicts, 'row')} ${wordFor(conflicts, 'shares its', 'share their')} key with others: nothing says which of them is which.`,
      'Compare by a key that tells all rows apart.',
    );
  }
}

function refuseLeftOut({
  stale,
  unread,
}: {
  readonly stale: number;
  readonly unread: number;
}): void {
  if (stale > 0) {
    throw partly(
      `${counted(stale, 'row')} moved on in production since ${wordFor(stale, 'it was', 'they were')} compared.`,
      'Compare the stale rows again first.',
    );
  }
  if (unread > 0) {
    throw partly(
      `${counted(unread, 'row')} ${wordFor(unread, 'holds', 'hold')} a value too large to be read here.`,
      `Correct ${wordFor(unread, 'it', 'them')} by hand first.`,
    );
  }
}

function partly(message: string, hint: string): RecoveryError {
  return new RecoveryError('usage', `The whole table cannot be put back. ${message}`, { hint });
}

function refuseBeyondConsent(children: readonly LostChildren[]): void {
  const beyond = children.find((each) => !mayBeAgreedTo(each));
  if (beyond) {
    throw new RecoveryError('violation', childrenText(beyond), {
      hint: 'Deal with these rows first, or correct selected rows without deletes.',
    });
  }
}

function consentOf({ constraint, child, action, rows }: LostChildren): ChildrenConsent {
  return { constraint, child, action, rows };
}
