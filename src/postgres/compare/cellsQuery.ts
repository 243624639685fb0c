import type { Cell, Column, Row } from '../../core/catalog/table';
import { quoteIdentifier } from '../../core/sql/quote';

/** What is kept in memory at most. */
export interface CellLimits {
  /** Bytes of one value as text; the driver cannot take 512 MB at all. */
  readonly value: number;
  /** Bytes of the rows that are read at once, as they are stored; one row is always read. */
  readonly rows: number;
}

const usualLimits: CellLimits = { value: 64 * 1024 * 1024, rows: 16 * 1024 * 1024 };

/**
 * The parts of a statement that reads rows without fetching a value that is too large, nor too many
 * rows at once: `looked` is selected of each row `t`, `inner` of those rows `s` together, `outer` at last.
 */
export interface CellsQuery {
  readonly looked: readonly string[];
  readonly inner: readonly string[];
  /** First whether the row is left for later, then what {@link read} takes. */
  readonly outer: readonly string[];
  /** Behind the columns comes one that is NULL where every value was read. */
  readonly hasDigests: boolean;
  readonly read: (values: Row) => { readonly cells: Row; readonly unread: readonly number[] };
}

/** Rows that are stored in so few bytes may be read at once, as many as are asked for. */
const smallRow = 4096;

/** As {@link cellsQuery}, but that every row of more bytes is left for later: cheaper by half. */
export function smallRowsQuery(
  columns: readonly Column[],
  { value }: CellLimits = usualLimits,
): CellsQuery {
  const isBounded = boundedOf(columns, value);
  const size = sizeInSql(columns.filter((_, at) => !isBounded[at]));
  return {
    looked: [...lookedColumns(columns), ...(size === undefined ? [] : [`${size} size`])],
    inner: size === undefined ? ['false later'] : [`s.size > ${Math.min(smallRow, value)} later`],
    outer: [
      'p.later',
      ...columns.map((_, at) =>
        isBounded[at] ? `p.c${at}` : `case when not p.later then p.c${at} end`,
      ),
    ],
    hasDigests: false,
    read: (cells) => ({ cells, unread: none }),
  };
}

/** One column of the statement for each column of the table, of which there may be 1 600. */
export function cellsQuery(
  columns: readonly Column[],
  limits: CellLimits = usualLimits,
): CellsQuery {
  const isBounded = boundedOf(columns, limits.value);
  const unbounded = columns.flatMap((column, at) => (isBounded[at] ? [] : [{ column, at }]));
  const size = sizeInSql(unbounded.map(({ column }) => column));
  if (size === undefined) {
    return smallRowsQuery(columns, limits);
  }
  const isTooLarge = unbounded.map(({ column }) => tooLarge(column, limits));
  const before = `sum(s.size) over (order by s.no rows between unbounded preceding and 1 preceding)`;
  const numberOf = new Map(unbounded.map(({ at }, index) => [at, index + 1]));
  const digests = unbounded.map(
    ({ column, at }, index) => `case when p.u[${index + 1}] then ${digest(column, at)} end`,
  );
  return {
    looked: [...lookedColumns(columns), `${size} size`, `array[${isTooLarge.join(', ')}] u`],
    inner: [`coalesce(${before} > ${limits.rows}, false) later`],
    outer: [
      'p.later',
      // The value itself, so that its type's own text is written.
      ...columns.map((_, at) => {
        const number = numberOf.get(at);
        return number === undefined
          ? `p.c${at}`
          : `case when not (p.later or p.u[${number}]) then p.c${at} end`;
      }),
      `case when not p.later and true = any(p.u)
            then array_to_json(array[${digests.join(', ')}])::text end`,
    ],
    hasDigests: true,
    read: (values) => {
      const positions = unbounded.map(({ at }) => at);
      return withDigests(values.slice(0, -1), values.at(-1) ?? null, positions);
    },
  };
}

function lookedColumns(columns: readonly Column[]): readonly string[] {
  return columns.map(({ name }, at) => `t.${quoteIdentifier(name)} c${at}`);
}

/** About how many bytes these columns of the row are stored in; undefined where there are none. */
function sizeInSql(unbounded: readonly Column[]): string | undefined {
  const sizes = unbounded.map((column) => `coalesce(${sizeOf(column)}, 0)::int8`);
  return sizes.length === 0 ? undefined : sizes.join(' + ');
}

const none: readonly number[] = [];

/** Puts the digests where the values themselves were not fetched. */
function withDigests(
  cells: Row,
  digests: Cell,
  unbounded: readonly number[],
): { readonly cells: Row; readonly unread: readonly number[] } {
  if (digests === null) {
    return { cells, unread: none };
  }
  // An array of texts and NULLs, as it was built above.
  const texts = JSON.parse(digests) as readonly Cell[];
  const unread = unbounded.filter((_, index) => typeof texts[index] === 'string');
  return {
    cells: cells.map((cell, at) => texts[unbounded.indexOf(at)] ?? cell),
    unread,
  };
}

const bounded = new Set(
  'bool int2 int4 int8 oid float4 float8 numeric money date time timetz timestamp timestamptz interval uuid name char xid xid8 cid tid inet cidr macaddr macaddr8 point box line lseg circle pg_lsn'.split(
    ' ',
  ),
);

/** Bytes that all columns of a declared length may have together, to be taken as they are. */
const declaredBytes = 2048;
const bytesPerCharacter = 4;

/** Of each column, whether its values are small by their type. */
function boundedOf(columns: readonly Column[], limit: number): readonly boolean[] {
  let left = Math.min(declaredBytes, limit);
  return columns.map((column) => {
    const bytes = mostBytes(column);
    const isBounded = bytes <= left;
    left -= isBounded ? bytes : 0;
    return isBounded;
  });
}

/** Of a declared length as text; 0 for a type that has small values only, else without end. */
function mostBytes({ type: { builtIn, isEnum, label } }: Column): number {
  if (isEnum === true || bounded.has(builtIn ?? '')) {
    return 0;
  }
  const [, length] = /^character(?: varying)?\((\d+)\)$/.exec(label) ?? [];
  return length === undefined ? Infinity : bytesPerCharacter * Number(length);
}

/** Of types whose size is known without unpacking the value. */
function hasKnownSize({ type: { builtIn } }: Column): boolean {
  return ['text', 'varchar', 'bpchar', 'bytea'].includes(builtIn ?? '');
}

/** How many times longer a packed value may well be as text. */
const usualPacking = 8;

function sizeOf(column: Column): string {
  const value = `t.${quoteIdentifier(column.name)}`;
  return hasKnownSize(column)
    ? `octet_length(${value})`
    : `pg_column_size(${value}) * ${usualPacking}`;
}

/** A value that is stored in so few bytes is never too large as text. */
const smallPacked = 64 * 1024;

/**
 * By the size of the text, never of what is stored: one value may be packed otherwise on either side,
 * and would be read on one of them only.
 */
function tooLarge(column: Column, { value: limit }: CellLimits): string {
  const value = `t.${quoteIdentifier(column.name)}`;
  return hasKnownSize(column)
    ? `coalesce(octet_length(${value}) > ${limit}, false)`
    : `case when pg_column_size(${value}) > ${Math.min(smallPacked, limit)}
            then octet_length(format('%s', ${value})) > ${limit} else false end`;
}

const shownCharacters = 200;

/** Beginning, size and digest, in ASCII beside the value's own text: no encoding is to lack anything. */
function digest({ type: { builtIn } }: Column, at: number): string {
  const value = `p.c${at}`;
  if (builtIn === 'bytea') {
    const start = `'\\x' || encode(substring(${value} from 1 for ${shownCharacters / 2}), 'hex')`;
    return shown(start, `octet_length(${value})`, value);
  }
  const text = ['text', 'varchar'].includes(builtIn ?? '')
    ? `${value}::text`
    : `format('%s', ${value})`;
  return shown(
    `left(${text}, ${shownCharacters})`,
    `octet_length(${text})`,
    `convert_to(${text}, 'UTF8')`,
  );
}

function shown(start: string, size: string, bytes: string): string {
  return `${start} || '... (' || ${size} || ' bytes, SHA-256 ' || encode(sha256(${bytes}), 'hex') || ')'`;
}
