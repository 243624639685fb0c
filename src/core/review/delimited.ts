import type { Cell } from '../catalog/table';

/**
 * Cells on one line as spreadsheets read them (RFC 4180 but for the tab), without the line end: NULL, and
 * what is not there, are empty, the empty text is `""`.
 */
export function delimited(cells: readonly (Cell | undefined)[], separator: ',' | '\t'): string {
  return cells.map((cell) => field(cell, separator)).join(separator);
}

function field(cell: Cell | undefined, separator: string): string {
  if (cell === null || cell === undefined) {
    return '';
  }
  const isPlain = cell !== '' && ![separator, '"', '\r', '\n'].some((mark) => cell.includes(mark));
  return isPlain ? cell : `"${cell.replaceAll('"', '""')}"`;
}
