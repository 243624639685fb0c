/** What is known of a row beside how it differs. Each list is there only where it says something. */
export interface RowMarks {
  /** Production lacks these rows, to which this one refers: it cannot be selected. */
  readonly blocked?: readonly MissingParent[];
  /** Rows of production that refer to this one, which is only there. */
  readonly children?: readonly ChildRows[];
  /** Times after the dump's: the row was written later, which does not make it right. */
  readonly later?: readonly LaterTime[];
}

export interface MissingParent {
  /** `metier.citoyens` */
  readonly table: string;
  /** Of the parent's table, and the key that it has not. */
  readonly columns: readonly string[];
  readonly key: readonly string[];
}

/** Rows of one table that refer to rows which are deleted, by one foreign key. */
export interface ChildRows {
  readonly table: string;
  readonly rows: number;
  /** What production does with them. */
  readonly onDelete: 'refused' | 'deleted' | 'set to null' | 'set to their default';
}

export interface LaterTime {
  readonly column: string;
  /** Of another table, which refers to the row; absent where it is the row's own. */
  readonly table?: string;
  /** As that table has it, in UTC where it has a zone. */
  readonly at?: string;
  /** A date: that of the dump, so perhaps from before it. */
  readonly inDoubt?: true;
  /** Production's, in which the dump's time is read. */
  readonly zone: string;
}
