import { createHash } from 'node:crypto';
import { copyLine } from '../core/archive/copyLine';
import { decodeCopyField } from '../core/archive/copyText';
import type { Row } from '../core/catalog/table';
import { ForeseenRows, type ImagesToKeep } from '../core/correction/foreseenRows';
import type { RowImage } from '../core/correction/undo';
import { RecoveryError } from '../core/errors';
import { type DurableFile, isMissing, writeDurably } from './durableFile';
import { parsedLine, unreadable } from './keptFile';
import { textLines } from './textLines';

interface Header {
  readonly format: 'pra-row-images';
  readonly version: 3;
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

/** The rows after a transaction, by the positions of their images. */
type RowsAfter = Pick<ForeseenRows, 'isThere' | 'lines'>;

const rowsAtOnce = 500;

/**
 * Whole rows before and after transaction `xid`. A line says whose they are; then comes a line for each row, COPY's text
 * of which images there are of it, of its key and of the row before; then COPY's lines of the rows after; then a footer.
 */
export async function writeImages(
  file: DurableFile,
  xid: string,
  toKeep: ImagesToKeep,
): Promise<void> {
  const isForeseen = toKeep instanceof ForeseenRows;
  const images = isForeseen ? toKeep.images() : toKeep;
  const header: Header = {
    ...{ format: 'pra-row-images', version: 3, xid },
    ...{ rows: images.length, key: images[0]?.key.length ?? 0 },
  };
  const after = isForeseen ? toKeep : rowsAfter(toKeep);
  await writeDurably(file, hashed(lines(header, images, after)));
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

const [beforeOnly, afterOnly, both] = ['before', 'after', 'both'] as const;

function* lines(
  header: Header,
  images: readonly RowImage[],
  after: RowsAfter,
): Generator<string | Uint8Array, void> {
  yield `${JSON.stringify(header)}\n`;
  for (const { start, some } of inTurn(images)) {
    yield some.map((image, index) => lineOf(image, after.isThere(start + index))).join('');
  }
  yield* after.lines();
}

function lineOf({ key, before }: RowImage, isThereAfter: boolean): string {
  const there = before ? (isThereAfter ? both : beforeOnly) : afterOnly;
  return copyLine([there, ...key, ...(before ?? [])]);
}

function rowsAfter(images: readonly RowImage[]): RowsAfter {
  return {
    isThere: (position) => Boolean(images[position]?.after),
    *lines() {
      for (const { some } of inTurn(images)) {
        yield Buffer.from(some.map(({ after }) => (after ? copyLine(after) : '')).join(''));
      }
    },
  };
}

/** Row by row, hashing would cost as much as the rest. */
function* inTurn(
  images: readonly RowImage[],
): Generator<{ readonly start: number; readonly some: readonly RowImage[] }, void> {
  for (let start = 0; start < images.length; start += rowsAtOnce) {
    yield { start, some: images.slice(start, start + rowsAtOnce) };
  }
}

/** Ends them with the footer. */
function* hashed(parts: Iterable<string | Uint8Array>): Generator<string | Uint8Array, void> {
  const hash = createHash('sha256');
  for (const part of parts) {
    hash.update(part);
    yield part;
  }
  yield `${JSON.stringify({ sha256: hash.digest('hex') } satisfies Footer)}\n`;
}

async function readWhole(path: string): Promise<{
  readonly header: Header | undefined;
  readonly images: readonly RowImage[];
}> {
  const hash = createHash('sha256');
  const reading = new ReadImages(path);
  let last: string | undefined;
  for await (const line of textLines(path)) {
    if (last !== undefined) {
      hash.update(`${last}\n`);
      reading.take(last);
    }
    last = line;
  }
  const footer = parsedLine(path, last ?? '') as Partial<Footer> | null;
  if (footer?.sha256 !== hash.digest('hex') || !reading.isWhole) {
    throw unreadable(path);
  }
  return reading;
}

/** What a file holds, line by line. */
class ReadImages {
  header: Header | undefined;
  readonly images: RowImage[] = [];
  /** Positions of those whose row after is yet to come. */
  private readonly waiting: number[] = [];
  private nextWaiting = 0;

  constructor(private readonly path: string) {}

  get isWhole(): boolean {
    return this.nextWaiting === this.waiting.length;
  }

  take(line: string): void {
    const { header, images, path } = this;
    if (!header) {
      this.header = headerOf(path, line);
    } else if (images.length < header.rows) {
      this.takeImage(header, line);
    } else {
      this.takeAfter(line);
    }
  }

  private takeImage({ key }: Header, line: string): void {
    const [there, ...cells] = cellsIn(line);
    if (there !== beforeOnly && there !== afterOnly && there !== both) {
      throw unreadable(this.path);
    }
    if (there !== beforeOnly) {
      this.waiting.push(this.images.length);
    }
    this.images.push({
      key: cells.slice(0, key).map((cell) => cell ?? ''),
      before: there === afterOnly ? null : cells.slice(key),
      after: null,
    });
  }

  private takeAfter(line: string): void {
    const position = this.waiting[this.nextWaiting];
    const image = position === undefined ? undefined : this.images[position];
    if (position === undefined || !image) {
      throw unreadable(this.path);
    }
    this.images[position] = { ...image, after: cellsIn(line) };
    this.nextWaiting += 1;
  }
}

function cellsIn(line: string): Row {
  return line.split('\t').map(decodeCopyField);
}

function headerOf(path: string, line: string): Header {
  const header = parsedLine(path, line) as Partial<Header> | null;
  if (
    header?.format !== 'pra-row-images' ||
    header.version !== 3 ||
    typeof header.xid !== 'string'
  ) {
    throw unreadable(path);
  }
  // Its other fields are checked by whoever compares them.
  return header as Header;
}
