import { fieldsIn, type UncheckedFields } from '../uncheckedFields';
import type { LinesSeal } from './storedComparison';

/** A production transaction, with the changed and extra rows that it wrote last. */
export interface WritingTransaction {
  readonly xid: string;
  /** ISO 8601; absent where production does not keep it (track_commit_timestamp). */
  readonly committedAt?: string;
  readonly rows: number;
}

const format = 'pra-transactions';
const version = 1;

/** For a file: of which compared rows it is, then a line a transaction that wrote some of them. */
export function* transactionLines(
  transactions: readonly WritingTransaction[],
  { sha256 }: LinesSeal,
): Generator<string, void> {
  const { length: count } = transactions;
  yield JSON.stringify({ format, version, comparison: sha256, count });
  for (const { xid, committedAt, rows } of transactions) {
    yield JSON.stringify({ xid, committedAt, rows });
  }
}

/** What {@link transactionLines} wrote of these very rows; undefined where it is of others, or cut. */
export async function readTransactions(
  lines: AsyncIterable<string>,
  { sha256 }: LinesSeal,
): Promise<readonly WritingTransaction[] | undefined> {
  let count: unknown;
  const transactions: WritingTransaction[] = [];
  for await (const line of lines) {
    const fields = fieldsIn(line);
    if (count === undefined) {
      const isOfThese = fields['format'] === format && fields['version'] === version;
      if (!isOfThese || fields['comparison'] !== sha256) {
        return undefined;
      }
      count = fields['count'];
    } else {
      transactions.push(...transactionIn(fields));
    }
  }
  return transactions.length === count ? transactions : undefined;
}

function transactionIn({ xid, committedAt, rows }: UncheckedFields): readonly WritingTransaction[] {
  if (typeof xid !== 'string' || typeof rows !== 'number') {
    return [];
  }
  return [{ xid, ...(typeof committedAt === 'string' ? { committedAt } : {}), rows }];
}
