/** What a restore may leave out of a table, so that its absence says nothing. */
export type OptionalPart =
  | 'exclusion constraints'
  | 'foreign keys'
  | 'checks'
  | 'indexes'
  | 'triggers'
  | 'rules'
  | 'row security'
  | 'comments';

export type DefinitionPart = OptionalPart | 'keys' | 'partitions' | 'inheritance';

/** A table as its catalogue defines it, in SQL; names are quoted and qualified. */
export interface TableDefinition {
  readonly name: string;
  readonly unlogged: boolean;
  readonly columns: readonly DefinedColumn[];
  /** What stands between the parentheses after the columns. */
  readonly constraints: readonly DefinedPart[];
  /** What follows the parentheses: `PARTITION BY RANGE (day)`, `INHERITS (shop.base)`. */
  readonly clauses: readonly string[];
  /** Statements of their own, without a semicolon. */
  readonly statements: readonly DefinedPart[];
  /** What the restore has left out of this table. */
  readonly leftOut: readonly OptionalPart[];
}

export interface DefinedColumn {
  readonly name: string;
  readonly type: string;
  /** Undefined for that of the type itself. */
  readonly collation: string | undefined;
  /** `DEFAULT 0`, `GENERATED ALWAYS AS IDENTITY`. */
  readonly filledBy: string | undefined;
  readonly notNull: boolean;
}

export interface DefinedPart {
  readonly part: DefinitionPart;
  readonly text: string;
}

/** What a restore of one table leaves out: only what is needed to compare rows is made. */
export const leftOutOfTables: readonly OptionalPart[] = [
  'exclusion constraints',
  'foreign keys',
  'indexes',
  'triggers',
  'rules',
  'row security',
  'comments',
];

/** What a restore of a whole database leaves out. */
export const leftOutOfDatabases: readonly OptionalPart[] = ['row security'];
