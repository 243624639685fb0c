import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { RecoveryError } from '../core/errors';
import { dumpFiles } from '../files/dumpFile';
import {
  type DumpContents,
  type DumpSummary,
  readDumpContents,
} from '../recovery/dumps/readContents';
import { type DumpVerification, verifyDump } from '../recovery/dumps/verifyDump';
import type { Work } from '../recovery/work';

/** A file of a folder of dumps. */
export interface ListedDump {
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
  /** What it says of itself, or why it cannot be read. */
  readonly contents: DumpSummary | RecoveryError;
}

/** What reading a table of contents finds wrong with a dump; another kind of file is no dump at all. */
const damage = new Set(['dump-unreadable', 'dump-version', 'dump-truncated', 'dump-damaged']);
/** Dumps that cannot be read yet are shown by their usual names. */
const dumpName = /\.(dump|backup|bak|dmp|pgdump|sql|tar)(\.(gz|lz4|zst|xz|bz2))?$/i;

/**
 * The dumps in a folder, newest first. Only their tables of contents are read.
 * @throws {RecoveryError} `dump-unreadable` where the folder cannot be listed.
 */
export async function dumpsIn(folder: string): Promise<readonly ListedDump[]> {
  const found: ListedDump[] = [];
  for (const file of await filesIn(folder)) {
    const dump = await listed(path.join(folder, file));
    if (dump) {
      found.push(dump);
    }
  }
  return found.sort((a, b) => compareTexts(timeOf(b), timeOf(a)));
}

/** Undefined for a file that is none, or is gone. */
export async function listed(file: string): Promise<ListedDump | undefined> {
  const status = await stat(file).catch(() => undefined);
  if (!status?.isFile()) {
    return undefined;
  }
  const facts = { path: file, bytes: status.size, modifiedAt: Math.floor(status.mtimeMs) };
  try {
    return { ...facts, contents: (await readDumpContents(dumpFiles, file)).dump };
  } catch (error) {
    if (!(error instanceof RecoveryError)) {
      throw error;
    }
    return damage.has(error.code) || dumpName.test(file)
      ? { ...facts, contents: error }
      : undefined;
  }
}

export function contentsOf(dump: string): Promise<DumpContents> {
  return readDumpContents(dumpFiles, dump);
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

async function filesIn(folder: string): Promise<readonly string[]> {
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
