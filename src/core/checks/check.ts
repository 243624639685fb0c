import type { TableName } from '../catalog/tableName';

/** A question that a table's data must answer rightly: one query, out of a file of the operator's. */
export interface Check {
  /** Without its folder: what tells it from the others. */
  readonly file: string;
  readonly name: string;
  readonly expected: Expectation;
  /** What a broken one is: a failure, or worth a look. */
  readonly severity: Severity;
  /** Undefined: it is about no table in particular. */
  readonly table: TableName | undefined;
  /** The only side that it is asked of; undefined: both. */
  readonly side: CheckSide | undefined;
  /** One statement, without its semicolon and without comment lines. */
  readonly query: string;
}

export type Severity = 'error' | 'warning';

export type CheckSide = 'production' | 'scratch';

/**
 * What the query is to give: no rows at all, for each would offend; or one number, that keeps within
 * limits or, as an indicator, is only kept.
 */
export type Expectation =
  | { readonly kind: 'no rows' }
  | { readonly kind: 'any number' }
  | { readonly kind: 'compared'; readonly by: Comparison; readonly to: number }
  | { readonly kind: 'between'; readonly least: number; readonly most: number };

export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>=';

/** Whether it is about that table, or about none in particular. */
export function isAbout({ table }: Pick<Check, 'table'>, { schema, name }: TableName): boolean {
  const isSchema = (one: string | undefined): boolean => one === undefined || schema === undefined;
  return !table || (table.name === name && (isSchema(table.schema) || table.schema === schema));
}

export function expectationText(expected: Expectation): string {
  switch (expected.kind) {
    case 'no rows':
    case 'any number':
      return expected.kind;
    case 'compared':
      return `${expected.by} ${expected.to}`;
    case 'between':
      return `between ${expected.least} and ${expected.most}`;
  }
}
