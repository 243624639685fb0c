import type { KeyColumn, KeyHashes } from '../../core/diff/keyHashes';
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
      chunks.push(chunk as Buffer);
    }
  } catch (error) {
    throw session.describe(error);
  }
  const data = Buffer.concat(chunks);
  const length = data.readInt32BE(headerBytes + 2);
  const start = headerBytes + 6;
  return data.subarray(start, start + Math.max(0, length));
}

/** The rows of a statement that selects key columns and a hash, a batch for each piece that arrives. */
export async function* copiedKeyHashes(
  session: Session,
  query: string,
  fields: readonly KeyFieldType[],
): AsyncGenerator<KeyHashes> {
  const decoder = new KeyHashDecoder(fields);
  const stream = session.copyOut(copyStatement(query));
  try {
    for await (const chunk of stream) {
      yield decoder.decode(chunk as Buffer);
    }
  } catch (error) {
    throw session.describe(error);
  } finally {
    if (!stream.readableEnded && !stream.errored) {
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
    const capacity = Math.ceil(data.length / this.smallestRow);
    const keys = this.fields.map((type) => newColumn(type, data, capacity));
    const hashes = new BigInt64Array(capacity);
    let at = Math.min(this.skip, data.length);
    this.skip -= at;
    let row = 0;
    for (;;) {
      const end = this.skip > 0 ? undefined : rowEnd(data, at, this.fields.length + 1);
      if (end === undefined) {
        break;
      }
      decodeKey(data, at + 2, { keys, row });
      hashes[row] = data.readBigInt64BE(end - 8);
      at = end;
      row += 1;
    }
    this.rest = data.subarray(at);
    return { keys: keys.map((column) => firstOf(column, row)), hashes: hashes.subarray(0, row) };
  }
}

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

/** Where the row that starts here ends; undefined where it is cut, or where the trailer stands. */
function rowEnd(data: Buffer, start: number, fieldCount: number): number | undefined {
  if (start + 2 > data.length || data.readInt16BE(start) < 0) {
    return undefined;
  }
  let at = start + 2;
  for (let field = 0; field < fieldCount; field++) {
    if (at + 4 > data.length) {
      return undefined;
    }
    at += 4 + Math.max(0, data.readInt32BE(at));
  }
  return at <= data.length ? at : undefined;
}

function decodeKey(
  data: Buffer,
  start: number,
  into: { readonly keys: readonly KeyColumn[]; readonly row: number },
): void {
  let at = start;
  for (const column of into.keys) {
    const length = data.readInt32BE(at);
    if (column instanceof BigInt64Array) {
      column[into.row] = data.readBigInt64BE(at + 4);
    } else {
      column.starts[into.row] = at + 4;
      column.ends[into.row] = length < 0 ? -1 : at + 4 + length;
    }
    at += 4 + Math.max(0, length);
  }
}
