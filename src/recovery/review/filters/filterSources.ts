import type { ReviewableRows, RowSelection } from '../../../core/correction/rowSelection';
import type { RowFacts } from '../rowFacts';

/** What rows are filtered by, beside their own values. */
export interface FilterSources {
  readonly facts: RowFacts;
  readonly rows: ReviewableRows;
  /** As it is now. */
  readonly selection: RowSelection;
}
