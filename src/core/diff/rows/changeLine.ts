import type { Cell, Column, Key, Row } from '../../catalog/table';
import { RecoveryError } from '../../errors';
import type { ComparedTable, KeptTable } from '../comparison';
import {
  type ChangedRow,
  type ConflictRow,
  differenceKinds,
  type RowChange,
  type RowInIncident,
  type StaleRow,
  type SurplusRow,
} from './rowChange';

/** A row that differs as one line of JSON, without its line end: what `--changes` writes. */
export function changeLine(
  change: RowInIncident,
  { columns, liveOnly }: Pick<ComparedTable, 'columns' | 'liveOnly'>,
): string {
  const { kind, key } = change;
  const backup = 'backup' in change && change.backup ? named(change.backup, columns) : null;
  const live =
    'live' in change
      ? named([...change.live, ...change.liveOnly], [...columns, ...liveOnly])
      : null;
  return JSON.stringify({
    ...{ kind, key, ...('rows' in change ? { rows: change.rows } : {}), backup, live },
    columns: kind === 'changed' ? namesAt(change.columns, columns) : [],
    ...(kind === 'stale' ? { difference: change.difference } : {}),
    ...(kind === 'changed' ? flagsOf(change, columns) : {}),
    ...(change.unread ? { unread: namesAt(change.unread, [...columns, ...liveOnly]) } : {}),
    ...('xid' in change ? { xid: change.xid } : {}),
  });
}

/**
 * The row that {@link changeLine} wrote of the same table.
 * @throws {RecoveryError} `incident-unreadable`, naming the line.
 */
export function readChangeLine(line: string, compared: KeptTable, number: number): RowInIncident {
  const change = changeIn(parsed(line), compared);
  if (!change) {
    throw new RecoveryError(
      'incident-unreadable',
      `Line ${number} of the compared rows is cut or was changed.`,
      { hint: 'Compare again, into a new folder.' },
    );
  }
  return change;
}

type Fields = Readonly<Record<string, unknown>>;

function named(row: Row, columns: readonly Column[]): Readonly<Record<string, Cell>> {
  // Not by assignment: a column may be called __proto__.
  return Object.fromEntries(columns.map(({ name }, at) => [name, row[at] ?? null]));
}

function flagsOf(
  { reused, writtenDifferently, sameValue }: ChangedRow,
  columns: readonly Column[],
): Fields {
  return {
    ...(reused ? { reused } : {}),
    ...(sameValue ? { sameValue } : {}),
    ...(writtenDifferently.length > 0
      ? { writtenDifferently: namesAt(writtenDifferently, columns) }
      : {}),
  };
}

function namesAt(positions: readonly number[], columns: readonly Column[]): readonly string[] {
  return positions.flatMap((at) => columns[at]?.name ?? []);
}

function changeIn(fields: Fields | undefined, compared: KeptTable): RowInIncident | undefined {
  if (!fields) {
    return undefined;
  }
  if (compared.key.length === 0) {
    return surplusIn(fields, compared);
  }
  switch (fields['kind']) {
    case 'conflict':
      return conflictIn(fields, compared);
    case 'stale':
      return staleIn(fields, compared);
    default:
      return rowChangeIn(fields, compared);
  }
}

function surplusIn(fields: Fields, compared: KeptTable): SurplusRow | undefined {
  const row = rowChangeIn(fields, compared);
  const rows = fields['rows'];
  const isCount = Number.isSafeInteger(rows) && Number(rows) > 0;
  return row && row.kind !== 'changed' && isCount ? { ...row, rows: Number(rows) } : undefined;
}

function staleIn(fields: Fields, compared: KeptTable): StaleRow | undefined {
  const common = rowIn(fields, compared);
  const difference = differenceKinds.find((kind) => kind === fields['difference']);
  const backup = rowOf(fields['backup'], compared.columns);
  const isRead = backup !== undefined || fields['backup'] === null;
  return common && difference && isRead
    ? { kind: 'stale', ...common, difference, backup }
    : undefined;
}

function rowChangeIn(fields: Fields, compared: KeptTable): RowChange | undefined {
  const common = rowIn(fields, compared);
  if (!common) {
    return undefined;
  }
  switch (fields['kind']) {
    case 'missing': {
      const backup = rowOf(fields['backup'], compared.columns);
      return backup && { kind: 'missing', ...common, backup };
    }
    case 'extra': {
      const live = liveSide(fields, compared);
      return live && { kind: 'extra', ...common, ...live };
    }
    case 'changed':
      return changedIn(fields, compared, common);
    default:
      return undefined;
  }
}

type CommonFields = Pick<RowChange, 'key' | 'unread'>;

function rowIn(fields: Fields, compared: KeptTable): CommonFields | undefined {
  const key = keyOf(fields['key'], compared.key.length);
  const unread = unreadIn(fields, compared);
  return key && unread && { key, ...unread };
}

function unreadIn(
  { unread }: Fields,
  { columns, liveOnly }: KeptTable,
): Pick<RowChange, 'unread'> | undefined {
  if (unread === undefined) {
    return {};
  }
  const positions = positionsOf(unread, [...columns, ...liveOnly]);
  return positions && { unread: positions };
}

function changedIn(
  fields: Fields,
  compared: KeptTable,
  { key, unread }: CommonFields,
): RowChange | undefined {
  const backup = rowOf(fields['backup'], compared.columns);
  const side = liveSide(fields, compared);
  const columns = positionsOf(fields['columns'], compared.columns);
  // Absent where no value is only written differently, and in lines of before that was looked at.
  const writtenDifferently = positionsOf(fields['writtenDifferently'] ?? [], compared.columns);
  if (!backup || !side || !columns || columns.length === 0 || !writtenDifferently) {
    return undefined;
  }
  const change = {
    // Without spreading, which takes longer than all the rest: a review reads a million of them.
    kind: 'changed' as const,
    key,
    backup,
    live: side.live,
    liveOnly: side.liveOnly,
    xid: side.xid,
    columns,
    reused: fields['reused'] === true,
    writtenDifferently,
    sameValue: writtenDifferently.length === columns.length,
  };
  return unread ? { ...change, unread } : change;
}

function conflictIn(fields: Fields, compared: KeptTable): ConflictRow | undefined {
  const key = fields['key'];
  const unread = unreadIn(fields, compared);
  const isKey = isArray(key) && key.length === compared.key.length && key.every(isCell);
  if (!isKey || !unread) {
    return undefined;
  }
  const backup = rowOf(fields['backup'], compared.columns);
  const live = liveSide(fields, compared);
  if (live) {
    return { kind: 'conflict', key, ...unread, side: 'live', ...live };
  }
  return backup && { kind: 'conflict', key, ...unread, side: 'backup', backup };
}

function liveSide(
  fields: Fields,
  { columns, liveOnly }: KeptTable,
): { readonly live: Row; readonly liveOnly: Row; readonly xid: string } | undefined {
  const live = rowOf(fields['live'], columns);
  const others = rowOf(fields['live'], liveOnly);
  const xid = fields['xid'];
  return live && others && isText(xid) ? { live, liveOnly: others, xid } : undefined;
}

function keyOf(value: unknown, width: number): Key | undefined {
  const isKey = isArray(value) && value.length === width && value.every(isText);
  return isKey ? value : undefined;
}

function rowOf(value: unknown, columns: readonly Column[]): Row | undefined {
  if (!isFields(value)) {
    return undefined;
  }
  const row = columns.map(({ name }) => (Object.hasOwn(value, name) ? value[name] : undefined));
  return row.every(isCell) ? row : undefined;
}

function positionsOf(value: unknown, columns: readonly Column[]): readonly number[] | undefined {
  if (!isArray(value)) {
    return undefined;
  }
  const positions = value.map((name) => columns.findIndex((column) => column.name === name));
  return positions.includes(-1) ? undefined : positions;
}

function parsed(line: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isFields(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}

function isArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isCell(value: unknown): value is Cell {
  return value === null || isText(value);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
