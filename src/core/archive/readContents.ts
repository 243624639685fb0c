import { RecoveryError } from '../errors';
import type { DumpBytes } from './byteSource';
import type { ArchiveContents, ArchiveVersion, DataLocation, TocEntry } from './contents';
import { damaged, truncated } from './damage';
import { decoderFor, encodingNamed } from './encoding';
import { decodeOrRefuse, type NumberSizes, type TocCursor, TocWindow } from './tocCursor';

/** `PGDMP` */
const magic = [0x50, 0x47, 0x44, 0x4d, 0x50] as const;
/** pg_dump writes a directory's as if it were a tar's. */
const formatCodes: Readonly<Record<ArchiveContents['format'], readonly number[]>> = {
  custom: [1],
  directory: [3, 5],
  tar: [3],
};
const oldestMinor = 12;
const newestMinor = 16;

/** The least that an entry takes: its numbers and the lengths of its texts. */
const shortestEntry = 60;
const mostEntries = 100e6;
const sections = ['none', 'pre-data', 'data', 'post-data'] as const;
const compressions = ['none', 'gzip', 'lz4', 'zstd'] as const;

/**
 * Reads header and table of contents, and nothing of the data. Memory goes by their size only. `source` is
 * a custom archive, or the toc.dat of the others.
 * @throws {RecoveryError} `dump-format`, `dump-version`, `dump-truncated`, `dump-damaged`. The table of
 * contents has no checksum: a flipped bit in a text goes unseen.
 */
export async function readContents(
  source: DumpBytes,
  format: ArchiveContents['format'] = 'custom',
): Promise<ArchiveContents> {
  const window = new TocWindow(source);
  const start = await window.take((cursor) => readStart(cursor, format));
  window.sizes = start.sizes;
  const header = await window.take((cursor) => readHeader(cursor, start.version));
  const entries = await readEntries(window, { version: start.version, format });
  const text = (raw: Uint8Array | undefined) =>
    raw === undefined ? '' : decodeOrRefuse(raw, window.decode);
  const contents: ArchiveContents = {
    format,
    version: start.version,
    ...start.sizes,
    compression: format === 'tar' ? 'none' : header.compression,
    createdAt: header.createdAt,
    database: text(header.database),
    serverVersion: text(header.serverVersion),
    dumpVersion: text(header.dumpVersion),
    entries,
    dataStart: window.offset,
  };
  if (format === 'custom') {
    requireDataToFollow(contents);
  } else if (window.offset !== source.size) {
    throw damaged('The table of contents is followed by other bytes.');
  }
  return contents;
}

export function versionLabel({ major, minor }: ArchiveVersion): string {
  return `${major}.${minor}`;
}

interface Start {
  readonly version: ArchiveVersion;
  readonly sizes: NumberSizes;
}

function readStart(cursor: TocCursor, format: ArchiveContents['format']): Start {
  if (![...magic].every((byte) => cursor.byte() === byte)) {
    throw damaged('There is no table of contents where there should be one.');
  }
  const version = { major: cursor.byte(), minor: cursor.byte(), revision: cursor.byte() };
  requireKnown(version);
  const sizes = { intSize: cursor.byte(), offSize: cursor.byte() };
  if (![sizes.intSize, sizes.offSize].every((size) => size === 4 || size === 8)) {
    throw damaged('The header gives sizes of numbers that no machine has.');
  }
  if (!formatCodes[format].includes(cursor.byte())) {
    throw damaged('The table of contents belongs to a dump of another format.');
  }
  return { version, sizes };
}

function requireKnown(version: ArchiveVersion): void {
  const { major, minor } = version;
  if (major === 1 && minor >= oldestMinor && minor <= newestMinor) {
    return;
  }
  const age = major > 1 || (major === 1 && minor > newestMinor) ? 'newer' : 'older';
  throw new RecoveryError(
    'dump-version',
    `The dump has archive version ${versionLabel(version)}, ${age} than what can be read (1.${oldestMinor} to 1.${newestMinor}).`,
    {
      hint:
        age === 'newer'
          ? 'Use a newer version of this tool, or pg_restore of the PostgreSQL that made the dump.'
          : 'Restore it with pg_restore and dump that database again.',
    },
  );
}

interface Header {
  readonly compression: ArchiveContents['compression'];
  readonly createdAt: string;
  readonly database: Uint8Array | undefined;
  readonly serverVersion: Uint8Array | undefined;
  readonly dumpVersion: Uint8Array | undefined;
}

function readHeader(cursor: TocCursor, { minor }: ArchiveVersion): Header {
  return {
    compression:
      minor >= 15 ? namedCompression(cursor.byte()) : cursor.int() === 0 ? 'none' : 'gzip',
    createdAt: readTime(cursor),
    database: cursor.rawText(),
    serverVersion: cursor.rawText(),
    dumpVersion: cursor.rawText(),
  };
}

function namedCompression(code: number): ArchiveContents['compression'] {
  const name = compressions[code];
  if (name === undefined) {
    throw damaged('The header names a compression that does not exist.');
  }
  return name;
}

/** C's `struct tm`: the month from 0, the year from 1900. */
function readTime(cursor: TocCursor): string {
  const [second, minute, hour, day] = [cursor.int(), cursor.int(), cursor.int(), cursor.int()];
  const month = cursor.int() + 1;
  const year = cursor.int() + 1900;
  cursor.int(); // whether summer time was in force: the zone itself is not recorded
  const digits = (value: number, width = 2) => String(value).padStart(width, '0');
  const time = `${digits(year, 4)}-${digits(month)}-${digits(day)}T${digits(hour)}:${digits(minute)}:${digits(second)}`;
  const possible =
    /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)$/;
  if (!possible.test(time)) {
    throw damaged('The header gives a time that does not exist.');
  }
  return time;
}

interface Layout {
  readonly version: ArchiveVersion;
  readonly format: ArchiveContents['format'];
}

async function readEntries(window: TocWindow, layout: Layout): Promise<TocEntry[]> {
  const count = await window.take((cursor) => cursor.int());
  if (count < 0 || count > mostEntries) {
    throw damaged(`The table of contents says that it has ${count} entries, which cannot be.`);
  }
  if (count * shortestEntry > window.remaining) {
    throw truncated('The file ends within its table of contents.');
  }
  const entries: TocEntry[] = [];
  const seen = new Set<number>();
  for (let i = 0; i < count; i += 1) {
    const entry = await window.take((cursor) => readEntry(cursor, layout));
    if (seen.has(entry.dumpId)) {
      throw damaged(`The table of contents has two entries with the number ${entry.dumpId}.`);
    }
    seen.add(entry.dumpId);
    entries.push(entry);
    if (entry.desc === 'ENCODING') {
      window.decode = decoderFor(encodingNamed(entry.definition));
    }
  }
  return entries;
}

function readEntry(cursor: TocCursor, { version: { minor }, format }: Layout): TocEntry {
  const dumpId = cursor.int();
  const hadDumper = cursor.int() !== 0;
  cursor.rawText(); // the catalogue's oid
  cursor.rawText(); // the object's oid
  const tag = cursor.text() ?? '';
  const desc = cursor.text() ?? '';
  if (dumpId <= 0 || !/^[A-Z][A-Z ]*$/.test(desc)) {
    throw damaged('The table of contents holds an entry that is none.');
  }
  const section = readSection(cursor);
  const definition = cursor.text() ?? '';
  cursor.rawText(); // the DROP statement
  const copyStatement = filled(cursor.text());
  const namespace = filled(cursor.text());
  cursor.rawText(); // the tablespace
  if (minor >= 14) {
    cursor.rawText(); // the table access method
  }
  const relkind = minor >= 16 ? readRelkind(cursor) : undefined;
  const owner = filled(cursor.text());
  cursor.rawText(); // WITH OIDS
  const dependencies = readDependencies(cursor);
  const data = format === 'custom' ? readPlace(cursor) : readPartName(cursor);
  return {
    ...{ dumpId, desc, tag, namespace, section, definition, copyStatement, owner, relkind },
    ...{ dependencies, hadDumper, data },
  };
}

function readSection(cursor: TocCursor): TocEntry['section'] {
  const section = sections[cursor.int() - 1];
  if (section === undefined) {
    throw damaged('The table of contents names a section that does not exist.');
  }
  return section;
}

function readRelkind(cursor: TocCursor): string | undefined {
  const code = cursor.int();
  return code > 0 && code < 128 ? String.fromCharCode(code) : undefined;
}

function filled(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

function readDependencies(cursor: TocCursor): number[] {
  const dependencies: number[] = [];
  for (let id = cursor.text(); id !== undefined; id = cursor.text()) {
    if (!/^\d{1,10}$/.test(id)) {
      throw damaged('The table of contents holds a dependency that is none.');
    }
    dependencies.push(Number(id));
  }
  return dependencies;
}

function readPartName(cursor: TocCursor): DataLocation {
  const name = filled(cursor.text());
  return name === undefined ? { state: 'none' } : { state: 'file', name };
}

function readPlace(cursor: TocCursor): DataLocation {
  const { flag, value } = cursor.offset();
  switch (flag) {
    case 1:
      return { state: 'unknown' };
    case 2:
      return { state: 'at', offset: value };
    case 3:
      return { state: 'none' };
    default:
      throw damaged('The table of contents does not say where its data are.');
  }
}

/** pg_dump writes the first block right behind the contents: a gap means that a number in them is wrong. */
function requireDataToFollow({ entries, dataStart }: ArchiveContents): void {
  let first = Infinity;
  for (const { data } of entries) {
    if (data.state === 'at') {
      first = Math.min(first, data.offset);
    }
  }
  if (first !== Infinity && first !== dataStart) {
    throw damaged('The data do not begin where the table of contents ends.');
  }
}
