import { createHash } from 'node:crypto';
import { copyFields } from '../core/archive/copyLine';
import { decodeCopyField } from '../core/archive/copyText';
import type { RowImage } from '../core/correction/undo';
import { RecoveryError } from '../core/errors';
import { type DurableFile, isMissing, writeDurably } from './durableFile';
import { parsedLine, unreadable } from './keptFile';
import { textLines } from './textLines';

interface Header {
  readonly format: 'pra-row-images';
  readonly version: 2;
  readonly xid: string;
  readonly rows: number;
  /** Cells of a key. */
  readonly key: number;
}

/** Ends the file: an undo writes these rows back, so that not one bit of them may have turned. */
interface Footer {
  /** SHA-256 over all lines before, with their ends. */
  readonly sha256: string;
}

const rowsAtOnce = 500;

/**
 * Whole rows before and after transaction `xid`: a line says whose they are, then one line a row, then a footer. A
 * row's line is COPY's text of which images there are, of its key, of the row before and of the row after.
 */
export async function writeImages(
  file: DurableFile,
  xid: string,
  images: readonly RowImage[],
): Promise<void> {
  const header: Header = {
    ...{ format: 'pra-row-images', version: 2, xid },
    ...{ rows: images.length, key: images[0]?.key.length ?? 0 },
  };
  await writeDurably(file, lines(header, images));
}

/** @throws {RecoveryError} `incident-unreadable` when they are another transaction's, or not whole. */
export async function readImages(path: string, xid: string): Promise<readonly RowImage[]> {
  const { header, images } = await readWhole(path).catch((error: unknown) => {
    throw isMissing(error) ? unreadable(path, error) : error;
  });
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

async function readWhole(path: string): Promise<{
  readonly header: Header | undefined;
  readonly images: readonly RowImage[];
}> {
  const hash = createHash('sha256');
  const images: RowImage[] = [];
  let header: Header | undefined;
  let last: string | undefined;
  for await (const line of textLines(path)) {
    if (last !== undefined) {
      hash.update(`${last}\n`);
      if (header) {
        images.push(imageOf(path, header, last));
      } else {
        header = headerOf(path, last);
      }
    }
    last = line;
  }
  const footer = parsedLine(path, last ?? '') as Partial<Footer> | null;
  if (footer?.sha256 !== hash.digest('hex')) {
    throw unreadable(path);
  }
  return { header, images };
}

function* lines(header: Header, images: readonly RowImage[]): Generator<string, void> {
  const hash = createHash('sha256');
  const hashed = (line: string): string => {
    hash.update(line);
    return line;
  };
  yield hashed(`${JSON.stringify(header)}\n`);
  // Row by row, hashing would cost as much as the rest.
  for (let start = 0; start < images.length; start += rowsAtOnce) {
    const some = images.slice(start, start + rowsAtOnce).map(lineOf);
    yield hashed(some.join(''));
  }
  yield `${JSON.stringify({ sha256: hash.digest('hex') } satisfies Footer)}\n`;
}

const [beforeOnly, afterOnly, both] = ['before', 'after', 'both'] as const;

function lineOf(image: RowImage): string {
  const { key, before } = image;
  const after = image.afterText ?? (image.after ? copyFields(image.after) : undefined);
  const there = before && after !== undefined ? both : before ? beforeOnly : afterOnly;
  const cells = copyFields([there, ...key, ...(before ?? [])]);
  return after === undefined ? `${cells}\n` : `${cells}\t${after}\n`;
}

function headerOf(path: string, line: string): Header {
  const header = parsedLine(path, line) as Partial<Header> | null;
  if (
    header?.format !== 'pra-row-images' ||
    header.version !== 2 ||
    typeof header.xid !== 'string'
  ) {
    throw unreadable(path);
  }
  // Its other fields are checked by whoever compares them.
  return header as Header;
}

function imageOf(path: string, header: Header, line: string): RowImage {
  const [there, ...cells] = line.split('	').map(decodeCopyField);
  const key = cells.slice(0, header.key).map((cell) => cell ?? '');
  const rows = cells.slice(header.key);
  const half = rows.length / 2;
  if (there === beforeOnly) {
    return { key, before: rows, after: null };
  }
  if (there === afterOnly) {
    return { key, before: null, after: rows };
  }
  if (there === both) {
    return { key, before: rows.slice(0, half), after: rows.slice(half) };
  }
  throw unreadable(path);
}
