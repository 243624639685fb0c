import { tableLabel } from '../../core/catalog/table';
import type { CorrectionPlan } from '../../core/correction/plan';
import type { Attempt } from '../../core/incident/outcome';
import type { LedgerView } from '../../recovery/ports/ledger';
import type { RowsSource } from '../freeze/reading';
import { findLedger } from './findLedger';
import { appliedRows, entryId, isEntered } from './ledgerRows';

/** How the ledger stands to a correction. */
export async function ledgerView(
  source: RowsSource,
  { table }: Pick<CorrectionPlan, 'table'>,
  digests: readonly string[],
): Promise<LedgerView> {
  const { ledger, readable } = await findLedger(source);
  const name = tableLabel(table.identity.table);
  return { ledger, applied: readable ? await appliedRows(source, name, digests) : [] };
}

/** Whether an attempt stands in the ledger that it was entered in; undefined where that one is not to be read. */
export async function stillEntered(
  source: RowsSource,
  attempt: Attempt,
): Promise<boolean | undefined> {
  const { readable } = await findLedger(source);
  return readable && readable.oid === attempt.ledger
    ? isEntered(source, entryId(attempt.systemIdentifier, attempt), attempt.at)
    : undefined;
}
