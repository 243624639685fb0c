import type { ArchiveData } from './archiveData';
import { type ArchiveParts, contentsPart, missingPart } from './archiveParts';
import type { DumpBytes } from './byteSource';
import type { ArchiveContents } from './contents';
import { CustomData } from './customData';
import type { Decompressors } from './decompression';
import { fileKind, headLength, notRead, type WrappedKind, wrappedTwice } from './fileKind';
import { PartData } from './partData';
import { piecesOf } from './pieces';
import { readContents } from './readContents';
import { StreamBytes } from './streamBytes';
import { TarParts } from './tarParts';

export type Wrapping = 'none' | WrappedKind;

/** An archive whose table of contents has been read, whatever its format. */
export interface Archive {
  readonly contents: ArchiveContents;
  readonly data: ArchiveData;
  /** What the whole file was compressed with once pg_dump had written it. */
  readonly wrapping: Wrapping;
  /** Lets go of what opening it has begun, but not of the file itself. */
  close(): Promise<void>;
}

/** @throws {RecoveryError} `dump-format`, `dump-version`, `dump-truncated`, `dump-damaged`. */
export async function openFileArchive(
  source: DumpBytes,
  decompressors: Decompressors,
): Promise<Archive> {
  const kind = fileKind(await source.read(0, headLength));
  if (kind === 'custom' || kind === 'tar') {
    const archive = await openKind(kind, source, decompressors);
    return { ...archive, wrapping: 'none', close: () => Promise.resolve() };
  }
  const stream = new StreamBytes(() => decompressors[kind](piecesOf(source)));
  try {
    const inner = fileKind(await stream.read(0, headLength));
    if (inner !== 'custom' && inner !== 'tar') {
      throw notRead(wrappedTwice);
    }
    const archive = await openKind(inner, stream, decompressors);
    return { ...archive, wrapping: kind, close: () => stream.close() };
  } catch (error) {
    await stream.close();
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
