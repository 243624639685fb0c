import {
  type ArchiveData,
  dataOf,
  followed,
  type LargeObject,
  type Reading,
  requireCopy,
} from '../archive/archiveData';
import { type DumpBytes, slice } from '../archive/byteSource';
import type { Span, TocEntry } from '../archive/contents';
import { damaged } from '../archive/damage';
import { piecesOf } from '../archive/pieces';
import { statementsIn } from './statementsIn';

/** The rows and large objects of a plain dump, whose places are known since it was read to its end. */
export class PlainData implements ArchiveData {
  /** @param bytes The dump from its first byte on, as pg_dump wrote it. */
  constructor(private readonly bytes: DumpBytes) {}

  async *tableData(entry: TocEntry, reading: Reading = {}): AsyncGenerator<Uint8Array> {
    requireCopy(entry);
    yield* this.text(entry, reading);
  }

  async *insertText(entry: TocEntry, reading: Reading = {}): AsyncGenerator<Uint8Array> {
    yield* this.text(entry, reading);
  }

  /** Each lies in the statements that make it anew. */
  async *largeObjects(entry: TocEntry, reading: Reading = {}): AsyncGenerator<LargeObject> {
    const statements = dataOf(entry, statementsIn(this.text(entry, reading)));
    let open: { readonly oid: number; readonly content: Uint8Array[] } | undefined;
    for await (const statement of statements) {
      const [, oid] = /^SELECT pg_catalog\.lo_open\('(\d+)'/.exec(statement) ?? [];
      const [, bytes] = /^SELECT pg_catalog\.lowrite\(0, '\\x([\da-f]*)'\)/.exec(statement) ?? [];
      if (oid !== undefined) {
        open = { oid: Number(oid), content: [] };
      } else if (bytes !== undefined) {
        open?.content.push(bytesOfHex(bytes));
      } else if (open && statement.startsWith('SELECT pg_catalog.lo_close(')) {
        yield { oid: open.oid, content: given(open.content) };
        open = undefined;
      }
    }
  }

  bytesOf(entry: TocEntry): number | undefined {
    return spanOf(entry).length;
  }

  private text(entry: TocEntry, reading: Reading): AsyncGenerator<Uint8Array> {
    const { offset, length } = spanOf(entry);
    return followed(piecesOf(slice(this.bytes, offset, length)), reading);
  }
}

function spanOf({ data }: TocEntry): Span {
  if (data.state !== 'span') {
    throw damaged('The dump does not say where these data are.');
  }
  return data.span;
}

async function* given(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield* pieces;
}

function bytesOfHex(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length / 2);
  for (let at = 0; at < bytes.length; at += 1) {
    bytes[at] = Number.parseInt(text.slice(2 * at, 2 * at + 2), 16);
  }
  return bytes;
}
