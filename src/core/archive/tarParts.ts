import { type ArchiveParts, unclosed } from './archiveParts';
import { type DumpBytes, type OpenBytes, slice } from './byteSource';
import { truncated } from './damage';
import { paddingAfter, readTarHeader, tarBlock } from './tarHeader';

interface Place {
  readonly start: number;
  readonly size: number;
}

/** The members of a tar file. It has no list of them: headers are read only as far as somebody asks. */
export class TarParts implements ArchiveParts {
  private readonly found = new Map<string, Place>();
  private next = 0;
  private complete = false;
  private reading: Promise<void> | undefined;

  constructor(private readonly source: DumpBytes) {}

  async open(name: string): Promise<OpenBytes | undefined> {
    while (!this.found.has(name) && !this.complete) {
      // Several may be looking for their members at once.
      this.reading ??= this.readHeader().finally(() => (this.reading = undefined));
      await this.reading;
    }
    const place = this.found.get(name);
    return place && unclosed(slice(this.source, place.start, place.size));
  }

  sizeOf(name: string): number | undefined {
    return this.found.get(name)?.size;
  }

  private async readHeader(): Promise<void> {
    const block = await this.source.read(this.next, tarBlock);
    if (block.length < tarBlock) {
      throw truncated('The tar file ends before its end mark.');
    }
    const member = readTarHeader(block);
    if (member === 'end') {
      this.complete = true;
      return;
    }
    const start = this.next + tarBlock;
    const end = start + member.size + paddingAfter(member.size);
    if (end > (this.source.size ?? Infinity)) {
      throw truncated(`The tar file ends within its member ${member.name}.`);
    }
    this.found.set(member.name, { start, size: member.size });
    this.next = end;
  }
}
