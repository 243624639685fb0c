import type { ByteSource, Inflate } from '../archive/byteSource';
import type { ArchiveContents, TocEntry } from '../archive/contents';

/** A dump whose table of contents has been read. Whoever opened the source closes it. */
export interface OpenDump {
  readonly path: string;
  readonly contents: ArchiveContents;
  readonly source: ByteSource;
  readonly inflate: Inflate;
}

/** A table's rows in the dump, counted. */
export interface BlockRows {
  readonly entry: TocEntry;
  readonly rows: number;
}

export function isTableData({ desc }: TocEntry): boolean {
  return desc === 'TABLE DATA';
}

/** Bytes that the entries' blocks take in the file; undefined where the dump does not say where they are. */
export function blockBytes(
  { source, contents }: OpenDump,
  entries: readonly TocEntry[],
): number | undefined {
  const offsets = contents.entries
    .flatMap(({ data }) => (data.state === 'at' ? [data.offset] : []))
    .sort((one, other) => one - other);
  let bytes = 0;
  for (const { data } of entries.filter(isTableData)) {
    if (data.state !== 'at') {
      return undefined;
    }
    bytes += (offsets.find((offset) => offset > data.offset) ?? source.size) - data.offset;
  }
  return bytes;
}

/** The source, telling how many bytes were read of it. */
export function metered(source: ByteSource, onRead: (bytes: number) => void): ByteSource {
  return {
    size: source.size,
    async read(offset, length) {
      const bytes = await source.read(offset, length);
      onRead(bytes.length);
      return bytes;
    },
  };
}
