import { createHash } from 'node:crypto';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { folderKind, notRead } from '../core/archive/fileKind';
import { RecoveryError } from '../core/errors';
import type { ContentHash, DumpFile, DumpFiles } from '../recovery/ports/dumps';
import { inflate } from './inflate';

/** Dumps on this machine's disks. */
export const dumpFiles: DumpFiles = { open: openDumpFile, inflate, sha256 };

async function openDumpFile(path: string): Promise<DumpFile> {
  // Looked at before it is opened: opening a named pipe waits for somebody to write into it.
  const kind = await readable(path, () => stat(path));
  if (kind.isDirectory()) {
    throw notRead(folderKind(await exists(join(path, 'toc.dat'))));
  }
  if (!kind.isFile()) {
    throw unreadable(path, 'it is no regular file');
  }
  const handle = await readable(path, () => open(path, 'r'));
  try {
    const { size } = await readable(path, () => handle.stat());
    return new OpenDumpFile(path, size, handle);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function sha256(): ContentHash {
  const hash = createHash('sha256');
  return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest('hex') };
}

class OpenDumpFile implements DumpFile {
  constructor(
    readonly path: string,
    readonly size: number,
    private readonly handle: FileHandle,
  ) {}

  async read(offset: number, length: number): Promise<Uint8Array> {
    const buffer = Buffer.allocUnsafeSlow(Math.max(0, Math.min(length, this.size - offset)));
    let filled = 0;
    while (filled < buffer.length) {
      const { bytesRead } = await readable(this.path, () =>
        this.handle.read(buffer, filled, buffer.length - filled, offset + filled),
      );
      if (bytesRead === 0) {
        break;
      }
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'its permissions do not allow it',
  EPERM: 'its permissions do not allow it',
  EIO: 'the disk reports an error',
  ELOOP: 'its symbolic links lead in a circle',
};

async function readable<T>(path: string, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    if (error instanceof Error && 'syscall' in error && 'code' in error) {
      const code = String(error.code);
      throw unreadable(path, reasons[code] ?? code, error);
    }
    throw error;
  }
}

function unreadable(path: string, reason: string, cause?: unknown): RecoveryError {
  return new RecoveryError('dump-unreadable', `${path} cannot be read: ${reason}.`, { cause });
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
