import { readFile, writeFile } from 'node:fs/promises';
import type { SampleRequest } from './appointments';

/** What the sample knows of its own damage; only tests read it. */
export interface SampleRecord {
  readonly request: SampleRequest;
  readonly table: string;
  /** File names. */
  readonly dumps: readonly string[];
  readonly damages: {
    readonly periodDeleted: Damage;
    readonly massUpdate: Damage;
    readonly idsReused: Damage;
  };
  /** After the good dump: none of it may be undone. */
  readonly legitimate: LifeRecord;
  /** Between the first dump and the good one. */
  readonly beforeBackup: LifeRecord;
}

export interface Damage {
  /** Of the one transaction that did it, as `xmin` shows it. */
  readonly xid: string;
  readonly ids: readonly number[];
}

/** Which appointments people touched, by what they did; none is in two lists. */
export interface LifeRecord {
  readonly created: readonly number[];
  readonly cancelled: readonly number[];
  readonly statusChanged: readonly number[];
  readonly commented: readonly number[];
  readonly moved: readonly number[];
}

export const recordName = '.record.json';

export async function writeRecord(file: string, record: SampleRecord): Promise<void> {
  await writeFile(file, `${JSON.stringify(record)}\n`, { mode: 0o600 });
}

/** Undefined where there is none. */
export async function readRecord(file: string): Promise<SampleRecord | undefined> {
  try {
    // Written by writeRecord.
    return JSON.parse(await readFile(file, 'utf8')) as SampleRecord;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}
