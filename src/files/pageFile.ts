import { randomBytes } from 'node:crypto';
import { closeSync, openSync, read, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Overflow, PageStore } from '../core/diff/found/differences';
import { RecoveryError } from '../core/errors';

const readAt = promisify(read);

/** Differences beyond a million or so are kept in a file that nobody else sees. */
export const temporaryOverflow: Overflow = {
  beyond: 32 * 1024 * 1024,
  open: () => PageFile.create(tmpdir()),
};

/**
 * A temporary file for its owner only. Where the system lets go of an open file's name, it has none from
 * the start, so that nothing is left of it however the process ends.
 */
export class PageFile implements PageStore {
  private size = 0;
  private isOpen = true;

  private constructor(
    private readonly path: string,
    private readonly file: number,
    private hasName: boolean,
  ) {}

  /** @throws {RecoveryError} `disk-full`, `usage`. */
  static create(folder: string): PageFile {
    const path = join(folder, `pra-differences-${randomBytes(8).toString('hex')}`);
    try {
      // Never a file or a link that somebody else has put there.
      return new PageFile(path, openSync(path, 'wx+', 0o600), !removed(path));
    } catch (error) {
      throw notKept(path, error);
    }
  }

  write(page: Uint8Array): number {
    const place = this.size;
    let written = 0;
    try {
      while (written < page.length) {
        written += writeSync(this.file, page, written, page.length - written, place + written);
      }
    } catch (error) {
      throw notKept(this.path, error);
    }
    this.size += page.length;
    return place;
  }

  async read(place: number, length: number): Promise<Uint8Array> {
    const page = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      const rest = length - filled;
      const { bytesRead } = await readAt(this.file, page, filled, rest, place + filled);
      if (bytesRead === 0) {
        throw new Error(`${this.path} ends at ${place + filled}.`);
      }
      filled += bytesRead;
    }
    return page;
  }

  close(): void {
    if (this.isOpen) {
      this.isOpen = false;
      closeSync(this.file);
    }
    if (this.hasName) {
      this.hasName = !removed(this.path);
    }
  }
}

/** Windows keeps the name until the file is closed. */
function removed(path: string): boolean {
  try {
    rmSync(path);
    return true;
  } catch {
    return false;
  }
}

function notKept(path: string, cause: unknown): RecoveryError {
  const { code = '' } = cause as NodeJS.ErrnoException;
  return ['ENOSPC', 'EDQUOT'].includes(code)
    ? new RecoveryError(
        'disk-full',
        `The disk under ${path} is full: the rows that differ are too many for it.`,
        { hint: 'Free space there, or name another folder in TMPDIR; then start again.', cause },
      )
    : new RecoveryError('usage', `${path} cannot be written (${code}).`, {
        hint: 'See that its folder is there and that you may write to it, then start again.',
        cause,
      });
}
