import type { KeyColumn, KeyHashes } from '../../core/diff/keys/keyHashes';
import type { Session } from '../connection/session';

/** What each row of a COPY holds: its key columns, then an int8 hash. */
export type KeyFieldType = 'integer' | 'text';

/** PGCOPY\n\377\r\n\0, flags, and the length of an extension that no version writes. */
const headerBytes = 19;

/** All data of a statement that copies one bytea: its value; empty where the value is NULL. */
export async function copiedBytes(session: Session, query: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of session.copyOut(copyStatement(query))) {
      chunks.push(chunk);
    }
  } catch (error) {
    throw session.describe(error);
  }
  return onlyValue(Buffer.concat(chunks));
}

/** The same; calls `onNotice` for each notice that the server sends meanwhile. */
export async function watchedBytes(
  session: Session,
  query: string,
  onNotice: () => void,
): Promise<Buffer> {
  return onlyValue(await session.copied(copyStatement(query), onNotice));
}

/** A statement that selects key columns and a hash. */
export interface KeyHashQuery {
  readonly query: string;
  readonly fields: readonly KeyFieldType[];
}

/** The rows of a statement, which are few; watched as well. */
export async function watchedKeyHashes(
  session: Session,
  { query, fields }: KeyHashQuery,
  onNotice: () => void,
): Promise<KeyHashes> {
  const data = await session.copied(copyStatement(query), onNotice);
  return new KeyHashDecoder(fields).decode(data);
}

/** The rows of a statement, a batch for each piece that arrives; watched as well. */
export async function* copiedKeyHashes(
  session: Session,
  { query, fields }: KeyHashQuery,
  onNotice?: () => void,
): AsyncGenerator<KeyHashes> {
  const decoder = new KeyHashDecoder(fields);
  const copied = session.copyOut(copyStatement(query), onNotice);
  try {
    for await (const chunk of copied) {
      yield decoder.decode(chunk);
    }
  } catch (error) {
    throw session.describe(error);
  } finally {
    if (!copied.ended) {
      await session.cancel();
    }
  }
}

/** Batches of one integer key column as one. */
export function concatIntegerKeyHashes(batches: readonly KeyHashes[]): KeyHashes {
  const keys = batches.flatMap(({ keys: [column] }) =>
    column instanceof BigInt64Array ? [column] : [],
  );
  return {
    keys: [concatIntegers(keys)],
    hashes: concatIntegers(batches.map(({ hashes }) => hashes)),
  };
}

function onlyValue(data: Buffer): Buffer {
  const length = data.readInt32BE(headerBytes + 2);
  const start = headerBytes + 6;
  return data.subarray(start, start + Math.max(0, length));
}

function copyStatement(query: string): string {
  return `copy (\n${query}\n) to stdout (format binary)`;
}

function concatIntegers(list: readonly BigInt64Array[]): BigInt64Array {
  const all = new BigInt64Array(list.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of list) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Decodes the pieces of one binary COPY; a row that is cut waits for the next piece. */
class KeyHashDecoder {
  private rest: Buffer = Buffer.alloc(0);
  private skip = headerBytes;
  private readonly smallestRow: number;

  constructor(private readonly fields: readonly KeyFieldType[]) {
    const keyBytes = fields.map((type): number => (type === 'integer' ? 12 : 4));
    this.smallestRow = 2 + keyBytes.reduce((sum, bytes) => sum + bytes, 0) + 12;
  }

  decode(chunk: Buffer): KeyHashes {
    const data = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk;
    const rows = new RowsOfPiece(data, this.fields, Math.ceil(data.length / this.smallestRow));
    const header = Math.min(this.skip, data.length);
    this.skip -= header;
    const end = this.skip > 0 ? header : rows.decodeFrom(header);
    this.rest = data.subarray(end);
    return rows.decoded();
  }
}

/** The rows that are whole in one piece of a binary COPY. */
class RowsOfPiece {
  private readonly view: DataView;
  private readonly keys: readonly KeyColumn[];
  /** Of the key columns that are numbers, where their 64 bits are put by halves. */
  private readonly numbers: readonly (Int32Array | undefined)[];
  private readonly hashes: BigInt64Array;
  private readonly hashHalves: Int32Array;
  private row = 0;

  constructor(data: Buffer, fields: readonly KeyFieldType[], capacity: number) {
    this.view = new DataView(data.buffer, data.byteOffset, data.length);
    this.keys = fields.map((type) => newColumn(type, data, capacity));
    this.numbers = this.keys.map((key) =>
      key instanceof BigInt64Array ? new Int32Array(key.buffer) : undefined,
    );
    this.hashes = new BigInt64Array(capacity);
    this.hashHalves = new Int32Array(this.hashes.buffer);
  }

  /** Gives where the first row begins that is cut, or the trailer. */
  decodeFrom(start: number): number {
    let at = start;
    for (let end = this.rowEnd(at); end !== undefined; end = this.rowEnd(at)) {
      this.decodeKey(at + 2);
      this.putInteger(this.hashHalves, end - 8);
      this.row += 1;
      at = end;
    }
    return at;
  }

  decoded(): KeyHashes {
    return {
      keys: this.keys.map((column) => firstOf(column, this.row)),
      hashes: this.hashes.subarray(0, this.row),
    };
  }

  /** Where the row that starts here ends; undefined where it is cut, or where the trailer stands. */
  private rowEnd(start: number): number | undefined {
    const { view } = this;
    if (start + 2 > view.byteLength || view.getInt16(start) < 0) {
      return undefined;
    }
    let at = start + 2;
    for (let field = 0; field <= this.keys.length; field++) {
      if (at + 4 > view.byteLength) {
        return undefined;
      }
      at += 4 + Math.max(0, view.getInt32(at));
    }
    return at <= view.byteLength ? at : undefined;
  }

  private decodeKey(start: number): void {
    let at = start;
    for (const [index, column] of this.keys.entries()) {
      const length = this.view.getInt32(at);
      const halves = this.numbers[index];
      if (halves) {
        this.putInteger(halves, at + 4);
      } else if (!(column instanceof BigInt64Array)) {
        column.starts[this.row] = at + 4;
        column.ends[this.row] = length < 0 ? -1 : at + 4 + length;
      }
      at += 4 + Math.max(0, length);
    }
  }

  /** By halves: as a bigint, each would be made anew in memory. */
  private putInteger(halves: Int32Array, at: number): void {
    const place = this.row * 2;
    halves[place + lowHalf] = this.view.getInt32(at + 4);
    halves[place + 1 - lowHalf] = this.view.getInt32(at);
  }
}

/** Which half of a 64-bit number this machine has first. */
const lowHalf = new Int32Array(BigInt64Array.of(1n).buffer)[0] === 1 ? 0 : 1;

function newColumn(type: KeyFieldType, bytes: Uint8Array, rows: number): KeyColumn {
  return type === 'integer'
    ? new BigInt64Array(rows)
    : { bytes, starts: new Int32Array(rows), ends: new Int32Array(rows) };
}

function firstOf(column: KeyColumn, rows: number): KeyColumn {
  return column instanceof BigInt64Array
    ? column.subarray(0, rows)
    : {
        bytes: column.bytes,
        starts: column.starts.subarray(0, rows),
        ends: column.ends.subarray(0, rows),
      };
}
