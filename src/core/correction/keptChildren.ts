import { type TableId, tableLabel } from '../catalog/table';
import type { ChildrenConsent } from './lostChildren';
import { counted, wordFor } from '../words';

/** Children of one table that went with deleted rows, or were changed by that, and that an undo gives back. */
export interface KeptTable {
  readonly child: TableId;
  readonly oid: string;
  readonly partitioned: boolean;
  readonly became: 'deleted' | 'changed';
  /** The foreign keys by which it came to them. */
  readonly constraints: readonly string[];
  readonly columns: readonly ChildColumn[];
  /** Columns of those foreign keys; where rows {@link mayStay}, of those that spare them, too. */
  readonly references: readonly string[];
  /** Columns that tell a row from all others; empty where there are none. */
  readonly key: readonly string[];
  /** Of rows that were to be deleted: true where another foreign key may have spared some, changing what they refer to. */
  readonly mayStay?: true;
}

export interface ChildColumn {
  readonly name: string;
  /** With its modifier. */
  readonly type: string;
  readonly generated: boolean;
}

/** Whole rows of one of the tables, each as the text of a composite value. */
export interface KeptBatch {
  /** Position in {@link KeptChildren.tables}. */
  readonly table: number;
  readonly lines: readonly string[];
}

/** What one apply took along, as it was before, or as it has become: read anew each time. */
export interface KeptChildren {
  readonly tables: readonly KeptTable[];
  readonly batches: () => AsyncIterable<KeptBatch>;
}

/** Of one table, what an undo has given back. */
export interface GivenBack {
  readonly child: TableId;
  readonly rows: number;
  /** Of these, rows that are not to the byte what they were: triggers had their say. */
  readonly otherwise: number;
  /** Names of the triggers that ran. */
  readonly triggers: readonly string[];
}

/** Sentences: what went along with deletes and does not come back with them. */
export function childrenLost(
  agreed: readonly ChildrenConsent[],
  kept: readonly KeptTable[],
): readonly string[] {
  return agreed
    .filter((consent) => !kept.some((table) => holds(table, consent)))
    .map(({ child, rows, action }) =>
      action === 'delete'
        ? `${counted(rows, 'row')} of ${tableLabel(child)} ${wordFor(rows, 'stays', 'stay')} deleted: ${wordFor(rows, 'it', 'they')} went with deleted rows.`
        : `${counted(rows, 'row')} of ${tableLabel(child)} ${wordFor(rows, 'stays', 'stay')} changed: what ${wordFor(rows, 'it', 'they')} referred to was deleted.`,
    );
}

/** Sentences: which rows came back. */
export function givenBackTexts(givenBack: readonly GivenBack[]): readonly string[] {
  return givenBack
    .filter(({ rows }) => rows > 0)
    .map(({ child, rows }) => `Given back: ${counted(rows, 'row')} of ${tableLabel(child)}.`);
}

/** Sentences: what is not as it was of children that were given back. */
export function notAsTheyWere(givenBack: readonly GivenBack[]): readonly string[] {
  return givenBack
    .filter(({ otherwise }) => otherwise > 0)
    .map(
      ({ child, otherwise }) =>
        `${counted(otherwise, 'row')} of ${tableLabel(child)} came back otherwise than ${wordFor(otherwise, 'it was', 'they were')}: triggers rewrote ${wordFor(otherwise, 'it', 'them')}.`,
    );
}

function holds(table: KeptTable, { child, constraint }: ChildrenConsent): boolean {
  return (
    table.child.schema === child.schema &&
    table.child.name === child.name &&
    table.constraints.includes(constraint)
  );
}
