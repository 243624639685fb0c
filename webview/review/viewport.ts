/** What the grid shows a part of; lengths in CSS pixels. */
export interface Sheet {
  readonly rowCount: number;
  readonly rowHeight: number;
  /** Of the rows' part of the grid, without its head. */
  readonly height: number;
}

/** Consecutive rows. */
export interface RowSpan {
  readonly first: number;
  readonly count: number;
}

/**
 * Browsers draw nothing below some 16 to 33 million pixels. A longer sheet gets a canvas of this height,
 * whose scroll bar stands for more than it measures: positions in the sheet and in the canvas differ.
 */
export const tallestCanvas = 15_000_000;

export function canvasHeight(sheet: Sheet): number {
  return Math.min(tallestCanvas, sheetHeight(sheet));
}

export function isScaled(sheet: Sheet): boolean {
  return sheetHeight(sheet) > tallestCanvas;
}

/** Where in the sheet the first line in sight is, when the scroll bar stands at `scrollTop`. */
export function positionAt(scrollTop: number, sheet: Sheet): number {
  return clampPosition(scrollTop * scale(sheet), sheet);
}

/** The inverse of {@link positionAt}. */
export function scrollTopAt(position: number, sheet: Sheet): number {
  return clampPosition(position, sheet) / scale(sheet);
}

export function clampPosition(position: number, sheet: Sheet): number {
  return Math.min(Math.max(0, position), furthest(sheet));
}

/** The rows to draw: those in sight and `overscan` more on each side. */
export function visibleRows(position: number, sheet: Sheet, overscan: number): RowSpan {
  const { rowCount, rowHeight, height } = sheet;
  const first = Math.max(0, Math.floor(position / rowHeight) - overscan);
  const end = Math.min(rowCount, Math.ceil((position + height) / rowHeight) + overscan);
  return { first, count: Math.max(0, end - first) };
}

export function ordinals({ first, count }: RowSpan): readonly number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}

/** The position nearest to this one at which the row is wholly in sight. */
export function positionShowing(row: number, position: number, sheet: Sheet): number {
  const top = row * sheet.rowHeight;
  const highest = top + sheet.rowHeight - sheet.height;
  return clampPosition(Math.min(top, Math.max(highest, position)), sheet);
}

/** How many whole rows are in sight: what Page Down moves by. */
export function rowsInSight({ height, rowHeight }: Sheet): number {
  return Math.max(1, Math.floor(height / rowHeight));
}

function sheetHeight({ rowCount, rowHeight }: Sheet): number {
  return rowCount * rowHeight;
}

function furthest(sheet: Sheet): number {
  return Math.max(0, sheetHeight(sheet) - sheet.height);
}

function scale(sheet: Sheet): number {
  return isScaled(sheet) ? furthest(sheet) / (tallestCanvas - sheet.height) : 1;
}
