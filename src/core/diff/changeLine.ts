import type { Cell, Column, Key, Row } from '../catalog/table';
import { RecoveryError } from '../errors';
import type { ComparedTable } from './comparison';
import type { RowChange } from './rowChange';

/** A change as one line of JSON, without its line end: what `--changes` writes. */
export function changeLine(change: RowChange, { columns, liveOnly }: ComparedTable): string {
  const { kind, key } = change;
  const backup = kind === 'extra' ? null : named(change.backup, columns);
  const live =
    kind === 'missing'
      ? null
      : named([...change.live, ...change.liveOnly], [...columns, ...liveOnly]);
  return JSON.stringify({
    ...{ kind, key, backup, live },
    columns: kind === 'changed' ? change.columns.map((at) => columns[at]?.name) : [],
    ...(kind === 'changed' && change.reused ? { reused: true } : {}),
    ...(kind === 'missing' ? {} : { xid: change.xid }),
  });
}

/**
 * The change that {@link changeLine} wrote of the same table.
 * @throws {RecoveryError} `incident-unreadable`, naming the line.
 */
export function readChangeLine(line: string, compared: ComparedTable, number: number): RowChange {
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

function changeIn(fields: Fields | undefined, compared: ComparedTable): RowChange | undefined {
  const key = keyOf(fields?.['key'], compared.key.length);
  if (!fields || !key) {
    return undefined;
  }
  const backup = rowOf(fields['backup'], compared.columns);
  const live = liveSide(fields, compared);
  switch (fields['kind']) {
    case 'missing':
      return backup && { kind: 'missing', key, backup };
    case 'extra':
      return live && { kind: 'extra', key, ...live };
    case 'changed':
      return changedIn(fields, compared, key);
    default:
      return undefined;
  }
}

function changedIn(fields: Fields, compared: ComparedTable, key: Key): RowChange | undefined {
  const backup = rowOf(fields['backup'], compared.columns);
  const live = liveSide(fields, compared);
  const columns = positionsOf(fields['columns'], compared.columns);
  const reused = fields['reused'] === true;
  return backup && live && columns && { kind: 'changed', key, backup, ...live, columns, reused };
}

function liveSide(
  fields: Fields,
  { columns, liveOnly }: ComparedTable,
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
  if (!isArray(value) || value.length === 0) {
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
