import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { contentsPart } from '../core/archive/archiveParts';
import type { TableId } from '../core/catalog/table';
import { RecoveryError } from '../core/errors';
import { dumpFiles } from '../files/dumpFile';
import { dumpColumns, dumpKeys } from '../recovery/dumps/dumpColumns';
import type { DumpStamp } from '../recovery/dumps/keptVerification';
import {
  type ContentsReading,
  type DumpContents,
  type DumpSummary,
  readDumpContents,
  readDumpSummary,
} from '../recovery/dumps/readContents';
import { type DumpVerification, verifyDump } from '../recovery/dumps/verifyDump';
import type { Work } from '../recovery/work';

/** A dump in a folder of dumps: a file, or a folder of its own, which is as old as the last of its files. */
export interface ListedDump extends DumpStamp {
  /** What it says of itself, or why it cannot be read. */
  readonly contents: DumpSummary | RecoveryError;
}

/** What reading a table of contents finds wrong with a dump; another kind of file is no dump at all. */
const damage = new Set(['dump-unreadable', 'dump-version', 'dump-truncated', 'dump-damaged']);
/** Dumps that cannot be read yet are shown by their usual names. */
const dumpName = /\.(dump|backup|bak|dmp|pgdump|sql|tar)(\.(gz|lz4|zst|xz|bz2))?$/i;

/**
 * The dumps in a folder, newest first, or the one that the folder is. Only their tables of contents are read.
 * @throws {RecoveryError} `dump-unreadable` where the folder cannot be listed.
 */
export async function dumpsIn(folder: string): Promise<readonly ListedDump[]> {
  const found: ListedDump[] = [];
  const names = await namesIn(folder);
  const paths = names.includes(contentsPart)
    ? [folder]
    : names.map((name) => path.join(folder, name));
  for (const file of paths) {
    const dump = await listed(file);
    if (dump) {
      found.push(dump);
    }
  }
  return found.sort((a, b) => compareTexts(timeOf(b), timeOf(a)));
}

/** What a dump calls the columns of a table, where that is known without reading its rows. */
export function columnsInDump(
  dump: string,
  table: TableId,
): Promise<readonly string[] | undefined> {
  return dumpColumns(dumpFiles, dump, table);
}

/** The columns of each key that a dump gives a table, where that is known without reading its rows. */
export function keysInDump(
  dump: string,
  table: TableId,
): Promise<readonly (readonly string[])[] | undefined> {
  return dumpKeys(dumpFiles, dump, table);
}

/** Undefined for what is none, or is gone. */
export async function listed(file: string): Promise<ListedDump | undefined> {
  const written = await lastWritten(file);
  if (!written) {
    return undefined;
  }
  const facts = { path: file, ...written };
  try {
    return { ...facts, contents: await readDumpSummary(dumpFiles, file) };
  } catch (error) {
    if (!(error instanceof RecoveryError)) {
      throw error;
    }
    return damage.has(error.code) || dumpName.test(file)
      ? { ...facts, contents: error }
      : undefined;
  }
}

type Written = Pick<ListedDump, 'bytes' | 'modifiedAt'>;

/** Of a file, or of a folder's files together; undefined for anything else. */
async function lastWritten(file: string): Promise<Written | undefined> {
  const status = await stat(file).catch(() => undefined);
  if (status?.isFile()) {
    return { bytes: status.size, modifiedAt: Math.floor(status.mtimeMs) };
  }
  if (!status?.isDirectory()) {
    return undefined;
  }
  const names = await readdir(file).catch(() => []);
  const inside = await Promise.all(
    names.map((name) => stat(path.join(file, name)).catch(() => undefined)),
  );
  const files = inside.flatMap((one) => (one?.isFile() ? [one] : []));
  return {
    bytes: files.reduce((sum, { size }) => sum + size, 0),
    modifiedAt: Math.floor(Math.max(status.mtimeMs, ...files.map(({ mtimeMs }) => mtimeMs))),
  };
}

export function contentsOf(dump: string, reading?: ContentsReading): Promise<DumpContents> {
  return readDumpContents(dumpFiles, dump, reading);
}

export function verify(dump: string, work: Work): Promise<DumpVerification> {
  return verifyDump(dumpFiles, dump, work);
}

/** When the dump was begun, or the file written. */
export function timeOf({ contents, modifiedAt }: ListedDump): string {
  return contents instanceof RecoveryError
    ? localTimeOf(new Date(modifiedAt))
    : contents.createdAt.from;
}

function localTimeOf(date: Date): string {
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19);
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    throw new RecoveryError(
      'dump-unreadable',
      `${folder} cannot be listed: ${code ?? 'unknown reason'}.`,
      { hint: 'Is the disk there, and may you read the folder?', cause },
    );
  }
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
