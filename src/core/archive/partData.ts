import {
  type ArchiveData,
  dataOf,
  followed,
  type LargeObject,
  type Reading,
  requireCopy,
} from './archiveData';
import { type ArchiveParts, namesOf, openPart } from './archiveParts';
import type { ArchiveContents, TocEntry } from './contents';
import { withoutEndOfCopy } from './copyText';
import { damaged } from './damage';
import type { Decompressors } from './decompression';
import { listedObjects } from './largeObjectList';
import { piecesOf } from './pieces';

/** The data of an archive that keeps each entry's in a part of its own. */
export class PartData implements ArchiveData {
  constructor(
    private readonly parts: ArchiveParts,
    private readonly contents: ArchiveContents,
    private readonly decompressors: Decompressors,
  ) {}

  async *tableData(entry: TocEntry, reading: Reading = {}): AsyncGenerator<Uint8Array> {
    requireCopy(entry);
    yield* dataOf(entry, withoutEndOfCopy(this.part(partOf(entry), reading)));
  }

  async *insertText(entry: TocEntry, reading: Reading = {}): AsyncGenerator<Uint8Array> {
    yield* dataOf(entry, this.part(partOf(entry), reading));
  }

  async *largeObjects(entry: TocEntry, reading: Reading = {}): AsyncGenerator<LargeObject> {
    for (const { oid, name } of await listedObjects(this.part(partOf(entry), reading))) {
      yield { oid: Number(oid), content: dataOf(entry, this.part(name, reading)) };
    }
  }

  bytesOf({ data }: TocEntry): number | undefined {
    return data.state === 'file'
      ? namesOf(data.name, this.contents.format)
          .map((name) => this.parts.sizeOf(name))
          .find((size) => size !== undefined)
      : undefined;
  }

  private async *part(name: string, reading: Reading): AsyncGenerator<Uint8Array> {
    const from = { format: this.contents.format, decompressors: this.decompressors };
    const { source, decompress } = await openPart(this.parts, name, from);
    try {
      const stored = followed(piecesOf(source), reading);
      yield* decompress ? decompress(stored) : stored;
    } finally {
      await source.close();
    }
  }
}

/** The part that holds an entry's data. */
export function partOf({ data }: TocEntry): string {
  if (data.state !== 'file') {
    throw damaged('The table of contents does not say where its data are.');
  }
  return data.name;
}
