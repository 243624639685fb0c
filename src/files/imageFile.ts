import type { Key, Row } from '../core/catalog/table';
import type { RowImage } from '../core/correction/undo';
import { RecoveryError } from '../core/errors';
import { isMissing, writeDurably } from './durableFile';
import { textLines } from './textLines';

interface Header {
  readonly format: 'pra-row-images';
  readonly version: 1;
  readonly xid: string;
  readonly rows: number;
}

/** Whole rows before and after transaction `xid`: one line says whose they are, then one line a row. */
export async function writeImages(
  path: string,
  xid: string,
  images: readonly RowImage[],
): Promise<void> {
  const header: Header = { format: 'pra-row-images', version: 1, xid, rows: images.length };
  await writeDurably({ path, mode: 0o600 }, lines(header, images));
}

/** @throws {RecoveryError} `incident-unreadable` when they are another transaction's, or not whole. */
export async function readImages(path: string, xid: string): Promise<readonly RowImage[]> {
  let header: Header | undefined;
  const images: RowImage[] = [];
  try {
    for await (const line of textLines(path)) {
      if (header) {
        images.push(imageOf(path, line));
      } else {
        header = headerOf(path, line);
      }
    }
  } catch (error) {
    throw isMissing(error) ? unreadable(path, error) : error;
  }
  if (header?.xid !== xid || header.rows !== images.length) {
    throw new RecoveryError(
      'incident-unreadable',
      `${path} does not hold the rows of transaction ${xid}.`,
      {
        hint: 'Run this where the correction was applied, with its folder as it was left.',
      },
    );
  }
  return images;
}

function* lines(header: Header, images: readonly RowImage[]): Generator<string, void> {
  yield `${JSON.stringify(header)}\n`;
  for (const { key, before, after } of images) {
    yield `${JSON.stringify([key, before, after])}\n`;
  }
}

function headerOf(path: string, line: string): Header {
  const header = parsed(path, line) as Partial<Header> | null;
  if (header?.format !== 'pra-row-images' || typeof header.xid !== 'string') {
    throw unreadable(path);
  }
  // Its other fields are checked by whoever compares them.
  return header as Header;
}

function imageOf(path: string, line: string): RowImage {
  const image = parsed(path, line);
  if (!Array.isArray(image) || image.length !== 3) {
    throw unreadable(path);
  }
  // Our own line: the number of lines, and the row that each key finds, are checked later.
  const [key, before, after] = image as [Key, Row | null, Row | null];
  return { key, before, after };
}

function parsed(path: string, line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, cause?: unknown): RecoveryError {
  return new RecoveryError(
    'incident-unreadable',
    `${path} is not there, cut, or not what was written.`,
    {
      hint: 'Run this where the correction was applied, with its folder as it was left.',
      cause,
    },
  );
}
