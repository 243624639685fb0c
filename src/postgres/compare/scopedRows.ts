import type { Column, Key } from '../../core/catalog/table';
import { backupName } from '../../core/diff/comparedTable';
import type { Period, Scope } from '../../core/diff/scope';
import { quoteTable } from '../../core/sql/quote';
import { periodCondition, periodTypeOf } from '../../core/sql/scopeCondition';
import type { KeyedSide, TableSide } from '../../recovery/ports/snapshot';
import { keyColumnsOf, keyIsIndexed, keyTableOf, matchesKey } from './keyLookup';
import type { PlannerMode } from './tableSession';

/** The rows of one side that are in scope, and how the planner is to look for them. */
export interface ScopedRows {
  /** A query that gives all columns. */
  readonly query: string;
  readonly mode: PlannerMode;
}

/**
 * @param scope As it was checked against this table.
 * @param told Asked of each row that is read of it; of a list of keys, of none.
 */
export function scopedRows(hashed: KeyedSide, scope: Scope, told = 'true'): ScopedRows {
  const { id } = hashed.table[hashed.side];
  const all = `select * from ${quoteTable(id)}`;
  switch (scope.rows) {
    case 'all':
      return { query: `${all} where ${told}`, mode: 'any' };
    case 'matching':
      return { query: `${all} where ${scopeCondition(hashed, scope)} and ${told}`, mode: 'any' };
    case 'keys':
      return keyedRows(hashed, scope.keys);
  }
}

/** True of a row in scope. A condition may name the table, so the table must have its own name there. */
export function scopeCondition(hashed: TableSide, scope: Scope): string {
  if (scope.rows !== 'matching') {
    return 'true';
  }
  const { condition, period } = scope;
  const conditions = [
    ...(period ? [`(${periodIn(hashed, period)})`] : []),
    ...(condition === undefined ? [] : [`(${condition}\n)`]),
  ];
  return conditions.join(' and ');
}

/** What this side calls a column that production calls so, where both have it. */
export function sideColumn({ table, side }: TableSide, liveName: string): Column | undefined {
  const position = table.columns.findIndex(({ name }) => name === liveName);
  const own = side === 'live' || position < 0 ? liveName : backupName(table, position);
  return position < 0 ? undefined : table[side].columns.find(({ name }) => name === own);
}

function periodIn(hashed: TableSide, period: Period): string {
  const column = sideColumn(hashed, period.column);
  const type = periodTypeOf(column?.type.builtIn);
  if (!column || !type) {
    throw new RangeError(`The period of ${period.column} was not settled.`);
  }
  return periodCondition({ ...period, column: column.name }, type);
}

/** Each key is looked up by itself, once, however it is written. */
function keyedRows({ table, side }: KeyedSide, keys: readonly Key[]): ScopedRows {
  const own = table[side];
  const columns = keyColumnsOf(own);
  const indexed = keyIsIndexed(own);
  return {
    query: `
      select s.*
        from (select distinct ${columns.map((_, index) => `k${index}`).join(', ')}
                from ${keyTableOf(columns, keys)}) k,
             lateral (select o.*
                        from ${quoteTable(own.id)} o
                       where ${matchesKey(columns, 'o')}
                      ${indexed ? 'offset 0' : ''}) s`,
    mode: indexed ? 'index' : 'any',
  };
}
