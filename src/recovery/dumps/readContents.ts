import type { ArchiveContents } from '../../core/archive/contents';
import type { Wrapping } from '../../core/archive/openArchive';
import { versionLabel } from '../../core/archive/readContents';
import { type ArchiveTable, tablesIn } from '../../core/archive/tables';
import type { DumpFiles } from '../ports/dumps';
import { type ClosableDump, openDump } from './openDump';

/** What a dump says of itself. */
export interface DumpSummary {
  readonly path: string;
  readonly format: ArchiveContents['format'];
  readonly archiveVersion: string;
  readonly compression: ArchiveContents['compression'];
  /** What the whole file was compressed with once pg_dump had written it. */
  readonly wrapping: Wrapping;
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

function summaryOf({ path, bytes, contents, wrapping }: ClosableDump): DumpSummary {
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
  };
}
