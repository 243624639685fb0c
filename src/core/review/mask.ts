import type { Cell, Row } from '../catalog/table';
import type { KeptTable } from '../diff/comparison';
import type { ChangedRow, RowInIncident } from '../diff/rows/rowChange';
import { RecoveryError } from '../errors';

/**
 * Columns whose values are not told now, by their position among the compared columns, and after them those
 * that only production has.
 */
export type MaskedColumns = ReadonlySet<number>;

export const nothingMasked: MaskedColumns = new Set();

/** What each personal column is called on either side decides; those that were revealed are told. */
export function maskedColumns(
  table: Pick<KeptTable, 'columns' | 'backupNames' | 'liveOnly'>,
  personal: readonly string[],
  revealed: ReadonlySet<string>,
): MaskedColumns {
  const { columns, backupNames = [], liveOnly } = table;
  const isMasked = (name: string, ...others: readonly (string | undefined)[]): boolean =>
    !revealed.has(name) &&
    [name, ...others].some((called) => called !== undefined && personal.includes(called));
  const compared = columns.map(({ name }, at) => isMasked(name, backupNames[at]));
  const masked = [...compared, ...liveOnly.map(({ name }) => isMasked(name))];
  return new Set(masked.flatMap((is, position) => (is ? [position] : [])));
}

/** The row with words in place of what is masked: not even whether it is NULL is told. */
export function maskedRow(
  change: RowInIncident,
  { columns, key, ignored }: Pick<KeptTable, 'columns' | 'key' | 'ignored'>,
  masked: MaskedColumns,
): RowInIncident {
  if (masked.size === 0) {
    return change;
  }
  const word = (at: number): string =>
    change.kind === 'changed' && !ignored.includes(at) ? wordOf(change, at) : maskedWord;
  const cells = (row: Row): Row => row.map((cell, at) => (masked.has(at) ? word(at) : cell));
  const ofKey = <T extends Cell>(values: readonly T[]): readonly (T | string)[] =>
    values.map((value, at) => (masked.has(key[at] ?? -1) ? maskedWord : value));
  const onlyLive = (row: Row): Row =>
    row.map((cell, at) => (masked.has(columns.length + at) ? maskedWord : cell));
  return {
    ...change,
    key: ofKey(change.key),
    ...('backup' in change && change.backup ? { backup: cells(change.backup) } : {}),
    ...('live' in change ? { live: cells(change.live), liveOnly: onlyLive(change.liveOnly) } : {}),
    ...('differing' in change ? differingOf(change, cells) : {}),
  } as RowInIncident; // of the same kind, with other texts
}

/** @throws {RecoveryError} `usage` where the column is masked: what is done by its values would tell them by trial. */
export function refuseMasked(
  column: number | undefined,
  { columns }: Pick<KeptTable, 'columns'>,
  masked: MaskedColumns,
): void {
  if (column !== undefined && masked.has(column)) {
    const name = columns[column]?.name ?? '';
    throw new RecoveryError(
      'usage',
      `The values of ${name} are masked: rows are not found, filtered, counted or sorted by them.`,
      { hint: 'Reveal the column in its menu; the journal notes that.' },
    );
  }
}

export const maskedWord = '(masked)';

function wordOf({ columns, writtenDifferently }: ChangedRow, at: number): string {
  if (!columns.includes(at)) {
    return '(masked: same)';
  }
  return writtenDifferently.includes(at) ? '(masked: same value)' : '(masked: differs)';
}

function differingOf(change: ChangedRow, cells: (row: Row) => Row): Pick<ChangedRow, 'differing'> {
  const at = (row: Row): Row => change.columns.map((column) => cells(row)[column] ?? null);
  return { differing: { from: at(change.backup), to: at(change.live) } };
}
