import type { ReviewableRows, RowSelection } from '../../../core/correction/rowSelection';
import type { RowGroups } from '../groups/rowGroups';
import type { ReadableRows } from '../readLines';
import type { ReviewMarks } from '../reviewMarks';

/** What rows are filtered by. */
export interface FilterSources extends ReadableRows {
  readonly rows: ReviewableRows;
  readonly marks: ReviewMarks;
  /** As it is now. */
  readonly selection: RowSelection;
  readonly groups: RowGroups;
}
