/** A piece of SQL that is neither blank nor comment. */
export interface SqlToken {
  /**
   * `word`: a key word or a name without quotes; `name`: one in double quotes; `dollars`: a string between dollars;
   * `command`: from a backslash to the end of its line, which psql keeps for itself; `open`: all that follows a quote or
   * a comment that is never closed; `sign`: anything else, a character or a number.
   */
  readonly kind: 'word' | 'name' | 'string' | 'dollars' | 'command' | 'open' | 'sign';
  /** As it is written. */
  readonly text: string;
  /** Where it begins. */
  readonly at: number;
}

/**
 * Takes SQL apart as PostgreSQL does.
 * @param standardStrings What `standard_conforming_strings` is: off, a backslash means something in `'…'`.
 */
export function* sqlTokens(text: string, standardStrings: boolean): Generator<SqlToken, void> {
  for (let at = 0; at < text.length;) {
    const { kind, end } = pieceAt(text, at, standardStrings);
    if (kind !== 'blank') {
      yield { kind, text: text.slice(at, end), at };
    }
    at = end;
  }
}

/** What a string says: without its quotes, and with what is doubled or escaped in it as it is meant. */
export function stringValue({ kind, text }: SqlToken): string {
  if (kind === 'dollars') {
    const quote = endOf(dollars, text, 0) ?? 0;
    return text.slice(quote, -quote);
  }
  return text.slice(text.indexOf("'") + 1, -1).replaceAll("''", "'");
}

interface Piece {
  readonly kind: SqlToken['kind'] | 'blank';
  readonly end: number;
}

const blank = /\s+|--[^\n\r]*/y;
const word = /[a-z_\u{80}-\u{10ffff}][\w$\u{80}-\u{10ffff}]*/iuy;
const number = /\d[\w.]*/y;
const string = /(?:[ebxn]|u&)?'/iy;
const name = /(?:u&)?"/iy;
const dollars = /\$(?:[a-z_\u{80}-\u{10ffff}][\w\u{80}-\u{10ffff}]*)?\$/iuy;
const command = /\\[^\n\r]*/y;
/** A string may go on after a line end, as what it began as. */
const goesOn = /[ \t\f\v]*(?:--[^\n\r]*)?[\n\r](?:\s|--[^\n\r]*[\n\r])*'/y;

function pieceAt(text: string, at: number, standardStrings: boolean): Piece {
  const blankEnd = endOf(blank, text, at);
  if (blankEnd !== undefined) {
    return { kind: 'blank', end: blankEnd };
  }
  if (text.startsWith('/*', at)) {
    return closed(text, 'blank', blockCommentEnd(text, at));
  }
  return quotedAt(text, at, standardStrings) ?? plainAt(text, at);
}

function quotedAt(text: string, at: number, standardStrings: boolean): Piece | undefined {
  const stringFrom = endOf(string, text, at);
  if (stringFrom !== undefined) {
    const prefix = text.slice(at, stringFrom - 1).toLowerCase();
    const escapes = prefix === 'e' || (prefix === '' && !standardStrings);
    return closed(text, 'string', stringEnd(text, stringFrom, escapes));
  }
  const nameFrom = endOf(name, text, at);
  if (nameFrom !== undefined) {
    return closed(text, 'name', quoteEnd(text, nameFrom, /""|"/g));
  }
  const dollarsFrom = endOf(dollars, text, at);
  if (dollarsFrom !== undefined) {
    const quote = text.slice(at, dollarsFrom);
    const end = text.indexOf(quote, dollarsFrom);
    return closed(text, 'dollars', end < 0 ? undefined : end + quote.length);
  }
  return undefined;
}

function plainAt(text: string, at: number): Piece {
  const wordEnd = endOf(word, text, at);
  if (wordEnd !== undefined) {
    return { kind: 'word', end: wordEnd };
  }
  const commandEnd = endOf(command, text, at);
  return commandEnd === undefined
    ? { kind: 'sign', end: endOf(number, text, at) ?? at + 1 }
    : { kind: 'command', end: commandEnd };
}

function closed(text: string, kind: Piece['kind'], end: number | undefined): Piece {
  return end === undefined ? { kind: 'open', end: text.length } : { kind, end };
}

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function stringEnd(text: string, from: number, escapes: boolean): number | undefined {
  const marks = escapes ? /\\[^]|''|'/g : /''|'/g;
  for (let start = from; ;) {
    const end = quoteEnd(text, start, marks);
    const next = end === undefined ? undefined : endOf(goesOn, text, end);
    if (next === undefined) {
      return end;
    }
    start = next;
  }
}

/** @param marks All that holds a quote; the one character that stands alone ends it. */
function quoteEnd(text: string, from: number, marks: RegExp): number | undefined {
  marks.lastIndex = from;
  for (let found = marks.exec(text); found; found = marks.exec(text)) {
    if (found[0].length === 1) {
      return marks.lastIndex;
    }
  }
  return undefined;
}

function blockCommentEnd(text: string, from: number): number | undefined {
  const marks = /\/\*|\*\//g;
  marks.lastIndex = from;
  let depth = 0;
  for (let found = marks.exec(text); found; found = marks.exec(text)) {
    depth += found[0] === '/*' ? 1 : -1;
    if (depth === 0) {
      return marks.lastIndex;
    }
  }
  return undefined;
}
