import type { CorrectionPlan } from '../../core/correction/plan';
import type { WriteKind } from '../ports/incidentStore';
import type { Work } from '../work';
import { type Correcting, untilLocksAllow } from './correcting';
import { isAlready } from './rowsFound';

/**
 * Locks and compares every row that is about to be written in several transactions, before the first of them, and
 * lets go of them again. True where all are as planned already.
 * @throws {DriftedRowsError} Nothing is written then.
 */
export async function checkFirst(
  write: WriteKind,
  plan: CorrectionPlan,
  { target, incident }: Correcting,
  work: Work,
): Promise<boolean> {
  return untilLocksAllow(
    async () => {
      const transaction = await target.begin(plan, work);
      try {
        const { xid } = transaction;
        const rows = await transaction.lockRows('looked for');
        await incident.note({ step: 'rows-locked', write, xid, rows: rows.length });
        return await isAlready({ write, plan }, rows, { incident });
      } finally {
        await transaction.rollback();
      }
    },
    (after) => incident.note({ step: 'tried-again', write, after }),
    work,
  );
}
