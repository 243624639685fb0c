import { deflateSync } from 'node:zlib';
import { BlockWalker } from '../core/archive/blockWalker';
import type { ByteSource } from '../core/archive/byteSource';
import type { ArchiveContents } from '../core/archive/contents';
import { piecesOf } from '../core/archive/pieces';
import { readContents } from '../core/archive/readContents';
import { archiveInteger } from './dumpTimes';

/** What another moment's dump says otherwise than the one at hand. */
export interface ArchiveChanges {
  /** COPY text by the name of the table, `schema.name`. */
  readonly tables: ReadonlyMap<string, Buffer>;
  /** Last values by the name of the sequence, `schema.name`. */
  readonly sequences: ReadonlyMap<string, string>;
}

/** The archive, custom and with gzip, with other rows in some tables. */
export async function rewriteArchive(
  archive: Buffer,
  { tables, sequences }: ArchiveChanges,
): Promise<Buffer> {
  const source: ByteSource = {
    size: archive.length,
    read: (offset, length) => Promise.resolve(archive.subarray(offset, offset + length)),
  };
  const contents = await readContents(source);
  const blocks = await dataBlocks(source, contents);
  const head = withSequences(archive.subarray(0, contents.dataStart), contents, sequences);
  const pieces: Buffer[] = [];
  const moves: Move[] = [];
  let offset = head.length;
  for (const block of blocks) {
    const rows = tables.get(tableOf(contents, block.dumpId));
    const piece = rows
      ? dataBlock(block.dumpId, rows, contents.intSize)
      : archive.subarray(block.start, block.end);
    moves.push({ from: block.start, to: offset });
    pieces.push(piece);
    offset += piece.length;
  }
  return Buffer.concat([withOffsets(head, moves, contents.offSize), ...pieces]);
}

interface Block {
  readonly dumpId: number;
  readonly start: number;
  readonly end: number;
}

interface Move {
  readonly from: number;
  readonly to: number;
}

const endOfRows = Buffer.from('\\.\n\n\n');

async function dataBlocks(
  archive: ByteSource,
  { dataStart, intSize }: ArchiveContents,
): Promise<readonly Block[]> {
  const blocks: Block[] = [];
  const walker = new BlockWalker(piecesOf(archive, dataStart), dataStart, intSize);
  try {
    for (let head = await walker.next(); head; head = await walker.next()) {
      await walker.skip(head);
      blocks.push({ dumpId: head.dumpId, start: head.offset, end: walker.offset });
    }
    return blocks;
  } finally {
    await walker.close();
  }
}

function dataBlock(dumpId: number, rows: Buffer, intSize: number): Buffer {
  const compressed = deflateSync(Buffer.concat([rows, endOfRows]));
  return Buffer.concat([
    Buffer.of(1),
    archiveInteger(dumpId, intSize),
    archiveInteger(compressed.length, intSize),
    compressed,
    archiveInteger(0, intSize),
  ]);
}

function tableOf({ entries }: ArchiveContents, dumpId: number): string {
  const entry = entries.find((one) => one.dumpId === dumpId);
  return `${entry?.namespace ?? ''}.${entry?.tag ?? ''}`;
}

function withSequences(
  head: Buffer,
  { entries, intSize }: ArchiveContents,
  sequences: ArchiveChanges['sequences'],
): Buffer {
  const text = (definition: string): Buffer => {
    const bytes = Buffer.from(definition);
    return Buffer.concat([archiveInteger(bytes.length, intSize), bytes]);
  };
  let changed = head;
  for (const { desc, namespace, tag, definition } of entries) {
    const last = sequences.get(`${namespace ?? ''}.${tag}`);
    if (desc === 'SEQUENCE SET' && last !== undefined) {
      const setting = definition.replace(/\d+, (true|false)\)/, `${last}, true)`);
      changed = replaced(changed, text(definition), text(setting));
    }
  }
  return changed;
}

/** Tells the contents where each block now begins. */
function withOffsets(head: Buffer, moves: readonly Move[], offSize: number): Buffer {
  const location = (offset: number): Buffer => {
    const bytes = Buffer.from(archiveInteger(offset, offSize));
    bytes[0] = 2;
    return bytes;
  };
  const places = moves.map(({ from, to }) => ({ at: onlyPlace(head, location(from)), to }));
  const moved = Buffer.from(head);
  for (const { at, to } of places) {
    location(to).copy(moved, at);
  }
  return moved;
}

function replaced(bytes: Buffer, before: Buffer, after: Buffer): Buffer {
  const at = onlyPlace(bytes, before);
  return Buffer.concat([bytes.subarray(0, at), after, bytes.subarray(at + before.length)]);
}

function onlyPlace(bytes: Buffer, part: Buffer): number {
  const at = bytes.indexOf(part);
  if (at < 0 || bytes.includes(part, at + 1)) {
    throw new Error('The kept archive is not as this rewriting expects it.');
  }
  return at;
}
