import { basename } from 'node:path';
import type { Reading } from '../../core/archive/archiveData';
import type { ArchiveContents } from '../../core/archive/contents';
import { type DumpObjects, objectsIn } from '../../core/archive/dumpObjects';
import { versionLabel } from '../../core/archive/readContents';
import { type ArchiveTable, type Entries, tablesIn } from '../../core/archive/tables';
import type { Wrapping } from '../../core/archive/unwrap';
import { type PlainContents, readPlainContents } from '../../core/plain/plainContents';
import { type DumpTime, plainDumpTime } from '../../core/dumpTime/dumpTime';
import { type FrozenThen, frozenThen } from '../../core/freeze/frozenThen';
import { type DefinedTable, definedTables } from '../../core/restore/definedKeys';
import type { DumpFiles } from '../ports/dumps';
import { type ClosableArchive, closePlace, openArchiveAt } from './openDump';
import { type PlainDump, plainDump } from './plainDump';

/** What a dump says of itself. */
export interface DumpSummary {
  readonly path: string;
  readonly format: ArchiveContents['format'] | 'plain';
  /** Undefined for a plain dump, which has none. */
  readonly archiveVersion: string | undefined;
  readonly compression: ArchiveContents['compression'];
  /** What the whole file was compressed with once pg_dump had written it. */
  readonly wrapping: Wrapping;
  readonly createdAt: DumpTime;
  readonly database: string;
  readonly serverVersion: string;
  readonly dumpVersion: string;
  readonly bytes: number;
  /** Tables that were frozen when it was taken; absent without any, and for a plain dump that was not read whole. */
  readonly frozen?: readonly FrozenThen[];
}

export interface DumpContents {
  readonly dump: DumpSummary;
  readonly tables: readonly ArchiveTable[];
  readonly objects: DumpObjects;
  /** How many entries the table of contents has, or a plain dump statements. */
  readonly entries: number;
  /** Only of a plain dump that was read to its end: an archive is asked for one table, when it is needed. */
  readonly defined?: readonly DefinedTable[];
}

/** Follows the reading of a plain dump, which takes as long as the dump is large. */
export interface ContentsReading extends Reading {
  /** Told of every piece of it, once what it holds has been looked at. */
  readonly onPiece?: (soFar: () => DumpContents) => void;
}

/**
 * Reads a dump's table of contents: nothing of it is executed, no process started. A plain dump has none
 * and is read to its end.
 */
export async function readDumpContents(
  files: DumpFiles,
  path: string,
  reading: ContentsReading = {},
): Promise<DumpContents> {
  const plain = await ofPlain(files, path, (dump) => plainContents(dump, reading));
  return plain ?? archiveContents(files, path);
}

/** What a dump says of itself, without the tables: quick for dumps of every format and size. */
export async function readDumpSummary(files: DumpFiles, path: string): Promise<DumpSummary> {
  const plain = await ofPlain(files, path, (dump) => Promise.resolve(plainSummary(dump)));
  return plain ?? (await archiveContents(files, path)).dump;
}

async function archiveContents(files: DumpFiles, path: string): Promise<DumpContents> {
  const dump = await openArchiveAt(files, path);
  try {
    return {
      dump: summaryOf(dump),
      tables: tablesIn(dump.contents),
      objects: objectsIn(dump.contents),
      entries: dump.contents.entries.length,
    };
  } finally {
    await dump.close();
  }
}

/** Undefined for a dump of another format. */
async function ofPlain<T>(
  files: DumpFiles,
  path: string,
  read: (dump: PlainDump) => Promise<T>,
): Promise<T | undefined> {
  const place = await files.open(path);
  try {
    const dump = await plainDump(place, files);
    return dump && (await read(dump));
  } finally {
    await closePlace(place);
  }
}

async function plainContents(
  dump: PlainDump,
  { onPiece, ...reading }: ContentsReading,
): Promise<DumpContents> {
  const summary = plainSummary(dump);
  const contentsOf = (found: PlainContents): DumpContents => ({
    ...{ tables: found.tables, objects: found.objects, entries: found.statements },
    dump: { ...summary, ...frozenIn(found) },
  });
  const pieces = dump.pieces(reading);
  try {
    const found = await readPlainContents(pieces, (soFar) => onPiece?.(() => contentsOf(soFar())));
    return { ...contentsOf(found), defined: definedTables(found) };
  } finally {
    await pieces.return(undefined);
  }
}

function plainSummary({ file, wrapping, versions }: PlainDump): DumpSummary {
  return {
    ...{ path: file.path, format: 'plain', archiveVersion: undefined, compression: 'none' },
    ...{ wrapping, database: '', ...versions, bytes: file.size },
    createdAt: plainDumpTime(basename(file.path), file.writtenAt),
  };
}

function summaryOf({ path, bytes, contents, wrapping }: ClosableArchive): DumpSummary {
  const { format, compression, createdAt, database, serverVersion, dumpVersion } = contents;
  return {
    path,
    format,
    archiveVersion: versionLabel(contents.version),
    compression,
    wrapping,
    createdAt: { from: createdAt, to: createdAt, source: 'header' },
    database,
    serverVersion,
    dumpVersion,
    bytes,
    ...frozenIn(contents),
  };
}

function frozenIn(contents: Entries): Pick<DumpSummary, 'frozen'> {
  const frozen = frozenThen(contents);
  return frozen.length === 0 ? {} : { frozen };
}
