import { deflateSync } from 'node:zlib';
import { storedFrame } from './storedFrames';

/** One entry of an archive to be written; what is left out is empty. */
export interface EntryToWrite {
  readonly tag: string;
  readonly desc: string;
  readonly namespace?: string;
  readonly definition?: string;
  readonly copyStatement?: string;
  readonly relkind?: string;
  readonly dependencies?: readonly number[];
  /** The text of its data block, with what ends it. */
  readonly data?: string | Uint8Array;
}

export interface ArchiveToWrite {
  /** 14 for archive version 1.14. */
  readonly minor: number;
  readonly compression: 'none' | 'gzip' | 'lz4' | 'zstd';
  /** As of a dump to a file; false: as of a dump to a pipe. */
  readonly offsets?: boolean;
  readonly chunkLength?: number;
  readonly encoding?: string;
  readonly encodeText?: (text: string) => Uint8Array;
  readonly entries: readonly EntryToWrite[];
}

/** COPY text as pg_dump ends it. */
export function copyBlock(lines: readonly string[]): string {
  return `${lines.map((line) => `${line}\n`).join('')}\\.\n\n\n`;
}

/** A table without rows of its own, and its data as a second entry. */
export function tableWithData(
  namespace: string,
  tag: string,
  lines: readonly string[],
): EntryToWrite[] {
  return [
    { desc: 'TABLE', tag, namespace, relkind: 'r', definition: 'CREATE TABLE t (a text);\n' },
    {
      desc: 'TABLE DATA',
      tag,
      namespace,
      copyStatement: 'COPY t (a) FROM stdin;\n',
      data: copyBlock(lines),
    },
  ];
}

/**
 * A custom-format archive, synthesised from the description of the format: for the versions of which no
 * pg_dump is at hand, and for damage of a chosen kind. The first entry, ENCODING, has the dump id 1.
 */
export function writeArchive(archive: ArchiveToWrite): Buffer {
  const entries: readonly EntryToWrite[] = [
    {
      desc: 'ENCODING',
      tag: 'ENCODING',
      definition: `SET client_encoding = '${archive.encoding ?? 'UTF8'}';\n`,
    },
    ...archive.entries,
  ];
  const blocks = entries.map((entry, i) => block(i + 1, entry.data, archive));
  const contents = (offsets: readonly number[]) =>
    Buffer.concat([
      header(archive),
      int(entries.length),
      ...entries.map((entry, i) => tocEntry(entry, i + 1, archive, offsets[i] ?? 0)),
    ]);
  let offset = contents([]).length;
  const offsets = blocks.map((bytes) => (offset += bytes.length) - bytes.length);
  return Buffer.concat([contents(offsets), ...blocks]);
}

function header({ minor, compression }: ArchiveToWrite): Buffer {
  const code = ['none', 'gzip', 'lz4', 'zstd'].indexOf(compression);
  const time = [5, 4, 3, 2, 0, 126, 0]; // 2026-01-02 03:04:05
  return Buffer.concat([
    Buffer.from('PGDMP'),
    Buffer.from([1, minor, 0, 4, 8, 1]),
    minor >= 15 ? Buffer.from([code]) : int(code === 0 ? 0 : -1),
    ...time.map(int),
    ...['synthesised', '11.0', '11.0'].map((text) => str(Buffer.from(text))),
  ]);
}

function tocEntry(
  entry: EntryToWrite,
  dumpId: number,
  archive: ArchiveToWrite,
  offset: number,
): Buffer {
  const { encodeText = utf8 } = archive;
  const text = (value?: string) => (value === undefined ? int(-1) : str(encodeText(value)));
  const hasData = entry.data !== undefined;
  return Buffer.concat([
    ...[int(dumpId), int(hasData ? 1 : 0), text('0'), text('0'), text(entry.tag), text(entry.desc)],
    ...[int(hasData ? 3 : 2), text(entry.definition ?? ''), text(''), text(entry.copyStatement)],
    ...[text(entry.namespace), text()],
    ...[text('heap'), int(entry.relkind?.charCodeAt(0) ?? 0)].slice(0, newerFields(archive.minor)),
    ...[text('owner'), text('false'), ...(entry.dependencies ?? []).map((id) => text(String(id)))],
    ...[text(), hasData ? location(archive, offset) : noLocation],
  ]);
}

/** How many of the access method (from 1.14) and the kind of relation (from 1.16) there are. */
function newerFields(minor: number): number {
  return minor >= 16 ? 2 : minor >= 14 ? 1 : 0;
}

function utf8(text: string): Uint8Array {
  return Buffer.from(text);
}

const noLocation = Buffer.from([3, 0, 0, 0, 0, 0, 0, 0, 0]);

function location({ offsets = true }: ArchiveToWrite, offset: number): Buffer {
  return Buffer.concat([Buffer.from([offsets ? 2 : 1]), littleEndian(offsets ? offset : 0, 8)]);
}

function block(
  dumpId: number,
  data: string | Uint8Array | undefined,
  { compression, chunkLength = 4096 }: ArchiveToWrite,
): Buffer {
  if (data === undefined) {
    return Buffer.alloc(0);
  }
  const plain = Buffer.from(data);
  const stored = storedAs(compression, plain);
  const chunks: Buffer[] = [];
  for (let start = 0; start < stored.length; start += chunkLength) {
    const chunk = stored.subarray(start, start + chunkLength);
    chunks.push(int(chunk.length), chunk);
  }
  return Buffer.concat([Buffer.from([1]), int(dumpId), ...chunks, int(0)]);
}

function storedAs(compression: ArchiveToWrite['compression'], plain: Buffer): Buffer {
  switch (compression) {
    case 'none':
      return plain;
    case 'gzip':
      return deflateSync(plain);
    case 'lz4':
    case 'zstd':
      return storedFrame(compression, plain);
  }
}

function str(bytes: Uint8Array): Buffer {
  return Buffer.concat([int(bytes.length), bytes]);
}

function int(value: number): Buffer {
  return Buffer.concat([Buffer.from([value < 0 ? 1 : 0]), littleEndian(Math.abs(value), 4)]);
}

function littleEndian(value: number, size: number): Buffer {
  return Buffer.from(Array.from({ length: size }, (_, i) => Math.floor(value / 256 ** i) % 256));
}
