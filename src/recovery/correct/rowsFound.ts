import type { Row } from '../../core/catalog/table';
import type { CorrectionPlan } from '../../core/correction/plan';
import { allAsPlanned, driftIn } from '../../core/correction/planState';
import type { WriteStep } from '../../core/incident/journal';
import { DriftedRowsError } from '../../core/correction/refusal';
import type { Journal } from '../ports/incidentStore';

interface Looked {
  readonly write: WriteStep['write'];
  /** Where it is written in several transactions: which of them, from 1. */
  readonly part?: number;
  readonly plan: CorrectionPlan;
}

/**
 * What the planned rows, as they were found, mean for the write; the journal notes it. True where nothing is left to be
 * written.
 * @param rows In the plan's order; null where there is none.
 * @throws {DriftedRowsError} Nothing is written then.
 */
export async function isAlready(
  { plan, ...write }: Looked,
  rows: readonly (Row | null)[],
  { incident }: { readonly incident: Journal },
): Promise<boolean> {
  if (allAsPlanned(plan, rows)) {
    await incident.note({ step: 'already', by: 'rows', ...write });
    return true;
  }
  const drifted = driftIn(plan, rows);
  if (drifted.length > 0) {
    await incident.note({ step: 'drifted', rows: drifted.length, ...write });
    throw new DriftedRowsError(drifted);
  }
  return false;
}
