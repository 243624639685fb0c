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
const escaped = /[\\\b\f\n\r\t\v]/;
const everyEscaped = new RegExp(escaped, 'g');

/** One row as `copy … from stdin` reads it in its text format, with the newline. */
export function copyLine(cells: readonly Cell[]): string {
  return `${copyFields(cells)}\n`;
}

/** The same without the newline: just as the server itself writes it. */
export function copyFields(cells: readonly Cell[]): string {
  return cells.map(copyField).join('\t');
}

function copyField(cell: Cell): string {
  if (cell === null) {
    return '\\N';
  }
  return escaped.test(cell)
    ? cell.replace(everyEscaped, (character) => escapes[character] ?? character)
    : cell;
}
