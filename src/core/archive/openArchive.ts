import { RecoveryError } from '../errors';
import type { ArchiveData } from './archiveData';
import { type ArchiveParts, contentsPart, missingPart } from './archiveParts';
import type { DumpBytes } from './byteSource';
import type { ArchiveContents } from './contents';
import { CustomData } from './customData';
import type { Decompressors } from './decompression';
import { PartData } from './partData';
import { readContents } from './readContents';
import { TarParts } from './tarParts';
import { unwrap, type Wrapping } from './unwrap';

/** An archive whose table of contents has been read, whatever its format. */
export interface Archive {
  readonly contents: ArchiveContents;
  readonly data: ArchiveData;
  readonly wrapping: Wrapping;
  /** Lets go of what opening it has begun, but not of the file itself. */
  close(): Promise<void>;
}

/** @throws {RecoveryError} `dump-format`, `dump-version`, `dump-truncated`, `dump-damaged`. */
export async function openFileArchive(
  source: DumpBytes,
  decompressors: Decompressors,
): Promise<Archive> {
  const { kind, wrapping, bytes, close } = await unwrap(source, decompressors);
  try {
    if (kind === 'plain') {
      throw new RecoveryError('dump-format', 'This is a plain SQL dump and no archive.');
    }
    return { ...(await openKind(kind, bytes, decompressors)), wrapping, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** @throws {RecoveryError} `dump-version`, `dump-truncated`, `dump-damaged`. */
export async function openDirectoryArchive(
  parts: ArchiveParts,
  decompressors: Decompressors,
): Promise<Archive> {
  const archive = await openParts(parts, 'directory', decompressors);
  return { ...archive, wrapping: 'none', close: () => Promise.resolve() };
}

type Opened = Pick<Archive, 'contents' | 'data'>;

async function openKind(
  kind: 'custom' | 'tar',
  source: DumpBytes,
  decompressors: Decompressors,
): Promise<Opened> {
  if (kind === 'tar') {
    return openParts(new TarParts(source), 'tar', decompressors);
  }
  const contents = await readContents(source, 'custom');
  return { contents, data: new CustomData(source, contents, decompressors) };
}

async function openParts(
  parts: ArchiveParts,
  format: 'directory' | 'tar',
  decompressors: Decompressors,
): Promise<Opened> {
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
