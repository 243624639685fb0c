import { tableLabel } from '../catalog/table';
import { RecoveryError } from '../errors';
import type { Correction, PlannedTable, SetCell } from './plan';

/**
 * Of a number below zero PostgreSQL makes another one for a column that holds none, without a word: -1
 * would be written as 4294967295, and a row be made of a key that the backup has not.
 * @throws {RecoveryError} `structure-differs`.
 */
export function refuseBelowZero(
  corrections: readonly Correction[],
  { columns, identity }: PlannedTable,
): void {
  const isUnsigned = columns.map(({ type }) => unsigned.has(type.builtIn ?? ''));
  const refused = corrections
    .flatMap((correction) => ('set' in correction ? correction.set : []))
    .filter(({ column, value }) => isUnsigned[column] === true && value?.startsWith('-') === true);
  const [first] = refused;
  if (first) {
    throw belowZero(first, refused.length, { columns, identity });
  }
}

const unsigned: ReadonlySet<string> = new Set(['oid', 'xid', 'cid', 'xid8']);

function belowZero(
  { column, value }: SetCell,
  count: number,
  { columns, identity }: Pick<PlannedTable, 'columns' | 'identity'>,
): RecoveryError {
  const { name = '', type } = columns[column] ?? {};
  const others = count > 1 ? `, nor ${count - 1} more` : '';
  return new RecoveryError(
    'structure-differs',
    `${value ?? ''} cannot be written into ${name} of ${tableLabel(identity.table)}${others}: in production it is of type ${type?.label ?? ''}, which holds no number below zero.`,
    { hint: `Leave these rows out, by the selection or with the condition ${name} >= 0.` },
  );
}
