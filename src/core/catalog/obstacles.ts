import type { ComparedTable } from '../diff/comparison';
import { RecoveryError } from '../errors';
import type { Column, Table, TableId } from './table';
import { typedName } from './tableName';

/** What of a correction production will not take, known before any row is chosen; a sentence each. */
export function correctionObstacles({
  live,
  liveOnly,
}: Pick<ComparedTable, 'liveOnly'> & { readonly live: Table }): readonly string[] {
  const unfillable = liveOnly.filter(isUnfillable);
  return [
    ...(live.heirs ? [heirsObstacle(live.id, live.heirs)] : []),
    ...(unfillable.length > 0 ? [unfillableObstacle(unfillable)] : []),
  ];
}

/** Production cannot fill it by itself, and must not leave it NULL. */
export function isUnfillable({ notNull, hasDefault, generated, identity }: Column): boolean {
  return notNull && !hasDefault && !generated && identity === undefined;
}

export function unfillableObstacle(columns: readonly Column[]): string {
  return (
    `Missing rows cannot be inserted: production has ${namedColumns(columns)}, which must not be ` +
    'NULL, has no default, and is not in the backup.'
  );
}

/**
 * A row that is read from a table may lie in one that inherits from it: it is not known where to write it.
 * @throws {RecoveryError} `inheritance`.
 */
export function refuseHeirs({ id, heirs }: Table): void {
  if (heirs) {
    throw new RecoveryError('inheritance', heirsObstacle(id, heirs), {
      hint: 'Compare and correct each of these tables by itself.',
    });
  }
}

/** `column "a"` or `each of the columns "a", "b"`. */
export function namedColumns(columns: readonly Column[]): string {
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  return columns.length === 1 ? `column ${names}` : `each of the columns ${names}`;
}

function heirsObstacle(table: TableId, heirs: readonly TableId[]): string {
  const named = heirs.map(typedName).join(', ');
  return `Rows of ${typedName(table)} also lie in the tables that inherit from it: they are compared together, but corrected one table at a time (${named}).`;
}
