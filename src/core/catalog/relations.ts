import type { TableId } from './table';

/** A foreign key of a table, or onto it. */
export interface Relation {
  readonly name: string;
  /** The table that it refers to, or that refers to it. */
  readonly other: TableId;
  readonly isPartitioned: boolean;
  /** False where this role may not read the other table, or not all of its rows. */
  readonly isReadable: boolean;
  readonly columns: readonly [RelatedColumn, ...RelatedColumn[]];
}

export interface RelatedColumn {
  readonly own: string;
  readonly other: string;
  /** By which the parent's value, on its left, is compared with the child's, whatever the search path. */
  readonly equality: string;
}

/** What becomes of the rows that refer to one that is deleted. */
export type OnDelete = 'refused' | 'deleted' | 'set to null' | 'set to their default';

export interface ChildRelation extends Relation {
  readonly onDelete: OnDelete;
}

/** The foreign keys by which a table's rows need, or are needed by, rows elsewhere. */
export interface Relations {
  readonly parents: readonly Relation[];
  readonly children: readonly ChildRelation[];
}

export function isTheTable(one: TableId, other: TableId): boolean {
  return one.schema === other.schema && one.name === other.name;
}
