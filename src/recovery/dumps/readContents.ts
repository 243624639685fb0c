import type { ArchiveContents } from '../../core/archive/contents';
import { DataBlocks } from '../../core/archive/dataBlocks';
import { readContents, versionLabel } from '../../core/archive/readContents';
import { type ArchiveTable, tablesIn } from '../../core/archive/tables';
import type { DumpFile, DumpFiles } from '../ports/dumps';

/** A dump whose contents are known and whose data can be read. Whoever opened it closes it. */
export interface OpenDump {
  readonly file: DumpFile;
  readonly contents: ArchiveContents;
  readonly blocks: DataBlocks;
  close(): Promise<void>;
}

/** What a dump says of itself. */
export interface DumpSummary {
  readonly path: string;
  readonly format: ArchiveContents['format'];
  readonly archiveVersion: string;
  readonly compression: ArchiveContents['compression'];
  readonly createdAt: DumpTime;
  readonly database: string;
  readonly serverVersion: string;
  readonly dumpVersion: string;
  readonly bytes: number;
}

/** When a dump was made: an interval, in the dump host's local time. */
export interface DumpTime {
  readonly from: string;
  readonly to: string;
  readonly source: 'header';
}

export interface DumpContents {
  readonly dump: DumpSummary;
  readonly tables: readonly ArchiveTable[];
  /** How many entries the table of contents has. */
  readonly entries: number;
}

/** @throws {RecoveryError} `dump-unreadable`, `dump-format`, `dump-version`, `dump-truncated`, `dump-damaged`. */
export async function openDump(files: DumpFiles, path: string): Promise<OpenDump> {
  const file = await files.open(path);
  try {
    const contents = await readContents(file);
    const blocks = new DataBlocks(file, contents, files.inflate);
    return { file, contents, blocks, close: () => file.close() };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Reads a dump's table of contents: nothing of it is executed, no process started. */
export async function readDumpContents(files: DumpFiles, path: string): Promise<DumpContents> {
  const dump = await openDump(files, path);
  try {
    return {
      dump: summaryOf(dump),
      tables: tablesIn(dump.contents),
      entries: dump.contents.entries.length,
    };
  } finally {
    await dump.close();
  }
}

export function summaryOf({ file, contents }: OpenDump): DumpSummary {
  const { format, compression, createdAt, database, serverVersion, dumpVersion } = contents;
  return {
    path: file.path,
    format,
    archiveVersion: versionLabel(contents.version),
    compression,
    createdAt: { from: createdAt, to: createdAt, source: 'header' },
    database,
    serverVersion,
    dumpVersion,
    bytes: file.size,
  };
}
