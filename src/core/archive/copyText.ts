import type { Cell, Row } from '../catalog/table';
import { joined } from './bytes';
import { damaged, truncated } from './damage';
import { decodeUtf8 } from './encoding';

const newline = 0x0a;
const backslash = 0x5c;
const dot = 0x2e;

/** Longer than what ends COPY text: a newline, `\.` and three newlines. */
const endLength = 16;

/**
 * The lines of a COPY block without the `\.` that ends it, piece by piece and without copying them.
 * @throws {RecoveryError} `dump-truncated` when `\.` is missing, once everything else was given out.
 */
export async function* withoutEndOfCopy(
  text: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let last: Uint8Array = new Uint8Array(0);
  for await (const piece of text) {
    if (piece.length < endLength) {
      last = joined(last, piece);
    } else {
      if (last.length > 0) {
        yield last;
      }
      last = piece;
    }
  }
  const rows = last.subarray(0, endOfRows(last));
  if (rows.length > 0) {
    yield rows;
  }
}

/** How many rows end in this piece of COPY text: newlines within values are escaped, so each ends one. */
export function countRows(piece: Uint8Array): number {
  const start = Math.min(-piece.byteOffset & 3, piece.length);
  const words = (piece.length - start) >> 2;
  const end = start + words * 4;
  return (
    countNewlines(piece, 0, start) +
    (words === 0
      ? 0
      : countInWords(new Int32Array(piece.buffer, piece.byteOffset + start, words))) +
    countNewlines(piece, end, piece.length)
  );
}

/** The cells of one line of COPY text, given without its newline. @throws {RecoveryError} `dump-damaged`. */
export function decodeCopyLine(line: Uint8Array): Row {
  let text: string;
  try {
    text = decodeUtf8(line);
  } catch (cause) {
    throw damaged('A row holds bytes that are no UTF-8.', cause);
  }
  return fieldsOf(text).map(decodeCopyField);
}

/** The lines in pieces of COPY text, each without its newline. */
export async function* copyLines(text: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let open: Uint8Array = new Uint8Array(0);
  for await (const piece of text) {
    let start = 0;
    for (let end = piece.indexOf(newline); end >= 0; end = piece.indexOf(newline, start)) {
      yield joined(open, piece.subarray(start, end));
      open = new Uint8Array(0);
      start = end + 1;
    }
    open = joined(open, piece.subarray(start));
  }
  if (open.length > 0) {
    throw truncated('The last row has no end.');
  }
}

/**
 * Where the `\.` line begins. `last` is the end of the text: all of it, or more than the end can be.
 * @throws {RecoveryError} `dump-truncated` when it is missing.
 */
export function endOfRows(last: Uint8Array): number {
  let end = last.length;
  while (last[end - 1] === newline) {
    end -= 1;
  }
  const isEnd =
    end < last.length &&
    last[end - 1] === dot &&
    last[end - 2] === backslash &&
    (end === 2 || last[end - 3] === newline);
  if (!isEnd) {
    throw truncated('The rows are not ended by “\\.”.');
  }
  return end - 2;
}

/** Fewer than what one byte can count. */
const wordsAtOnce = 128;

/** Four bytes at a time and without a branch: four times as fast as one by one, however short the rows. */
function countInWords(words: Int32Array): number {
  let rows = 0;
  for (let start = 0; start < words.length; start += wordsAtOnce) {
    const end = Math.min(start + wordsAtOnce, words.length);
    let counts = 0;
    for (let i = start; i < end; i += 1) {
      // Newlines become zero bytes; the highest bit of a byte is then set in all but those.
      const word = (words[i] ?? -1) ^ 0x0a0a0a0a;
      const others = ((word & 0x7f7f7f7f) + 0x7f7f7f7f) | word;
      counts = (counts + ((~others >>> 7) & 0x01010101)) | 0;
    }
    rows += sumOfBytes(counts);
  }
  return rows;
}

function sumOfBytes(word: number): number {
  return (word & 0xff) + ((word >>> 8) & 0xff) + ((word >>> 16) & 0xff) + (word >>> 24);
}

function countNewlines(piece: Uint8Array, from: number, to: number): number {
  let rows = 0;
  for (let i = from; i < to; i += 1) {
    if (piece[i] === newline) {
      rows += 1;
    }
  }
  return rows;
}

/** Splits at tabs that no backslash stands before. */
function fieldsOf(line: string): string[] {
  if (!line.includes('\\\t')) {
    return line.split('\t');
  }
  const fields = [''];
  for (const [part] of line.matchAll(/\\[^]|\t|[^\\\t]+|\\$/g)) {
    if (part === '\t') {
      fields.push('');
    } else {
      fields.push(`${fields.pop() ?? ''}${part}`);
    }
  }
  return fields;
}

/** The value that a field of COPY text stands for. @throws {RecoveryError} `dump-damaged`. */
export function decodeCopyField(field: string): Cell {
  if (field === '\\N') {
    return null;
  }
  return field.includes('\\') ? unescaped(field) : field;
}

const namedEscapes: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** Octal and hexadecimal escapes give bytes, of which several may make one character. */
function unescaped(field: string): string {
  return field.replace(
    /(?:\\(?:x[0-9a-fA-F]{1,2}|[0-7]{1,3}))+|\\([^]?)/g,
    (escape, character?: string) =>
      character === undefined ? decodedBytes(escape) : (namedEscapes[character] ?? character),
  );
}

function decodedBytes(escapes: string): string {
  const codes = escapes.slice(1).split('\\');
  const bytes = codes.map((code) =>
    code.startsWith('x') ? parseInt(code.slice(1), 16) : parseInt(code, 8) & 0xff,
  );
  try {
    return decodeUtf8(Uint8Array.from(bytes));
  } catch (cause) {
    throw damaged('A row holds an escape that is no UTF-8.', cause);
  }
}
