import {
  type Archive,
  openDirectoryArchive,
  openFileArchive,
} from '../../core/archive/openArchive';
import type { OpenDump } from '../../core/restore/openDump';
import type { DumpFiles, DumpPlace } from '../ports/dumps';

export interface ClosableDump extends OpenDump {
  /** Of the file, or of all files of the folder. */
  readonly bytes: number;
  close(): Promise<void>;
}

/**
 * Opens a dump of whatever format and reads its table of contents. Nothing of it is executed.
 * @throws {RecoveryError} `dump-unreadable`, `dump-format`, `dump-version`, `dump-truncated`, `dump-damaged`.
 */
export async function openDump(files: DumpFiles, path: string): Promise<ClosableDump> {
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
