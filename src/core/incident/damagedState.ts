import type { TableIdentity } from '../correction/plan';
import type { JournalEntry } from './journal';

/** Which table on which server: what neither a name nor an address tells. */
export type TableOrigin = Pick<TableIdentity, 'systemIdentifier' | 'databaseOid' | 'tableOid'>;

/** What was done about the damaged state of a table: `kept` in a file, or that `declined` with a reason. */
export type DamagedState = 'kept' | 'declined' | 'open';

export function damagedState(
  journal: readonly JournalEntry[],
  identity: TableOrigin,
): DamagedState {
  if (journal.some((entry) => entry.step === 'snapshot' && isOf(identity, entry))) {
    return 'kept';
  }
  return journal.some(({ step }) => step === 'snapshot-declined') ? 'declined' : 'open';
}

function isOf(identity: TableOrigin, taken: Partial<TableOrigin>): boolean {
  return (['systemIdentifier', 'databaseOid', 'tableOid'] as const).every(
    (part) => identity[part] === taken[part],
  );
}
