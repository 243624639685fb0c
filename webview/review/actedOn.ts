import type { ReviewRow } from '../../src/protocol/rows';
import type { GridColumn } from './columns';
import type { Action } from './state/reduce';
import type { View } from './state/view';

/** What the acts of the operator need of the page. */
export interface ActedOn {
  view(): View;
  dispatch(action: Action): void;
  /** A row that has been brought. */
  row(ordinal: number): ReviewRow | undefined;
  /** Resolves when the row has been brought again, where what is selected has become other. */
  freshRow(ordinal: number): Promise<void>;
  gridColumnAt(column: number): GridColumn | undefined;
  /** The first column of the grid that shows this one of the table; undefined where none does. */
  gridColumnOf(column: number): number | undefined;
  /** What is selected has become other. */
  rowsChanged(): void;
  /** Brings again what could not be brought. */
  retryRows(): void;
  focusRows(): void;
}
