import type { Column, TableId } from '../catalog/table';
import { comment } from './comment';
import { quoteIdentifier, quoteLiteral, quoteTable } from './quote';

/** What a file of INSERTs says of itself. */
export interface InsertsOrigin {
  readonly table: TableId;
  /** `db.example.com:5432/mairie` */
  readonly server: string;
  /** ISO 8601, UTC. */
  readonly time: string;
  /** `pra 0.1.0` */
  readonly tool: string;
  /** Which rows, where not all. */
  readonly condition: string | undefined;
  /** Names of the columns that cannot be written. */
  readonly leftOut: readonly string[];
  /** Under which the literals are read as they were written. */
  readonly settings: Readonly<Record<string, string>>;
}

/** What the INSERTs write into. */
export interface InsertedTable {
  readonly table: TableId;
  /** Names; never none. */
  readonly columns: readonly string[];
  /** Whether a column is an identity, whose values PostgreSQL would else refuse. */
  readonly overriding: boolean;
}

/** One transaction, so that a script that fails has inserted nothing, whether or not psql goes on. */
export function insertsHead(origin: InsertsOrigin): string {
  const { table, server, time, tool, condition, leftOut, settings } = origin;
  return [
    comment(
      `Rows of ${table.schema}.${table.name} on ${server}, as of ${time}, by ${tool}.`,
      ...(condition === undefined ? [] : [`Only where ${condition}`]),
      ...(leftOut.length === 0 ? [] : [`Without columns that are computed: ${leftOut.join(', ')}`]),
      'A row that is there already ends it, and nothing is inserted. Sequences stay as they are.',
    ),
    '\nBEGIN;\n',
    ...Object.entries(settings).map(
      ([name, value]) => `SET LOCAL ${name} = ${quoteLiteral(value)};\n`,
    ),
    '\n',
  ].join('');
}

/** What some types' values are read by. Nothing else is set: production's triggers would see it. */
export function settingsOfValues(columns: readonly Column[]): Readonly<Record<string, string>> {
  const builtIn = new Set(columns.map(({ type }) => type.builtIn));
  const madeOf = columns.map(({ type }) => type.label).join(' ');
  return {
    ...(builtIn.has('money') || /\bmoney\b/.test(madeOf) ? { lc_monetary: 'C' } : {}),
    ...(builtIn.has('xml') || /\bxml\b/.test(madeOf) ? { xmloption: 'content' } : {}),
  };
}

export const insertsTail = '\nCOMMIT;\n';

/** No function takes more arguments than a hundred. */
const mostAtOnce = 90;

/**
 * What a row reads as in VALUES, made by the server: by the types' own output, and as literals that mean the
 * same under both settings of `standard_conforming_strings`.
 * @param columns Names.
 */
export function rowLiteral(columns: readonly string[]): string {
  const parts: string[] = [];
  for (let at = 0; at < columns.length; at += mostAtOnce) {
    const some = columns.slice(at, at + mostAtOnce);
    const literals = some.map(() => '%L').join(', ');
    const names = some.map(quoteIdentifier).join(', ');
    parts.push(`pg_catalog.format('${at === 0 ? '' : ', '}${literals}', ${names})`);
  }
  return `pg_catalog.concat('(', ${parts.join(', ')}, ')')`;
}

const newline = 0x0a;
const backslash = 0x5c;
const rowsPerInsert = 100;

/** Makes INSERTs of COPY text of one column, in which each row is as {@link rowLiteral} has it. Any encoding. */
export class InsertWriter {
  private written = 0;
  private isInRow = false;
  private isEscaped = false;
  private readonly begin: Uint8Array;

  constructor({ table, columns, overriding }: InsertedTable) {
    const names = columns.map(quoteIdentifier).join(', ');
    const how = overriding ? ' OVERRIDING SYSTEM VALUE' : '';
    this.begin = bytes(`INSERT INTO ${quoteTable(table)} (${names})${how} VALUES\n`);
  }

  get rows(): number {
    return this.written;
  }

  /** What a piece of the text adds; a piece may end anywhere. */
  *take(piece: Uint8Array): Generator<Uint8Array, void> {
    let from = 0;
    for (let at = 0; at < piece.length; at++) {
      const byte = piece[at] ?? 0;
      if (this.isEscaped) {
        this.isEscaped = false;
        yield Uint8Array.of(unescaped[byte] ?? byte);
        from = at + 1;
      } else if (byte === backslash || byte === newline) {
        yield* this.upTo(piece.subarray(from, at));
        from = at + 1;
        this.isEscaped = byte === backslash;
        if (byte === newline) {
          yield* this.endRow();
        }
      }
    }
    yield* this.upTo(piece.subarray(from));
  }

  /** Once everything was taken. */
  end(): Uint8Array {
    return this.written % rowsPerInsert === 0 ? new Uint8Array(0) : endOfInsert;
  }

  private *upTo(text: Uint8Array): Generator<Uint8Array, void> {
    if (text.length === 0) {
      return;
    }
    if (!this.isInRow) {
      this.isInRow = true;
      yield this.written % rowsPerInsert === 0 ? this.begin : betweenRows;
    }
    yield text;
  }

  private *endRow(): Generator<Uint8Array, void> {
    this.isInRow = false;
    this.written += 1;
    if (this.written % rowsPerInsert === 0) {
      yield endOfInsert;
    }
  }
}

const betweenRows = bytes(',\n');
const endOfInsert = bytes(';\n');

/** What COPY writes after a backslash, where that is not the byte itself. */
const unescaped: Readonly<Record<number, number>> = {
  [code('b')]: 0x08,
  [code('t')]: 0x09,
  [code('n')]: newline,
  [code('v')]: 0x0b,
  [code('f')]: 0x0c,
  [code('r')]: 0x0d,
};

function code(letter: string): number {
  return letter.charCodeAt(0);
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
