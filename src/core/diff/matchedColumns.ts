import type { Column, Table } from '../catalog/table';
import { tableLabel } from '../catalog/table';
import { RecoveryError } from '../errors';

/** A column that has another name on either side, by what the operator says. */
export interface ColumnPair {
  readonly backup: string;
  readonly live: string;
}

/** Production's columns, told by what the backup calls them. */
export interface MatchedColumns {
  /** Those that the backup has too, in production's order. */
  readonly columns: readonly Column[];
  /** What the backup calls each of {@link columns}. */
  readonly backupNames: readonly string[];
  readonly liveOnly: readonly Column[];
}

/**
 * Matches the columns of the two sides: as the operator says, else by name. A rename is never guessed.
 * @throws {RecoveryError} `usage`, where a pair names a column that is not there, or one twice.
 */
export function matchedColumns(
  backup: Table,
  live: Table,
  pairs: readonly ColumnPair[],
): MatchedColumns {
  for (const side of ['backup', 'live'] as const) {
    refuseUnknown({ backup, live }[side], side, pairs);
  }
  const paired = new Map(pairs.map((pair) => [pair.live, pair.backup]));
  const taken = new Set(paired.values());
  const free = new Set(backup.columns.map(({ name }) => name).filter((name) => !taken.has(name)));
  const nameInBackup = ({ name }: Column): string | undefined =>
    paired.get(name) ?? (free.has(name) ? name : undefined);
  const columns = live.columns.filter((column) => nameInBackup(column) !== undefined);
  return {
    columns,
    backupNames: columns.flatMap((column) => nameInBackup(column) ?? []),
    liveOnly: live.columns.filter((column) => nameInBackup(column) === undefined),
  };
}

function refuseUnknown(
  { id, columns }: Table,
  side: keyof ColumnPair,
  pairs: readonly ColumnPair[],
): void {
  const known = new Set(columns.map(({ name }) => name));
  const where = side === 'backup' ? 'the backup' : 'production';
  for (const [at, { [side]: name }] of pairs.entries()) {
    if (!known.has(name)) {
      throw new RecoveryError(
        'usage',
        `In ${where}, ${tableLabel(id)} has no column ${name} to be matched.`,
        { hint: `Its columns are: ${[...known].join(', ')}.` },
      );
    }
    if (pairs.findIndex((pair) => pair[side] === name) < at) {
      throw new RecoveryError('usage', `The column ${name} of ${where} is matched twice.`);
    }
  }
}
