import { AppliedElsewhereError } from '../../core/ledger/appliedElsewhere';
import { RecoveryError } from '../../core/errors';
import type { LedgerOrder } from '../../recovery/ports/ledger';
import type { RowsSource } from '../freeze/reading';
import { findLedger } from './findLedger';
import { appliedRows, enterRow, entryId, type KeptRow } from './ledgerRows';

/**
 * Enters a write in production's ledger, by the transaction that does it.
 * @returns the oid of the ledger; undefined where there is none that can be used.
 * @throws {AppliedElsewhereError}
 */
export async function enterInLedger(
  source: RowsSource,
  systemIdentifier: string,
  order: LedgerOrder,
): Promise<string | undefined> {
  const { ledger, readable } = await findLedger(source);
  if (ledger.state !== 'usable' || !readable) {
    return undefined;
  }
  const applied = await appliedRows(source, order.entry.table, order.once);
  for (const row of applied) {
    if (order.foundUndone.includes(row.xid)) {
      await endFoundUndone(source, row, systemIdentifier, order);
    } else if (!order.own.includes(row.xid)) {
      throw new AppliedElsewhereError(row);
    }
  }
  const { entry } = order;
  if (!(await enterRow(source, entry, { id: entryId(systemIdentifier, entry) }))) {
    throw new RecoveryError('in-use', 'Production’s ledger has this very write already.', {
      hint: 'Nothing was written. Look at the ledger, then try again.',
      ways: ['show-ledger'],
    });
  }
  return readable.oid;
}

async function endFoundUndone(
  source: RowsSource,
  row: KeptRow,
  systemIdentifier: string,
  { entry }: LedgerOrder,
): Promise<void> {
  const { digest, part, counts } = row;
  const found = { ...entry, kind: 'found-undone' as const, digest, part, counts };
  const id = `${entryId(systemIdentifier, found)}/${part}`;
  await enterRow(source, found, { id, ends: row.id });
}
