import { type TableId, tableLabel } from '../catalog/table';
import { RecoveryError } from '../errors';

/** Said before a row is looked at, where rows were compared without a key. */
export const withoutKeyObstacle =
  'Compared without a key: each row is counted with all its copies, and no single row can be corrected. Choose columns that tell the rows apart, and compare again.';

/** Why nothing can be planned, rehearsed or written of a comparison without a key. */
export function comparedWithoutKey(table: TableId): RecoveryError {
  return new RecoveryError(
    'no-key',
    `${tableLabel(table)} was compared without a key: no single row of it can be corrected.`,
    {
      hint: 'Recover it again, and name columns that tell its rows apart.',
      ways: ['recover', 'choose-key'],
    },
  );
}
