import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, link, open, rename, rm, statfs } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { RecoveryError } from '../core/errors';
import type { NewFile } from '../recovery/ports/tableSnapshot';
import { rowModes } from './rowsReach';
import { isThere, syncFolder, withReason, writeDurably } from './durableFile';

/**
 * A file that holds rows: readable by its owner only, where not said otherwise; under its name only once it is whole and on disk, with
 * `NAME.sha256` beside it, which `sha256sum -c` reads. It never takes the place of another file.
 */
export class RowsFile implements NewFile {
  private readonly hash = createHash('sha256');
  private bytes = 0;
  private isEnded = false;

  private constructor(
    readonly path: string,
    private readonly temporary: string,
    private readonly file: FileHandle,
    private readonly mode: number,
  ) {}

  /** @throws {RecoveryError} `usage` where a file is there already, or none can be written. */
  static async create(path: string, mode = rowModes.owner.file): Promise<RowsFile> {
    await refuseExisting(path);
    await refuseExisting(`${path}.sha256`);
    const temporary = join(dirname(path), `.${basename(path)}.${randomUUID().slice(0, 8)}.tmp`);
    const file = await withReason(path, () => open(temporary, 'wx', mode));
    return new RowsFile(path, temporary, file, mode);
  }

  async freeBytes(): Promise<number | undefined> {
    const { bavail, bsize } = await statfs(dirname(this.path));
    return bavail * bsize;
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.hash.update(bytes);
    this.bytes += bytes.length;
    await withReason(this.path, () => this.file.writeFile(bytes));
  }

  async finish(): Promise<{ readonly bytes: number; readonly sha256: string }> {
    await withReason(this.path, () => this.file.sync());
    await this.file.close();
    await takeName(this.temporary, this.path);
    this.isEnded = true;
    await syncFolder(dirname(this.path));
    const sha256 = this.hash.digest('hex');
    await this.keepHash(sha256);
    return { bytes: this.bytes, sha256 };
  }

  /** Does nothing to a finished file. */
  async discard(): Promise<void> {
    if (!this.isEnded) {
      await this.file.close().catch(() => undefined);
      await rm(this.temporary, { force: true });
    }
  }

  private async keepHash(sha256: string): Promise<void> {
    try {
      const beside = { path: `${this.path}.sha256`, mode: this.mode };
      await writeDurably(beside, [checkLine(sha256, basename(this.path))]);
    } catch (error) {
      await rm(this.path, { force: true });
      throw error;
    }
  }
}

/** As `sha256sum` writes and reads it: a name with a backslash or a line end in it is escaped, and marked so. */
export function checkLine(sha256: string, name: string): string {
  const escaped = name
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('\r', String.raw`\r`);
  return `${escaped === name ? '' : '\\'}${sha256}  ${escaped}\n`;
}

/** A second name fails where there is a file already, which renaming would not. */
async function takeName(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') {
      throw alreadyThere(path);
    }
    if (!withoutLinks.has(code)) {
      throw error;
    }
    await refuseExisting(path);
    await withReason(path, () => rename(temporary, path));
    return;
  }
  await rm(temporary, { force: true });
}

/** What file systems say that have no second names. */
const withoutLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL', 'EMLINK']);

async function refuseExisting(path: string): Promise<void> {
  if (await isThere(path)) {
    throw alreadyThere(path);
  }
}

function alreadyThere(path: string): RecoveryError {
  return new RecoveryError('usage', `${path} is there already.`, {
    hint: 'Name a new file: what is there is never written over.',
  });
}
