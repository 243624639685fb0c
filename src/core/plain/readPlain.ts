import type { Span } from '../archive/contents';
import { damaged, truncated } from '../archive/damage';
import { type DecodeText, decoderFor, decodeUtf8 } from '../archive/encoding';
import { RecoveryError } from '../errors';
import { CopyData } from './copyData';
import { SqlScanner } from './sqlScanner';

/** Told of what a plain dump holds, in its order. */
export interface PlainEvents {
  /** `span`: where it stands, with what is between it and the one before. */
  readonly onStatement: (statement: string, span: Span) => void;
  /** The rows of the COPY statement that was told of last; `span`: their text, without the line that ends it. */
  readonly onRows: (statement: string, rows: number, span: Span) => void;
  /** Before {@link onRows}, all that stands between that statement and the next, piece by piece. */
  readonly onRowText?: (text: Uint8Array) => void;
  readonly onComment: (comment: string) => void;
}

/**
 * Reads a plain SQL dump of any size in constant memory. Nothing of it is executed.
 * @throws {RecoveryError} `dump-truncated` where it ends within a statement, within rows or without pg_dump's
 * last comment; `dump-format` for a psql command that could do anything, `dump-damaged`.
 */
export async function readPlain(
  pieces: AsyncIterable<Uint8Array>,
  events: PlainEvents,
): Promise<void> {
  const reading = new PlainReading(events);
  for await (const piece of pieces) {
    reading.take(piece);
  }
  reading.finish();
}

/** The line of `\.`. */
const endOfRows = 3;

const copyFromFile = /^COPY\s.*\sFROM\s+stdin;$/is;

class PlainReading {
  private readonly scanner: SqlScanner;
  private decode: DecodeText = decodeUtf8;
  private copy: { readonly statement: string; readonly data: CopyData } | undefined;
  private end: 'missing' | 'announced' | 'there' = 'missing';
  private isRestricted = false;
  /** How many bytes were in the pieces before. */
  private passed = 0;
  /** Where the last statement, or its rows, ended. */
  private ended = 0;

  constructor(private readonly events: PlainEvents) {
    this.scanner = new SqlScanner({
      onStatement: (text, end) => {
        this.statement(this.decoded(text), this.passed + end);
      },
      onComment: (text) => {
        this.comment(this.decoded(text).trim());
      },
      onCommand: (line) => {
        this.isRestricted = isRestriction(this.decoded(line));
      },
    });
  }

  take(piece: Uint8Array): void {
    for (let at = 0; at < piece.length;) {
      at = this.copy ? this.rows(piece, at) : this.scanner.scan(piece, at);
    }
    this.passed += piece.length;
  }

  finish(): void {
    if (this.copy) {
      throw truncated('It ends within the rows of a table.');
    }
    if (!this.scanner.isBetween) {
      throw truncated('It ends within a statement.');
    }
    if (this.end !== 'there' || this.isRestricted) {
      throw truncated('It ends without the comment that pg_dump writes last.');
    }
  }

  private rows(piece: Uint8Array, at: number): number {
    const { copy } = this;
    const end = copy?.data.scan(piece, at);
    this.events.onRowText?.(piece.subarray(at, end));
    if (copy && end !== undefined) {
      const span = this.spanTo(this.passed + end);
      const [offset, length] = [span.offset + 1, span.length - 1 - endOfRows];
      this.events.onRows(copy.statement, copy.data.rows, { offset, length });
      this.copy = undefined;
    }
    return end ?? piece.length;
  }

  /** From where the last one ended. */
  private spanTo(end: number): Span {
    const offset = this.ended;
    this.ended = end;
    return { offset, length: end - offset };
  }

  private statement(statement: string, end: number): void {
    this.events.onStatement(statement, this.spanTo(end));
    this.end = 'missing';
    if (copyFromFile.test(statement)) {
      this.copy = { statement, data: new CopyData() };
    }
    const [, encoding] = /^SET client_encoding = '([^']+)';$/.exec(statement) ?? [];
    this.decode = encoding === undefined ? this.decode : decoderFor(encoding);
    const [, strings] = /^SET standard_conforming_strings = (on|off);$/.exec(statement) ?? [];
    this.scanner.standardStrings = strings ? strings === 'on' : this.scanner.standardStrings;
  }

  private comment(comment: string): void {
    if (comment === 'PostgreSQL database dump complete') {
      this.end = 'announced';
    } else if (comment === '' && this.end === 'announced') {
      this.end = 'there';
    }
    if (comment === 'PostgreSQL database cluster dump') {
      throw new RecoveryError('dump-format', 'This is what pg_dumpall writes: several databases.', {
        hint: 'Dump the database itself, with pg_dump -Fc.',
      });
    }
    this.events.onComment(comment);
  }

  private decoded(bytes: Uint8Array): string {
    try {
      return this.decode(bytes);
    } catch (cause) {
      throw damaged('It holds bytes that its encoding does not have.', cause);
    }
  }
}

/** pg_dump writes two commands around what it dumps, so that psql obeys no other; true for the first. */
function isRestriction(line: string): boolean {
  const [, command] = /^(restrict|unrestrict) [A-Za-z0-9]+$/.exec(line) ?? [];
  if (command !== undefined) {
    return command === 'restrict';
  }
  throw new RecoveryError(
    'dump-format',
    `The dump holds a command for psql, “\\${line.slice(0, 60)}”, which is not obeyed here.`,
    {
      hint: 'Make the dump without --create, or look at who made it: pg_dump writes no other commands.',
    },
  );
}
