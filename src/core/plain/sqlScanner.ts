import { KeptBytes } from './keptBytes';
import { StatementWords } from './statementWords';

/** Told of what a script consists of, in its order. */
export interface SqlEvents {
  /** A statement with its semicolon, no more of it than is kept; `end`: where in the piece it ends. */
  readonly onStatement: (text: Uint8Array, end: number) => void;
  /** A line that begins with two dashes, between statements or within one. */
  readonly onComment: (text: Uint8Array) => void;
  /** A line for psql itself. */
  readonly onCommand: (line: Uint8Array) => void;
}

/** No definition is longer; of a longer INSERT nothing but its beginning matters. */
const longestDefinition = 16 * 1024 * 1024;
const longestLine = 1024 * 1024;

const [tab, newline, space, quote, doubleQuote] = [0x09, 0x0a, 0x20, 0x27, 0x22] as const;
const [dollar, open, close, star, dash, slash] = [0x24, 0x28, 0x29, 0x2a, 0x2d, 0x2f] as const;
const [semicolon, backslash] = [0x3b, 0x5c] as const;

type Mode =
  | 'code'
  | 'string'
  | 'escape string'
  | 'name'
  | 'dollar tag'
  | 'dollar string'
  | 'line comment'
  | 'block comment'
  | 'command';

/**
 * Finds the statements of an SQL script as psql does, byte by byte and in constant memory: semicolons end
 * them outside of strings, names, comments, parentheses and `BEGIN ATOMIC` bodies.
 */
export class SqlScanner {
  /** `'…\'…'` is one string where a script turns this off. */
  standardStrings = true;
  private mode: Mode = 'code';
  /** The byte before, where the two together may mean something. */
  private previous = 0;
  private closed: Mode = 'code';
  private isEscaped = false;
  private depth = 0;
  private parentheses = 0;
  private tag: number[] = [];
  private matched = 0;
  private words = new StatementWords();
  private readonly statement: KeptBytes;
  private readonly line = new KeptBytes(longestLine);

  /** @param longest How many bytes of a statement are kept. */
  constructor(
    private readonly events: SqlEvents,
    longest = longestDefinition,
  ) {
    this.statement = new KeptBytes(longest);
  }

  /** True between statements. */
  get isBetween(): boolean {
    return this.mode === 'code' && this.statement.length === 0;
  }

  /** Reads on until a statement has ended; gives where, or the end of the piece. */
  scan(piece: Uint8Array, from: number): number {
    for (let i = from; i < piece.length; i += 1) {
      if (this.mode === 'string') {
        i = this.skipString(piece, i);
        if (i === piece.length) {
          break;
        }
      }
      if (this.take(piece[i] ?? 0, i)) {
        return i + 1;
      }
    }
    return piece.length;
  }

  /** To the quote that may end it, or the end of the piece. */
  private skipString(piece: Uint8Array, from: number): number {
    const end = piece.indexOf(quote, from);
    const skipped = piece.subarray(from, end < 0 ? piece.length : end);
    this.statement.addAll(skipped);
    return from + skipped.length;
  }

  /** True when a statement has ended. */
  private take(byte: number, at: number): boolean {
    const isPart = !(this.isBetween && isBlank(byte)) && !isLine(this.mode);
    const ended = this.step(byte);
    if (isPart && !isLine(this.mode)) {
      this.statement.add(byte);
    }
    if (ended) {
      this.events.onStatement(this.statement.take(), at + 1);
      this.words = new StatementWords();
      this.previous = 0;
    }
    return ended;
  }

  private step(byte: number): boolean {
    if (this.mode === 'code') {
      return this.inCode(byte);
    }
    if (this.mode === 'dollar tag') {
      return this.inTag(byte);
    }
    this.inside(byte, this.mode);
    return false;
  }

  private inside(byte: number, mode: Exclude<Mode, 'code' | 'dollar tag'>): void {
    switch (mode) {
      case 'string':
      case 'name':
        this.inQuotes(byte, mode === 'name' ? doubleQuote : quote);
        break;
      case 'escape string':
        this.inEscapes(byte);
        break;
      case 'dollar string':
        this.inDollars(byte);
        break;
      case 'line comment':
      case 'command':
        this.inLine(byte);
        break;
      case 'block comment':
        this.inBlockComment(byte);
        break;
    }
  }

  private inCode(byte: number): boolean {
    const { previous, closed } = this;
    this.previous = byte;
    this.closed = 'code';
    const endsWord = this.words.add(byte);
    if (endsWord === undefined) {
      return false;
    }
    switch (byte) {
      case quote:
        this.mode = this.stringMode(endsWord, previous === quote ? closed : 'code');
        return false;
      case doubleQuote:
        this.mode = 'name';
        return false;
      case dollar:
        this.mode = 'dollar tag';
        this.tag = [dollar];
        return false;
      default:
        return this.punctuation(byte, previous);
    }
  }

  private punctuation(byte: number, previous: number): boolean {
    switch (byte) {
      case open:
        this.parentheses += 1;
        break;
      case close:
        this.parentheses = Math.max(0, this.parentheses - 1);
        break;
      case dash:
        if (previous === dash) {
          this.beginLine('line comment');
        }
        break;
      case star:
        if (previous === slash) {
          this.mode = 'block comment';
          this.depth = 1;
          this.previous = 0;
        }
        break;
      case backslash:
        this.beginLine('command');
        break;
      case semicolon:
        return this.parentheses === 0 && !this.words.isInBody;
    }
    this.words.parentheses = this.parentheses;
    return false;
  }

  /** Two quotes are one within the string that they seem to end. */
  private stringMode(word: string, closed: Mode): Mode {
    if (closed === 'string' || closed === 'escape string') {
      return closed;
    }
    return word === 'e' || !this.standardStrings ? 'escape string' : 'string';
  }

  private inQuotes(byte: number, end: number): void {
    if (byte === end) {
      this.closed = this.mode;
      this.mode = 'code';
      this.previous = byte;
    }
  }

  private inEscapes(byte: number): void {
    if (this.isEscaped) {
      this.isEscaped = false;
    } else if (byte === backslash) {
      this.isEscaped = true;
    } else {
      this.inQuotes(byte, quote);
    }
  }

  /** Between the first dollar and the second; a parameter's number is no tag. */
  private inTag(byte: number): boolean {
    if (byte === dollar) {
      this.tag.push(byte);
      this.mode = 'dollar string';
      this.matched = 0;
      return false;
    }
    const isDigit = byte >= 0x30 && byte <= 0x39;
    if (StatementWords.isLetter(byte) || (isDigit && this.tag.length > 1)) {
      this.tag.push(byte);
      return false;
    }
    this.mode = 'code';
    return this.inCode(byte);
  }

  private inDollars(byte: number): void {
    if (byte === this.tag[this.matched]) {
      this.matched += 1;
    } else {
      this.matched = byte === dollar ? 1 : 0;
    }
    if (this.matched === this.tag.length) {
      this.mode = 'code';
      this.previous = 0;
    }
  }

  private beginLine(mode: 'line comment' | 'command'): void {
    if (mode === 'line comment') {
      // The first dash was taken for code.
      this.statement.drop();
    }
    this.mode = mode;
    this.line.take();
  }

  private inLine(byte: number): void {
    if (byte !== newline) {
      this.line.add(byte);
      return;
    }
    const tell = this.mode === 'command' ? this.events.onCommand : this.events.onComment;
    this.mode = 'code';
    this.previous = 0;
    tell(this.line.take());
  }

  private inBlockComment(byte: number): void {
    const pair = this.previous * 256 + byte;
    this.previous = byte;
    if (pair === slash * 256 + star) {
      this.depth += 1;
      this.previous = 0;
    } else if (pair === star * 256 + slash) {
      this.depth -= 1;
      this.previous = 0;
      this.mode = this.depth === 0 ? 'code' : this.mode;
    }
  }
}

function isBlank(byte: number): boolean {
  return byte === space || (byte >= tab && byte <= 0x0d);
}

/** What belongs to no statement. */
function isLine(mode: Mode): boolean {
  return mode === 'line comment' || mode === 'command';
}
