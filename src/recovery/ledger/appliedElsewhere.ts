import type { CorrectionPlan } from '../../core/correction/plan';
import { asPlanned } from '../../core/incident/verdict';
import { AppliedElsewhereError } from '../../core/ledger/appliedElsewhere';
import { ledgerSentences, type LedgerRow } from '../../core/ledger/ledger';
import type { Correcting } from '../correct/correcting';
import { refuseOtherAddress } from '../correct/sameAddress';
import type { CorrectionTarget } from '../ports/correctionTarget';
import type { LedgerOrder } from '../ports/ledger';
import type { Work } from '../work';

/** What is to be said of production's ledger before something is written; nothing where there is none. */
export async function foreseeLedger(
  plan: CorrectionPlan,
  correcting: Pick<Correcting, 'target' | 'address' | 'moved'>,
  work: Work,
): Promise<readonly string[]> {
  refuseOtherAddress(plan, correcting);
  return ledgerSentences((await correcting.target.ledger(plan, [], work)).ledger);
}

/**
 * The entry of another folder that has applied this already, where every row still is as planned; undefined where
 * the ledger knows of none.
 * @throws {AppliedElsewhereError} where rows are otherwise by now.
 */
export async function appliedElsewhere(
  plan: CorrectionPlan,
  { once, own, foundUndone }: Pick<LedgerOrder, 'once' | 'own' | 'foundUndone'>,
  { target }: { readonly target: Pick<CorrectionTarget, 'ledger' | 'observe'> },
  work: Work,
): Promise<LedgerRow | undefined> {
  const { applied } = await target.ledger(plan, once, work);
  const row = applied.find(({ xid }) => !own.includes(xid) && !foundUndone.includes(xid));
  if (!row) {
    return undefined;
  }
  if (row.kind === 'apply') {
    const { rows } = await target.observe(plan, undefined, work);
    if (asPlanned(plan.corrections, undefined, rows).every(Boolean)) {
      return row;
    }
  }
  throw new AppliedElsewhereError(row);
}
