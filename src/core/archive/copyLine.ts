import type { Cell } from '../catalog/table';

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

/** One row as `copy … from stdin` reads it in its text format, with the newline. */
export function copyLine(cells: readonly Cell[]): string {
  return `${cells.map(copyField).join('\t')}\n`;
}

function copyField(cell: Cell): string {
  return cell === null
    ? '\\N'
    : cell.replace(/[\\\b\f\n\r\t\v]/g, (character) => escapes[character] ?? character);
}
