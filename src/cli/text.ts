import { count } from '../core/words';

export { count, counted } from '../core/words';

/** On one line, and nothing in it can command a terminal: names and cells come from elsewhere. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, (character) =>
    character === '\n' ? '\\n' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A word as it can be pasted into a shell. */
export function shellWord(text: string): string {
  const shown = printable(text);
  return /^[\w./:@%+=,-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", String.raw`'\''`)}'`;
}

/** Columns aligned to the left, numbers to the right, two spaces between. */
export function aligned(cells: readonly (readonly string[])[], indent = '  '): string {
  const rows = cells.map((row) => row.map(printable));
  const widths: number[] = [];
  for (const row of rows) {
    for (const [at, cell] of row.entries()) {
      widths[at] = Math.max(widths[at] ?? 0, cell.length);
    }
  }
  const line = (row: readonly string[]): string =>
    row
      .map((cell, at) =>
        /^[+-]?[\d,]+$/.test(cell) ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return rows.map((row) => indent + line(row)).join('\n');
}

/** The first lines, aligned, and how many there are more. */
export function listed(rows: readonly (readonly string[])[], most = 12): string {
  const more = rows.length - most;
  return aligned([...rows.slice(0, most), ...(more > 0 ? [[`and ${count(more)} more`]] : [])]);
}

/** What a person reads of several parts, the empty ones left out. */
export function paragraphs(...parts: readonly (string | undefined | false)[]): string {
  return parts.filter((part) => part !== undefined && part !== false && part !== '').join('\n');
}

/** Seconds to the millisecond. */
export function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
