import type { Row } from '../../core/catalog/table';
import { type CopiedRow, cellsOf } from '../../core/diff/rows/copiedRow';
import type { FoundRows, StoredRow } from '../../recovery/ports/snapshot';
import type { CellsQuery } from './cellsQuery';

const [newline, tab] = [0x0a, 0x09];
const [zero, backslash, letterT, letterN] = [0x30, 0x5c, 0x74, 0x4e];

/** How a row is read that was selected by a query. */
interface ReadBy {
  /** The place in the list of keys of the one that a row's number is of. */
  readonly placeOf: (no: number) => number;
  readonly query: CellsQuery;
  /** How many of the columns are compared. */
  readonly width: number;
}

/**
 * The rows in lines of COPY text that have, in this order: the key's number, the row's hash or NULL, its
 * transaction, and what the query has `outer`. Up to the first that is left for later.
 */
export class CopiedRows implements FoundRows {
  readonly length: number;
  /** Where each key's line begins, behind the number; 0 where it has none. */
  private readonly starts: Uint32Array;

  constructor(
    private readonly text: Buffer,
    keys: number,
    private readonly by: ReadBy,
  ) {
    this.starts = new Uint32Array(keys);
    let length = keys;
    for (let start = 0; start < text.length; start = text.indexOf(newline, start) + 1) {
      const afterNo = text.indexOf(tab, start);
      const place = by.placeOf(numberIn(text, start, afterNo));
      this.starts[place] = afterNo + 1;
      length = isForLater(text, afterNo + 1) ? Math.min(length, place) : length;
    }
    this.length = length;
  }

  at(index: number): StoredRow | undefined {
    const start = this.starts[index] ?? 0;
    return start === 0 || index >= this.length ? undefined : rowIn(this.text, start, this.by);
  }
}

/** The same of one row that was fetched: its hash, its transaction, and what the query has `outer`. */
export function storedRow(row: Row, query: CellsQuery, width: number): StoredRow | undefined {
  const [hash, xid, later] = row;
  return later === 't'
    ? undefined
    : decodedRow({ hash: BigInt(hash ?? 0), xid: xid ?? '' }, query.read(row.slice(3)), width);
}

function isForLater(text: Buffer, start: number): boolean {
  const afterHash = text.indexOf(tab, start);
  return text[text.indexOf(tab, afterHash + 1) + 1] === letterT;
}

function rowIn(text: Buffer, start: number, by: ReadBy): StoredRow {
  const row = new WholeRow(text, start, by);
  return !by.query.hasDigests || isNull(text, row.end)
    ? row
    : decodedRow({ hash: row.hash, xid: row.xid }, by.query.read(cellsOf(row)), by.width);
}

type Marks = Pick<StoredRow, 'hash' | 'xid'>;

/** Of which every value was read: decoded only when somebody looks. One object, since there are so many rows. */
class WholeRow implements StoredRow, CopiedRow {
  readonly start: number;
  readonly end: number;
  private readonly afterHash: number;
  private decoded: Row | undefined;

  /** @param from Of its hash, in the text. */
  constructor(
    readonly bytes: Buffer,
    from: number,
    private readonly by: ReadBy,
  ) {
    this.afterHash = bytes.indexOf(tab, from);
    const afterXid = bytes.indexOf(tab, this.afterHash + 1);
    // Whether it is left for later takes one letter.
    this.start = afterXid + 3;
    this.end = bytes.indexOf(newline, afterXid);
  }

  get copied(): CopiedRow {
    return this;
  }

  get hash(): bigint | undefined {
    const { bytes, afterHash } = this;
    return isNull(bytes, afterHash)
      ? undefined
      : BigInt(bytes.toString('latin1', bytes.lastIndexOf(tab, afterHash - 1) + 1, afterHash));
  }

  get xid(): string {
    return this.bytes.toString('latin1', this.afterHash + 1, this.start - 3);
  }

  get unread(): readonly number[] {
    return none;
  }

  get cells(): Row {
    return this.all.slice(0, this.by.width);
  }

  get liveOnly(): Row {
    return this.all.slice(this.by.width, this.by.query.hasDigests ? -1 : undefined);
  }

  private get all(): Row {
    this.decoded ??= cellsOf(this);
    return this.decoded;
  }
}

const none: readonly number[] = [];

function decodedRow(
  marks: Marks,
  { cells, unread }: ReturnType<CellsQuery['read']>,
  width: number,
): StoredRow {
  const [compared, liveOnly] = [cells.slice(0, width), cells.slice(width)];
  return { ...marks, unread, cells: compared, liveOnly, copied: undefined };
}

function numberIn(text: Buffer, start: number, end: number): number {
  let number = 0;
  for (let at = start; at < end; at++) {
    number = number * 10 + ((text[at] ?? zero) - zero);
  }
  return number;
}

/** Whether the field that ends here is NULL; a backslash of a value would be written as two. */
function isNull(text: Buffer, end: number): boolean {
  return text[end - 1] === letterN && text[end - 2] === backslash && text[end - 3] === tab;
}
