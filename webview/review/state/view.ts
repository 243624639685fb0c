import type { Chart, NoChart } from '../../../src/protocol/chart';
import type { RowGroup } from '../../../src/protocol/groups';
import type { ColumnLook } from '../../../src/protocol/cells';
import type { WireError } from '../../../src/protocol/requests';
import type { ReviewRow, Tab } from '../../../src/protocol/rows';
import type { LeftOut } from '../../../src/protocol/selecting';
import type { RowFilter, RowOrder, ShownCount } from '../../../src/protocol/shown';
import type { ReviewState } from '../../../src/protocol/state';
import type { Finding } from '../finding/finding';

/** What the webview shows. Only the host's facts and where the operator looks; it decides nothing. */
export interface View {
  readonly review: ReviewState;
  readonly tab: ViewTab;
  readonly changedOnly: boolean;
  /** Only rows that have all of this are shown. */
  readonly filter: RowFilter;
  /** How the columns are looked at. */
  readonly look: ColumnLook;
  /** By key, as compared, where absent. */
  readonly order?: RowOrder | undefined;
  /** Under the filter, as the host counted them; undefined while it counts. */
  readonly byTab?: ShownCount['byTab'] | undefined;
  /** Of the rows shown; undefined while the host counts. */
  readonly choice?: Choice | undefined;
  readonly finding: Finding;
  /** Rows that belong together; undefined while the host looks for them. */
  readonly groups?: readonly RowGroup[] | undefined;
  /** What was just put on the clipboard. */
  readonly copied?: Copied | undefined;
  /** Undefined while the host makes it. */
  readonly chart?: Chart | NoChart | undefined;
  /** The one that is drawn, where the operator chose it. */
  readonly chartColumn?: number | undefined;
  /** Undefined: where the page is low. */
  readonly chartFolded?: boolean | undefined;
  readonly cursor: Place;
  /** The other end of the range that ends at the cursor. */
  readonly anchor?: number | undefined;
  /** Asked before it is done to many rows. */
  readonly asksFor?: AskedChoice | undefined;
  /** What the last act of choosing meant, too, and did not take in. */
  readonly leftOut?: LeftOut | undefined;
  readonly failure?: Failure | undefined;
}

/** `identical`: how many rows differ in nothing; they are not kept, and so not listed. */
export type ViewTab = Tab | 'identical';

export type Choice = Omit<ShownCount, 'byTab'>;

/** What is done to all rows that are shown: they go in, or what is selected out and the rest in. */
export type ManyChosen = 'tab' | 'invert';

/** What is chosen only after a question: many rows, or one of which something must be known before. */
export type AskedChoice = ManyChosen | { readonly row: ReviewRow };

export interface Copied {
  readonly what: 'cell' | 'rows';
  readonly rows: number;
}

/** A cell of the grid; counted from 0, the box being column 0. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** A request that failed, and which of them it was. */
export interface Failure {
  readonly error: WireError;
  readonly during: 'rows' | 'request';
}

/** Whether the tab has rows that are on both sides, and so columns that need not be shown. */
export function hasBothSides(tab: ViewTab): boolean {
  return tab === 'all' || tab === 'changed';
}

/** The rows that the next Space puts in or out; one where no range is drawn. */
export function rangeOf({ cursor, anchor = cursor.row }: View): {
  readonly first: number;
  readonly last: number;
} {
  return { first: Math.min(anchor, cursor.row), last: Math.max(anchor, cursor.row) };
}
