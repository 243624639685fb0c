import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { RecoveryError } from '../core/errors';
import { rowModes } from './rowsReach';
import { textLines } from './textLines';

/**
 * A file of lines that holds rows: readable by its owner only, where not said otherwise, and under its name only once
 * it is whole. Whoever opens it finishes or discards it.
 */
export class LineFile {
  private constructor(
    private readonly path: string,
    private readonly stream: WriteStream,
  ) {}

  /** @throws {RecoveryError} `usage` where the file cannot be written. */
  static async create(path: string, mode = rowModes.owner.file): Promise<LineFile> {
    const stream = createWriteStream(`${path}.partial`, { mode, flush: true });
    try {
      await once(stream, 'open');
    } catch (error) {
      throw notWritten(path, error);
    }
    const file = new LineFile(path, stream);
    // Told by the next write, or by finishing.
    stream.on('error', () => undefined);
    return file;
  }

  write(line: string): Promise<void> {
    return this.writePart(`${line}\n`);
  }

  writeBytes(bytes: Uint8Array): Promise<void> {
    return this.writePart(bytes);
  }

  async finish(): Promise<void> {
    this.stream.end();
    await this.settled(finished(this.stream));
    await rename(`${this.path}.partial`, this.path);
  }

  async discard(): Promise<void> {
    this.stream.destroy();
    await finished(this.stream).catch(() => undefined);
    await rm(`${this.path}.partial`, { force: true });
  }

  private async writePart(part: string | Uint8Array): Promise<void> {
    if (!this.stream.write(part)) {
      await this.settled(once(this.stream, 'drain'));
    }
  }

  private async settled(step: Promise<unknown>): Promise<void> {
    try {
      await step;
    } catch (error) {
      throw notWritten(this.path, error);
    }
  }
}

/** A {@link LineFile} that `write` fills by the function it gets; discarded where that fails. */
export async function writtenLines<T>(
  path: string,
  write: (line: (text: string) => Promise<void>) => Promise<T>,
  mode?: number,
): Promise<T> {
  const file = await LineFile.create(path, mode);
  try {
    const result = await write((text) => file.write(text));
    await file.finish();
    return result;
  } catch (error) {
    await file.discard();
    throw error;
  }
}

/** All lines of a text file. @throws {RecoveryError} `usage` where it cannot be read. */
export async function linesOf(path: string): Promise<readonly string[]> {
  const lines: string[] = [];
  try {
    for await (const line of textLines(path)) {
      lines.push(line);
    }
  } catch (cause) {
    throw new RecoveryError('usage', `${path} cannot be read.`, { cause });
  }
  return lines;
}

function notWritten(path: string, cause: unknown): RecoveryError {
  const full = (cause as NodeJS.ErrnoException).code === 'ENOSPC';
  return full
    ? new RecoveryError('disk-full', `The disk under ${path} is full.`, { cause })
    : new RecoveryError('usage', `${path} cannot be written.`, {
        hint: 'Name a file in a folder that is there and that you may write to.',
        cause,
      });
}
