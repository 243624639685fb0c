import type { Cell } from '../../core/catalog/table';

/**
 * PostgreSQL's text of an array, so that each element passes through its type's input function.
 * @throws RangeError for NUL and lone surrogates, which would not arrive as they are.
 */
export function arrayText(cells: readonly Cell[], delimiter = ','): string {
  return `{${cells.map(element).join(delimiter)}}`;
}

function element(cell: Cell): string {
  if (cell === null) {
    return 'NULL';
  }
  if (!cell.isWellFormed() || cell.includes('\0')) {
    throw new RangeError('A text with NUL or a lone surrogate cannot be stored in PostgreSQL.');
  }
  return needsEscape.test(cell) ? `"${cell.replace(/["\\]/g, '\\$&')}"` : `"${cell}"`;
}

const needsEscape = /["\\]/;
