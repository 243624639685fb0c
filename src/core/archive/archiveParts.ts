import type { DumpBytes, OpenBytes } from './byteSource';
import type { ArchiveContents } from './contents';
import { damaged, truncated } from './damage';
import type { Decompress, Decompressors } from './decompression';

/** What an archive of several parts consists of: a directory's files, a tar's members. */
export interface ArchiveParts {
  /** Undefined where there is none of that name. */
  open(name: string): Promise<OpenBytes | undefined>;
  /** Undefined where there is none of that name, or the archive does not say. */
  sizeOf(name: string): number | undefined;
}

/** The part that begins every archive of several parts. */
export const contentsPart = 'toc.dat';

interface OpenPart {
  readonly source: OpenBytes;
  readonly decompress: Decompress | undefined;
}

const suffixes = [
  ['.gz', 'gzip'],
  ['.lz4', 'lz4'],
  ['.zst', 'zstd'],
] as const;

/**
 * The names that a part may have, best first: what a directory's data are compressed with stands in the
 * names of its files only. A tar's are never compressed.
 */
export function namesOf(name: string, format: ArchiveContents['format']): readonly string[] {
  return format === 'directory' ? [name, ...suffixes.map(([suffix]) => name + suffix)] : [name];
}

/** How a part of that name is decompressed; undefined where it is not compressed. */
export function decompressionOfPart(
  name: string,
  decompressors: Decompressors,
): Decompress | undefined {
  const suffix = suffixes.find(([ending]) => name.endsWith(ending));
  return suffix && decompressors[suffix[1]];
}

/** @throws {RecoveryError} `dump-truncated` where the part is missing or empty, `dump-damaged` for a name that is none. */
export async function openPart(
  parts: ArchiveParts,
  name: string,
  from: { readonly format: ArchiveContents['format']; readonly decompressors: Decompressors },
): Promise<OpenPart> {
  requirePartName(name);
  for (const candidate of namesOf(name, from.format)) {
    const source = await parts.open(candidate);
    if (source !== undefined) {
      return { source, decompress: decompressionOfPart(candidate, from.decompressors) };
    }
  }
  throw missingPart(name);
}

export function missingPart(name: string): Error {
  return truncated(`Its part ${name} is missing.`);
}

/** A damaged or forged table of contents must not lead out of the dump. */
export function requirePartName(name: string): void {
  if (!/^\w[\w.-]*$/.test(name)) {
    throw damaged('The table of contents names a file that pg_dump does not write.');
  }
}

/** A part's bytes from a source that nobody need close. */
export function unclosed(source: DumpBytes): OpenBytes {
  return {
    size: source.size,
    read: (offset, length) => source.read(offset, length),
    close: () => Promise.resolve(),
  };
}
