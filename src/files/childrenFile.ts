import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import type { KeptBatch, KeptChildren, KeptTable } from '../core/correction/keptChildren';
import { type DurableFile, isMissing, syncFolder } from './durableFile';
import { writtenLines } from './lineFile';
import { parsedLine, unreadable } from './keptFile';
import { textLines } from './textLines';

interface Header {
  readonly format: 'pra-children';
  readonly version: 1;
  readonly xid: string;
  readonly tables: readonly KeptTable[];
}

/** Ends the file. */
interface Footer {
  /** SHA-256 over all lines before, with their ends. */
  readonly sha256: string;
}

/** Rows of other tables that transaction `xid` took along: a line says which tables, then one line a row, then a footer. */
export async function writeChildren(
  { path, mode }: DurableFile,
  xid: string,
  kept: KeptChildren,
): Promise<void> {
  const { tables } = kept;
  const header: Header = { format: 'pra-children', version: 1, xid, tables };
  const hash = createHash('sha256');
  await writtenLines(
    path,
    async (write) => {
      const hashed = async (lines: readonly string[]): Promise<void> => {
        const text = lines.join('\n');
        hash.update(`${text}\n`);
        await write(text);
      };
      await hashed([JSON.stringify(header)]);
      for await (const { table, lines } of kept.batches()) {
        if (lines.length > 0) {
          await hashed(lines.map((line) => JSON.stringify([table, line])));
        }
      }
      await write(JSON.stringify({ sha256: hash.digest('hex') } satisfies Footer));
    },
    mode,
  );
  await syncFolder(dirname(path));
}

/** @throws {RecoveryError} `incident-unreadable` when they are another transaction's, or not whole. */
export async function readChildren(path: string, xid: string): Promise<KeptChildren> {
  for await (const line of linesOf(path)) {
    const header = parsedLine(path, line) as Partial<Header> | null;
    if (header?.format !== 'pra-children' || header.version !== 1 || header.xid !== xid) {
      throw unreadable(path);
    }
    return { tables: header.tables ?? [], batches: () => batchesIn(path) };
  }
  throw unreadable(path);
}

const [rowsAtOnce, charactersAtOnce] = [1000, 4_000_000];

async function* batchesIn(path: string): AsyncGenerator<KeptBatch, void> {
  let table = -1;
  let lines: string[] = [];
  let characters = 0;
  for await (const [of, line] of rowsIn(path)) {
    const isFull = lines.length >= rowsAtOnce || characters + line.length > charactersAtOnce;
    if (lines.length > 0 && (of !== table || isFull)) {
      yield { table, lines };
      lines = [];
      characters = 0;
    }
    table = of;
    lines.push(line);
    characters += line.length;
  }
  if (lines.length > 0) {
    yield { table, lines };
  }
}

/** All that is between the header and the footer. */
async function* rowsIn(path: string): AsyncGenerator<readonly [table: number, line: string], void> {
  const hash = createHash('sha256');
  let read = 0;
  let last = '';
  for await (const line of linesOf(path)) {
    if (read > 0) {
      hash.update(`${last}\n`);
    }
    if (read > 1) {
      yield parsedLine(path, last) as readonly [number, string];
    }
    last = line;
    read += 1;
  }
  const footer = parsedLine(path, last) as Partial<Footer> | null;
  if (footer?.sha256 !== hash.digest('hex')) {
    throw unreadable(path);
  }
}

async function* linesOf(path: string): AsyncGenerator<string, void> {
  try {
    yield* textLines(path);
  } catch (error) {
    throw isMissing(error) ? unreadable(path, error) : error;
  }
}
