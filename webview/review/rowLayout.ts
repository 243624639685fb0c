import type { ReviewColumn } from '../../src/protocol/state';
import type { GridColumn } from './columns';
import type { Texts } from './texts';

/** How the rows of the grid are drawn just now. */
export interface RowLayout {
  readonly gridColumns: readonly GridColumn[];
  /** Distance from the left at which each frozen column stays, by its place among the grid's columns. */
  readonly frozenAt: readonly number[];
  readonly columns: readonly ReviewColumn[];
  readonly texts: Texts;
}
