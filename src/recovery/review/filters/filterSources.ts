import type { ReviewableRows, RowSelection } from '../../../core/correction/rowSelection';
import type { LineSet } from '../../../core/review/lineSet';
import type { ReadableRows } from '../readLines';
import type { ReviewMarks } from '../reviewMarks';

/** The rows of groups, by their ids; a group that is not there has none. */
export interface GroupedLines {
  linesOf(ids: readonly string[]): Promise<LineSet>;
}

/** What rows are filtered by. */
export interface FilterSources extends ReadableRows {
  readonly rows: ReviewableRows;
  readonly marks: ReviewMarks;
  /** As it is now. */
  readonly selection: RowSelection;
  readonly groups: GroupedLines;
}
