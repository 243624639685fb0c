import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import type { ContentHash, DumpFiles, DumpPlace } from '../recovery/ports/dumps';
import { decompressors } from './decompress/decompressors';
import { openDumpFolder } from './dumpFolder';
import { readable, unreadable } from './dumpReading';
import { openDumpFile } from './openDumpFile';
import { sha256OfPieces } from './pieceHash';

/** Dumps on this machine's disks. */
export const dumpFiles: DumpFiles = {
  open: openDumpPlace,
  decompressors,
  sha256,
  sha256OfPieces,
};

async function openDumpPlace(path: string): Promise<DumpPlace> {
  // Looked at before it is opened: opening a named pipe waits for somebody to write into it.
  const kind = await readable(path, () => stat(path));
  if (kind.isDirectory()) {
    return openDumpFolder(path);
  }
  if (!kind.isFile()) {
    throw unreadable(path, 'it is no regular file');
  }
  return openDumpFile(path);
}

function sha256(): ContentHash {
  const hash = createHash('sha256');
  return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest('hex') };
}
