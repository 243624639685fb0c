import type { Cell, Column, Row } from '../catalog/table';

/** A value as a document shows it. */
export interface CellText {
  readonly text: string;
  /** What the text is written in, where it is more than words. */
  readonly language?: 'json';
}

/**
 * Both sides of a cell, where they are there, as documents to be held against each other: JSON over lines, bytes as a dump, all else
 * as it is. Where that would make values alike that are not, such as JSON with other spaces, they stay as
 * they are.
 */
export function cellTexts(
  cells: readonly (Cell | undefined)[],
  { type }: Pick<Column, 'type'>,
): readonly (CellText | undefined)[] {
  const texts = (show: (cell: Cell) => CellText): readonly (CellText | undefined)[] =>
    cells.map((cell) => (cell === undefined ? undefined : show(cell)));
  const shown = texts((cell) => documentOf(cell, type.builtIn));
  const isTold = new Set(shown.map((text) => text?.text)).size === new Set(cells).size;
  return isTold ? shown : texts((cell) => ({ text: cell ?? nullText }));
}

/**
 * Both sides of a row, where they are there, as documents to be held against each other: a column a line, and below its name
 * what takes several.
 */
export function rowTexts(
  rows: readonly (Row | undefined)[],
  columns: readonly Pick<Column, 'name' | 'type'>[],
): readonly (CellText | undefined)[] {
  const byColumn = columns.map((column, at) => ({
    name: column.name,
    texts: cellTexts(
      rows.map((row) => row && (row[at] ?? null)),
      column,
    ),
  }));
  return rows.map(
    (row, side) =>
      row && {
        text: byColumn.map(({ name, texts }) => columnLines(name, texts[side]?.text)).join('\n'),
      },
  );
}

function columnLines(name: string, text = ''): string {
  const lines = text.split('\n');
  return lines.length === 1 ? `${name}: ${text}` : [`${name}:`, ...lines].join('\n  ');
}

const nullText = '(NULL)';

function documentOf(cell: Cell, type: string | undefined): CellText {
  if (cell === null) {
    return { text: nullText };
  }
  if (type === 'json' || type === 'jsonb') {
    return jsonText(cell);
  }
  return { text: type === 'bytea' ? (hexDump(cell) ?? cell) : cell };
}

/** Deeper than anybody reads; the spaces before such lines would be more than the text. */
const deepest = 64;
const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g;

/** Only lines are broken: keys keep their order, and are there twice where they are; numbers stay as written. */
function jsonText(json: string): CellText {
  const tokens = isJson(json) ? (json.match(token) ?? []) : [];
  const lines: string[] = [''];
  let depth = 0;
  const breakLine = (): void => {
    lines.push('  '.repeat(depth));
  };
  const write = (text: string): void => {
    lines.push(`${lines.pop() ?? ''}${text}`);
  };
  tokens.forEach((part, at) => {
    const isEmpty = isOpening(tokens[at - 1]) && isClosing(part);
    if (isClosing(part)) {
      depth -= 1;
      if (!isEmpty) {
        breakLine();
      }
    }
    write(part === ':' ? ': ' : part);
    depth += Number(isOpening(part));
    if (part === ',' || (isOpening(part) && !isClosing(tokens[at + 1]))) {
      breakLine();
    }
  });
  const isShown = tokens.length > 0 && depthOf(tokens) <= deepest;
  return isShown ? { text: lines.join('\n'), language: 'json' } : { text: json };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function depthOf(tokens: readonly string[]): number {
  let [depth, most] = [0, 0];
  for (const part of tokens) {
    depth += Number(isOpening(part)) - Number(isClosing(part));
    most = Math.max(most, depth);
  }
  return most;
}

function isOpening(part: string | undefined): boolean {
  return part === '{' || part === '[';
}

function isClosing(part: string | undefined): boolean {
  return part === '}' || part === ']';
}

const bytesInLine = 16;

/** `00000010  25 50 44 46 2d 31 …  |%PDF-1…|`; undefined where it is not bytes in hexadecimal. */
function hexDump(cell: string): string | undefined {
  if (!/^\\x(?:[0-9a-f]{2})*$/.test(cell)) {
    return undefined;
  }
  const lines: string[] = [];
  for (let at = 2; at < cell.length; at += bytesInLine * 2) {
    const bytes = cell.slice(at, at + bytesInLine * 2).match(/../g) ?? [];
    const place = ((at - 2) / 2).toString(16).padStart(8, '0');
    const halves = [bytes.slice(0, 8), bytes.slice(8)].map((half) => half.join(' '));
    lines.push(`${place}  ${halves.join('  ').padEnd(48)}  |${bytes.map(asciiOf).join('')}|`);
  }
  return lines.length === 0 ? '(no bytes)' : lines.join('\n');
}

/** What cannot be printed is a dot. */
function asciiOf(byte: string): string {
  const code = parseInt(byte, 16);
  return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '.';
}
