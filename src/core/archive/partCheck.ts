import { decompressionOfPart, missingPart, requirePartName } from './archiveParts';
import type { TocEntry } from './contents';
import { damageIn, damaged, truncated } from './damage';
import type { Decompress } from './decompression';
import { type DumpCheck, ownerOf, rowsIn } from './dumpCheck';
import { announcedObjects, type ListedObject, listedObjects } from './largeObjectList';
import { partOf } from './partData';
import { readToEnd } from './pieces';
import { tableOf } from './tables';

/**
 * Reads the parts of a directory or tar archive, in whatever order they come: all that the contents
 * announce are there and whole. Memory goes by how many there are.
 */
export class PartCheck {
  /** By every name that the part may have. */
  private readonly awaited = new Map<string, TocEntry>();
  private readonly seen = new Set<string>();
  private readonly objects: ListedObject[] = [];

  constructor(private readonly check: DumpCheck) {
    const { entries } = check.contents;
    for (const entry of entries.filter(({ hadDumper }) => hadDumper)) {
      const name = partOf(entry);
      requirePartName(name);
      this.awaited.set(name, entry);
    }
  }

  /** Reads one part to its end. @throws {RecoveryError} `dump-truncated`, `dump-damaged`. */
  async read(name: string, stored: AsyncIterable<Uint8Array>): Promise<void> {
    const { base, decompress } = this.formOf(name);
    const isTwice = this.seen.has(base);
    const entry = isTwice ? undefined : this.awaited.get(base);
    this.seen.add(base);
    try {
      if (isTwice && this.check.contents.format === 'tar') {
        throw damaged('It is there twice.');
      }
      if (decompress) {
        await this.readData(decompress(stored, this.check.onUnchecked), entry, 1);
      } else {
        await this.readUncompressed(stored, entry);
      }
    } catch (error) {
      throw damageIn(entry ? ownerOf(entry) : name, error);
    }
  }

  /** To be called when every part was read. @throws {RecoveryError} `dump-truncated` where one is missing. */
  finish(): void {
    for (const [name, entry] of this.awaited) {
      if (!this.seen.has(name)) {
        throw damageIn(ownerOf(entry), missingPart(name));
      }
    }
    for (const { name } of this.objects) {
      if (!this.seen.has(name)) {
        throw damageIn('the large objects', missingPart(name));
      }
    }
    const oids = new Set(this.objects.map(({ oid }) => oid));
    const lost = announcedObjects(this.check.contents.entries).find((oid) => !oids.has(oid));
    if (lost !== undefined) {
      throw truncated(`The content of large object ${lost} is missing.`);
    }
  }

  private formOf(name: string): { readonly base: string; readonly decompress?: Decompress } {
    const decompress = decompressionOfPart(name, this.check.decompressors);
    return this.check.contents.format === 'directory' && decompress
      ? { base: name.slice(0, name.lastIndexOf('.')), decompress }
      : { base: name };
  }

  private async readUncompressed(
    data: AsyncIterable<Uint8Array>,
    entry: TocEntry | undefined,
  ): Promise<void> {
    if (entry?.desc === 'TABLE DATA') {
      this.check.onUnchecked();
    }
    // Neither a size nor a compression tells where an uncompressed file of a directory must end.
    await this.readData(data, entry, this.check.contents.format === 'directory' ? 3 : 1);
  }

  private async readData(
    data: AsyncIterable<Uint8Array>,
    entry: TocEntry | undefined,
    newlinesOfEnd: number,
  ): Promise<void> {
    if (entry?.desc === 'TABLE DATA') {
      this.check.onTable({ ...tableOf(entry), rows: await rowsIn(data, entry, newlinesOfEnd) });
    } else if (entry) {
      this.objects.push(...(await listedObjects(data)));
    } else {
      await readToEnd(data);
    }
  }
}
