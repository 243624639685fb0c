import { count } from '../core/words';
import type { Say } from '../french/say';

export { count, counted, wordFor } from '../core/words';

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

/** What stands before a line or a cell that is the same in every language. */
const mark = '\u0001';

/** Names, values, texts of another language: they are printed as they are. */
export function asIs(text: string): string {
  return text.replaceAll(/^/gm, mark);
}

/** Rows of cells: {@link spoken} aligns them, once their words are in the reader's language. */
export function aligned(cells: readonly (readonly string[])[], indent = '  '): string {
  return cells.map((row) => indent + row.map(cellText).join('\t')).join('\n');
}

function cellText(cell: string): string {
  return cell.startsWith(mark) ? mark + printable(cell.slice(mark.length)) : printable(cell);
}

/** A text of commands as it is printed: each line and each cell in the reader's language, cells aligned. */
export function spoken(text: string, say: Say): string {
  const tables: (readonly string[])[][] = [];
  let isWithin = false;
  for (const line of text.split('\n')) {
    const cells = line.split('\t').map((cell) => cellIn(cell, say));
    if (isWithin && cells.length > 1) {
      tables.at(-1)?.push(cells);
    } else {
      tables.push([cells]);
    }
    isWithin = cells.length > 1;
  }
  return tables.flatMap(columns).join('\n');
}

function cellIn(cell: string, say: Say): string {
  const [, before = '', words = '', after = ''] = /^( *(?:\d+\. )?)(.*?)( *)$/s.exec(cell) ?? [];
  return before + (words.startsWith(mark) ? words.slice(mark.length) : say(words)) + after;
}

/** To the left, numbers to the right, two spaces between. */
function columns(lines: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = [];
  for (const cells of lines) {
    for (const [at, cell] of cells.entries()) {
      widths[at] = Math.max(widths[at] ?? 0, cell.length);
    }
  }
  const padded = (cell: string, width = 0): string =>
    /^ *[+-]?[\d,\u202f]+$/.test(cell) ? cell.padStart(width) : cell.padEnd(width);
  return lines.map((cells) =>
    cells.length === 1
      ? cells.join('')
      : cells
          .map((cell, at) => padded(cell, widths[at]))
          .join('  ')
          .trimEnd(),
  );
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
