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
  const names = backup.columns.map(({ name }) => name);
  const inBackup = ({ name }: Column): string | undefined =>
    nameInBackup(name, { pairs, backup: names });
  const columns = live.columns.filter((column) => inBackup(column) !== undefined);
  return {
    columns,
    backupNames: columns.flatMap((column) => inBackup(column) ?? []),
    liveOnly: live.columns.filter((column) => inBackup(column) === undefined),
  };
}

/** The names of the columns on either side. */
export interface ColumnNames {
  readonly live: readonly string[];
  readonly backup: readonly string[];
}

/**
 * The pairs once a column of production is said to be another of the backup's, or none of them. The column that
 * had that one is given the former in exchange: so names that were swapped are said by one pair.
 */
export function rematched(
  { live, backup }: ColumnNames,
  pairs: readonly ColumnPair[],
  { live: column, backup: said }: { readonly live: string; readonly backup: string | undefined },
): readonly ColumnPair[] {
  const before = new Map(live.map((name) => [name, nameInBackup(name, { pairs, backup })]));
  const other = said === undefined ? undefined : live.find((name) => before.get(name) === said);
  const now = new Map(before).set(column, said);
  if (other !== undefined && other !== column) {
    now.set(other, before.get(column));
  }
  return live.flatMap((name) => {
    const its = now.get(name);
    return its === undefined || its === name ? [] : [{ backup: its, live: name }];
  });
}

/** What the backup calls a column of production; undefined where it has none for it. */
export function nameInBackup(
  live: string,
  { pairs, backup }: { readonly pairs: readonly ColumnPair[]; readonly backup: readonly string[] },
): string | undefined {
  const pair = pairs.find((one) => one.live === live);
  const isFree = backup.includes(live) && !pairs.some((one) => one.backup === live);
  return pair?.backup ?? (isFree ? live : undefined);
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
