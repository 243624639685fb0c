import { tableLabel } from '../catalog/table';
import { type ArchiveData, followed, type Reading, requireCopy } from './archiveData';
import { type ArchiveParts, namesOf, openPart } from './archiveParts';
import type { ArchiveContents, TocEntry } from './contents';
import { withoutEndOfCopy } from './copyText';
import { damageIn, damaged } from './damage';
import type { Decompressors } from './decompression';
import { piecesOf } from './pieces';
import { tableOf } from './tables';

/** The data of an archive that keeps each entry's in a part of its own. */
export class PartData implements ArchiveData {
  constructor(
    private readonly parts: ArchiveParts,
    private readonly contents: ArchiveContents,
    private readonly decompressors: Decompressors,
  ) {}

  async *tableData(entry: TocEntry, reading: Reading = {}): AsyncGenerator<Uint8Array> {
    requireCopy(entry);
    try {
      const from = { format: this.contents.format, decompressors: this.decompressors };
      const { source, decompress } = await openPart(this.parts, partOf(entry), from);
      try {
        const stored = followed(piecesOf(source), reading);
        yield* withoutEndOfCopy(decompress ? decompress(stored) : stored);
      } finally {
        await source.close();
      }
    } catch (error) {
      throw damageIn(tableLabel(tableOf(entry)), error);
    }
  }

  bytesOf({ data }: TocEntry): number | undefined {
    return data.state === 'file'
      ? namesOf(data.name, this.contents.format)
          .map((name) => this.parts.sizeOf(name))
          .find((size) => size !== undefined)
      : undefined;
  }
}

/** The part that holds an entry's data. */
export function partOf({ data }: TocEntry): string {
  if (data.state !== 'file') {
    throw damaged('The table of contents does not say where its data are.');
  }
  return data.name;
}
