import { RecoveryError } from '../errors';
import { type LedgerRow, writer } from './ledger';

/** Production's ledger has it that another folder applied this already. */
export class AppliedElsewhereError extends RecoveryError {
  constructor(readonly row: LedgerRow) {
    super('applied-elsewhere', `${appliedSentence(row)} Nothing was written.`, {
      hint: 'Undo it where it was applied, or compare again and make a new plan.',
      ways: ['undo', 'recover'],
    });
  }
}

export function appliedSentence(row: LedgerRow): string {
  const { kind, at, incident, xid } = row;
  return kind === 'file'
    ? `These very bytes were applied already, by ${writer(row)} at ${at}: incident ${incident}, transaction ${xid}.`
    : `This very plan was applied already, by ${writer(row)} at ${at}: incident ${incident}, transaction ${xid}.`;
}
