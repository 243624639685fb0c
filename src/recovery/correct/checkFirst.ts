import type { CorrectionPlan } from '../../core/correction/plan';
import { allAsPlanned, driftIn } from '../../core/correction/planState';
import { DriftedRowsError } from '../../core/correction/refusal';
import type { WriteKind } from '../ports/incidentStore';
import type { Work } from '../work';
import { type Correcting, untilLocksAllow } from './correcting';

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
        if (allAsPlanned(plan, rows)) {
          await incident.note({ step: 'already', write, by: 'rows' });
          return true;
        }
        const drifted = driftIn(plan, rows);
        if (drifted.length > 0) {
          await incident.note({ step: 'drifted', write, rows: drifted.length });
          throw new DriftedRowsError(drifted);
        }
        return false;
      } finally {
        await transaction.rollback();
      }
    },
    (after) => incident.note({ step: 'tried-again', write, after }),
    work,
  );
}
