import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { RecoveryError } from '../core/errors';

export interface DurableFile {
  readonly path: string;
  /** Permissions, before the umask; for what holds rows, see `rowModes`. */
  readonly mode: number;
}

/**
 * Writes a whole file so that after a crash either the old or the new one is there, complete;
 * it is on disk when the promise is fulfilled. `stillWanted` has the last word before it takes its place.
 */
export async function writeDurably(
  { path, mode }: DurableFile,
  parts: Iterable<string | Uint8Array>,
  stillWanted: () => Promise<boolean> = () => Promise.resolve(true),
): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.${nextNumber()}.tmp`);
  try {
    await writeAll(temporary, mode, parts);
    if (await stillWanted()) {
      await withReason(path, () => rename(temporary, path));
      await syncFolder(dirname(path));
    }
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Adds to the end of a file, in one write; on disk when the promise is fulfilled. */
export async function appendDurably({ path, mode }: DurableFile, text: string): Promise<void> {
  await withFile(path, 'a', mode, async (file) => {
    await file.appendFile(text);
    await file.sync();
  });
}

export async function makeFolder(path: string, mode: number): Promise<void> {
  await withReason(path, () => makeMissing(path, mode));
}

/** `mkdir` with `recursive` never ends below a folder that takes no new ones, as of an automounter. */
async function makeMissing(path: string, mode: number): Promise<void> {
  try {
    await makeOne(path, mode);
  } catch (error) {
    if (!isMissing(error) || (await isThere(dirname(path)))) {
      throw error;
    }
    await makeMissing(dirname(path), mode);
    await makeOne(path, mode);
  }
}

async function makeOne(path: string, mode: number): Promise<void> {
  try {
    await mkdir(path, { mode });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST' || !(await stat(path)).isDirectory()) {
      throw error;
    }
  }
}

export async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** A new name in a folder is on disk only once the folder is. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') {
    return; // Windows gives no handle on a folder; its file system keeps names by itself.
  }
  await withFile(path, 'r', 0, (folder) => folder.sync());
}

export function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | null)?.code === 'ENOENT';
}

async function writeAll(
  path: string,
  mode: number,
  parts: Iterable<string | Uint8Array>,
): Promise<void> {
  await withFile(path, 'wx', mode, async (file) => {
    for (const chunk of inChunks(parts)) {
      await file.appendFile(chunk);
    }
    await file.sync();
  });
}

async function withFile<T>(
  path: string,
  flags: string,
  mode: number,
  use: (file: FileHandle) => Promise<T>,
): Promise<T> {
  return withReason(path, async () => {
    const file = await open(path, flags, mode);
    try {
      return await use(file);
    } finally {
      await file.close();
    }
  });
}

/** What the file system refuses is the operator's to know, and no bug: after a COMMIT it must not hide that. */
export async function withReason<T>(path: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw reasonFor(error, path);
  }
}

function reasonFor(error: unknown, path: string): unknown {
  const { code = '', syscall } = error as NodeJS.ErrnoException;
  if (['ENOSPC', 'EDQUOT'].includes(code)) {
    return new RecoveryError('disk-full', `The disk under ${path} is full.`, {
      hint: 'Free space there, then start again.',
      cause: error,
    });
  }
  return syscall === undefined
    ? error
    : new RecoveryError('usage', `${path} cannot be written (${code}).`, {
        hint: 'See that its folder is there and that you may write to it, then start again.',
        cause: error,
      });
}

const chunkLength = 1_000_000;

/** What is bytes already goes as it is. */
function* inChunks(parts: Iterable<string | Uint8Array>): Generator<string | Uint8Array> {
  let chunk: string[] = [];
  let length = 0;
  for (const part of parts) {
    if (typeof part !== 'string') {
      yield chunk.join('');
      yield part;
      [chunk, length] = [[], 0];
    } else {
      chunk.push(part);
      length += part.length;
      if (length >= chunkLength) {
        yield chunk.join('');
        [chunk, length] = [[], 0];
      }
    }
  }
  yield chunk.join('');
}

let number = 0;

function nextNumber(): number {
  number += 1;
  return number;
}
