import { type Column, type KeyedTable, ownKeys, type Table, tableLabel } from '../catalog/table';
import { RecoveryError } from '../errors';
import type { ComparedTable, MatchedTable } from './comparison';
import { type ColumnPair, matchedColumns } from './matchedColumns';

/** What the operator says about the columns; everything else follows from the two catalogues. */
export interface ColumnChoice {
  /** Columns that tell the rows apart, instead of the table's own key. */
  readonly key?: readonly string[] | undefined;
  readonly ignore?: readonly string[] | undefined;
  readonly identity?: readonly string[] | undefined;
  /** Columns that were renamed; all others are matched by name. */
  readonly map?: readonly ColumnPair[] | undefined;
}

/**
 * Matches the columns of the two tables, and says which of them are ignored.
 * @throws {RecoveryError} `usage`.
 */
export function matchedTable(backup: Table, live: Table, choice: ColumnChoice): MatchedTable {
  const matched = matchedColumns(backup, live, choice.map ?? []);
  const onlyLive = new Set(matched.liveOnly.map(({ name }) => name));
  // What is not compared anyway is ignored already.
  const ignorable = (choice.ignore ?? []).filter((name) => !onlyLive.has(name));
  const ignored = ignorable.map((name) => {
    return positionIn(matched.columns, name, { table: live, option: 'ignore' });
  });
  return { backup, live, ...matched, ignored };
}

/**
 * True where neither side has a key that the other could be compared by, and the operator names none.
 * @throws {RecoveryError} `usage`.
 */
export function isKeyless(table: MatchedTable, choice: ColumnChoice): boolean {
  return keyColumns(table, choice.key).length === 0;
}

/**
 * Matches the columns of the two tables and settles the key. That the key is unique on either side
 * is not yet said: {@link keyIsProved}.
 * @throws {RecoveryError} `usage`, `no-key`.
 */
export function comparedTable(backup: Table, live: Table, choice: ColumnChoice): ComparedTable {
  const matched = matchedTable(backup, live, choice);
  const { columns, backupNames, ignored } = matched;
  const positions = (names: readonly string[], option: string): readonly number[] =>
    names.map((name) => positionIn(columns, name, { table: live, option }));
  const key = nonEmpty(positions(keyColumns(matched, choice.key), 'key'), live);
  const ignoredKey = key.find((position) => ignored.includes(position));
  if (ignoredKey !== undefined) {
    throw new RecoveryError(
      'usage',
      `${columns[ignoredKey]?.name ?? ''} is a key column and cannot be ignored.`,
    );
  }
  return {
    ...matched,
    backup: keyed(
      backup,
      key.flatMap((position) => backupNames?.[position] ?? []),
    ),
    live: keyed(
      live,
      key.flatMap((position) => columns[position]?.name ?? []),
    ),
    key,
    identity: positions(choice.identity ?? [], 'identity'),
  };
}

/**
 * True where a constraint or index says that no two rows have the same key. Of a table that others
 * inherit from it says so of its own rows only, not of theirs.
 */
export function keyIsProved(table: KeyedTable): boolean {
  const names = keyNamesOf(table);
  return !table.heirs && table.keys.some((key) => key.every((name) => names.includes(name)));
}

/** What the backup calls the compared column at that position. */
export function backupName({ columns, backupNames }: NamedColumns, position: number): string {
  return backupNames?.[position] ?? columns[position]?.name ?? '';
}

/** The compared columns as they are in the backup. */
export function backupColumns(table: MatchedTable): readonly Column[] {
  const byName = new Map(table.backup.columns.map((column) => [column.name, column]));
  return table.columns.flatMap((_, position) => byName.get(backupName(table, position)) ?? []);
}

/** The names that differ on the two sides, as the operator gave them. */
export function renamedColumns(table: NamedColumns): readonly ColumnPair[] {
  return table.columns
    .map(({ name }, position) => ({ backup: backupName(table, position), live: name }))
    .filter(({ backup, live }) => backup !== live);
}

type NamedColumns = Pick<ComparedTable, 'columns' | 'backupNames'>;

/** The names of the key columns, in the order of the key. */
export function keyNamesOf(table: KeyedTable): readonly string[] {
  return table.key.flatMap((position) => table.columns[position]?.name ?? []);
}

/** By production's names. */
function keyColumns(
  matched: MatchedTable,
  chosen: readonly string[] | undefined,
): readonly string[] {
  if (chosen) {
    if (chosen.length === 0 || new Set(chosen).size < chosen.length) {
      throw new RecoveryError('usage', 'The key must name one or more columns, each once.');
    }
    return chosen;
  }
  const { backup, live } = matched;
  return (
    commonKey(matched, { backup: backup.keys, live: live.keys }) ??
    commonKey(matched, { backup: ownKeys(backup), live: ownKeys(live) }) ??
    []
  );
}

/** That of both sides, else production's, else the backup's. */
function commonKey(
  matched: MatchedTable,
  { backup, live }: { readonly backup: Table['keys']; readonly live: Table['keys'] },
): readonly string[] | undefined {
  const sameColumns = (key: readonly string[]) => (other: readonly string[]) =>
    key.length === other.length && key.every((name) => other.includes(name));
  const isMatched = (key: readonly string[]): boolean =>
    key.every((name) => matched.columns.some((column) => column.name === name));
  const ofBackup = backup.map((key) => key.map((name) => liveName(matched, name) ?? ''));
  return (
    live.find((key) => ofBackup.some(sameColumns(key))) ??
    live.find(isMatched) ??
    ofBackup.find(isMatched)
  );
}

function liveName({ columns, backupNames }: NamedColumns, name: string): string | undefined {
  return columns[backupNames?.indexOf(name) ?? -1]?.name;
}

function nonEmpty(key: readonly number[], table: Table): readonly [number, ...number[]] {
  const [first, ...others] = key;
  if (first === undefined) {
    throw noKey(table);
  }
  return [first, ...others];
}

function noKey({ id }: Table): RecoveryError {
  return new RecoveryError(
    'no-key',
    `${tableLabel(id)} has no primary key and no unique index without NULLs.`,
    {
      hint: 'Without a key its rows can only be counted, as a whole or by a condition; for all else name the columns that tell them apart.',
      ways: ['choose-key'],
    },
  );
}

function positionIn(
  columns: readonly Column[],
  wanted: string,
  { table, option }: { readonly table: Table; readonly option: string },
): number {
  const position = columns.findIndex(({ name }) => name === wanted);
  if (position < 0) {
    const onlyLive = table.columns.some(({ name }) => name === wanted);
    throw new RecoveryError(
      'usage',
      onlyLive
        ? `The column ${wanted} (${option}) is not in the backup.`
        : `${tableLabel(table.id)} has no column ${wanted} (${option}).`,
      { hint: `Its columns are: ${columns.map(({ name }) => name).join(', ')}.` },
    );
  }
  return position;
}

function keyed(table: Table, names: readonly string[]): KeyedTable {
  const key = names.map((name) => table.columns.findIndex((column) => column.name === name));
  return { ...table, key: nonEmpty(key, table) };
}
