import type { Cell, Key, Row } from '../catalog/table';
import { array, cell, type Fields, fields, parsed, position, unreadable, word } from './decode';
import type { Correction, PlannedTable, SetCell } from './plan';

/** One correction as a line of JSON: cells as text, NULL as null, columns by position. */
export function correctionLine(correction: Correction): string {
  const { action, key } = correction;
  return JSON.stringify({
    do: action,
    key,
    ...('seen' in correction ? { seen: correction.seen } : {}),
    ...('set' in correction
      ? { set: correction.set.map(({ column, value }) => [column, value]) }
      : {}),
  });
}

/** @param number Of the line, from one. @throws {RecoveryError} `incident-unreadable`. */
export function parseCorrectionLine(line: string, table: PlannedTable, number: number): Correction {
  const where = `line ${number} of its rows`;
  const read = fields(parsed(line, where), where);
  const action = word(read['do'], ['insert', 'update', 'delete'], where);
  const key = readKey(read['key'], table, where);
  switch (action) {
    case 'insert':
      return { action, key, set: readSet(read, table, where) };
    case 'update':
      return { action, key, seen: readSeen(read, table, where), set: readSet(read, table, where) };
    case 'delete':
      return { action, key, seen: readSeen(read, table, where) };
  }
}

function readKey(value: unknown, table: PlannedTable, where: string): Key {
  const key = array(value, where).map((part) => cell(part, where));
  if (key.length !== table.key.length || !hasNoNull(key)) {
    throw unreadable(`${where} has a key that is not the table's`);
  }
  return key;
}

function hasNoNull(cells: readonly Cell[]): cells is readonly string[] {
  return !cells.includes(null);
}

function readSeen(read: Fields, table: PlannedTable, where: string): Row {
  const row = array(read['seen'], where).map((value) => cell(value, where));
  if (row.length !== table.columns.length) {
    throw unreadable(
      `${where} has ${row.length} cells where the table has ${table.columns.length}`,
    );
  }
  return row;
}

function readSet(read: Fields, table: PlannedTable, where: string): readonly SetCell[] {
  const set = array(read['set'], where).map((pair): SetCell => {
    const [column, value] = array(pair, where);
    return { column: position(column, table.columns.length, where), value: cell(value, where) };
  });
  const columns = new Set(set.map(({ column }) => column));
  if (set.length === 0 || columns.size < set.length) {
    throw unreadable(`${where} writes no column, or one of them twice`);
  }
  return set;
}
