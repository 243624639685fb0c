import type { ArchiveData } from './archiveData';
import { type ArchiveParts, contentsPart, missingPart } from './archiveParts';
import type { DumpBytes } from './byteSource';
import type { ArchiveContents } from './contents';
import { CustomData } from './customData';
import type { Decompressors } from './decompression';
import { fileKind, headLength } from './fileKind';
import { PartData } from './partData';
import { readContents } from './readContents';
import { TarParts } from './tarParts';

/** An archive whose table of contents has been read, whatever its format. */
export interface Archive {
  readonly contents: ArchiveContents;
  readonly data: ArchiveData;
}

/** @throws {RecoveryError} `dump-format`, `dump-version`, `dump-truncated`, `dump-damaged`. */
export async function openFileArchive(
  source: DumpBytes,
  decompressors: Decompressors,
): Promise<Archive> {
  const kind = fileKind(await source.read(0, headLength));
  switch (kind) {
    case 'custom': {
      const contents = await readContents(source, 'custom');
      return { contents, data: new CustomData(source, contents, decompressors) };
    }
    case 'tar':
      return openParts(new TarParts(source), 'tar', decompressors);
  }
}

/** @throws {RecoveryError} `dump-version`, `dump-truncated`, `dump-damaged`. */
export function openDirectoryArchive(
  parts: ArchiveParts,
  decompressors: Decompressors,
): Promise<Archive> {
  return openParts(parts, 'directory', decompressors);
}

async function openParts(
  parts: ArchiveParts,
  format: 'directory' | 'tar',
  decompressors: Decompressors,
): Promise<Archive> {
  const source = await parts.open(contentsPart);
  if (source === undefined) {
    throw missingPart(contentsPart);
  }
  try {
    const contents = await readContents(source, format);
    return { contents, data: new PartData(parts, contents, decompressors) };
  } finally {
    await source.close();
  }
}
