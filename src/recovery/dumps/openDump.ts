import {
  type Archive,
  openDirectoryArchive,
  openFileArchive,
} from '../../core/archive/openArchive';
import { followed, type Reading } from '../../core/archive/archiveData';
import { StreamBytes } from '../../core/archive/streamBytes';
import { readPlainContents } from '../../core/plain/plainContents';
import { PlainData } from '../../core/plain/plainData';
import type { OpenDump } from '../../core/restore/openDump';
import type { DumpFiles, DumpPlace } from '../ports/dumps';
import { type PlainDump, plainDump } from './plainDump';

/** An archive, and what it is called. */
export interface ClosableArchive extends Archive {
  readonly path: string;
  /** Of the file, or of all files of the folder. */
  readonly bytes: number;
}

export interface ClosableDump extends OpenDump {
  /** Of the file, or of all files of the folder. */
  readonly bytes: number;
  /** Its rows, or the whole of it. */
  readonly isCompressed: boolean;
  close(): Promise<void>;
}

/**
 * Opens a dump of whatever format to restore from it. Of an archive the table of contents is read; a plain
 * dump has none and is read to its end, so that nothing is begun with one that is cut short.
 * @throws {RecoveryError} `dump-unreadable`, `dump-format`, `dump-version`, `dump-truncated`, `dump-damaged`.
 */
export async function openDump(
  files: DumpFiles,
  path: string,
  reading: Reading = {},
): Promise<ClosableDump> {
  const place = await files.open(path);
  try {
    const plain = await plainDump(place, files);
    const dump = plain ? await openPlain(plain, reading) : await openPlace(place, files);
    const close = async (): Promise<void> => {
      await dump.close();
      await closePlace(place);
    };
    return { path, bytes: bytesOf(place), ...dump, close };
  } catch (error) {
    await closePlace(place);
    throw error;
  }
}

/**
 * Opens an archive and reads its table of contents. Nothing of it is executed.
 * @throws {RecoveryError} as {@link openDump}; `dump-format` for a plain dump too.
 */
export async function openArchiveAt(files: DumpFiles, path: string): Promise<ClosableArchive> {
  const place = await files.open(path);
  try {
    const archive = await openArchive(place, files);
    const close = async (): Promise<void> => {
      await archive.close();
      await closePlace(place);
    };
    return { path, bytes: bytesOf(place), ...archive, close };
  } catch (error) {
    await closePlace(place);
    throw error;
  }
}

export function openArchive(place: DumpPlace, { decompressors }: DumpFiles): Promise<Archive> {
  return place.kind === 'file'
    ? openFileArchive(place, decompressors)
    : openDirectoryArchive(place, decompressors);
}

type Opened = Omit<ClosableDump, 'path' | 'bytes'>;

async function openPlace(place: DumpPlace, files: DumpFiles): Promise<Opened> {
  const { contents, data, wrapping, ...archive } = await openArchive(place, files);
  return {
    contents: { ...contents, isQualified: contents.version.minor >= 13 },
    isCompressed: contents.compression !== 'none' || wrapping !== 'none',
    data,
    wrapping,
    close: () => archive.close(),
  };
}

async function openPlain(dump: PlainDump, reading: Reading): Promise<Opened> {
  const pieces = dump.pieces();
  try {
    const { entries, isQualified } = await readPlainContents(followed(pieces, reading));
    const { file, wrapping, versions } = dump;
    const bytes = wrapping === 'none' ? undefined : new StreamBytes(() => dump.pieces());
    return {
      contents: {
        ...{ format: 'plain', version: undefined, database: '', isQualified, entries },
        serverVersion: versions.serverVersion,
      },
      isCompressed: wrapping !== 'none',
      data: new PlainData(bytes ?? file),
      wrapping,
      close: async () => bytes?.close(),
    };
  } finally {
    await pieces.return(undefined);
  }
}

export function bytesOf(place: DumpPlace): number {
  return place.kind === 'file'
    ? place.size
    : [...place.files.values()].reduce((sum, size) => sum + size, 0);
}

export async function closePlace(place: DumpPlace): Promise<void> {
  if (place.kind === 'file') {
    await place.close();
  }
}
