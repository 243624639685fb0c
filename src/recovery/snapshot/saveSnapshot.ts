import { RecoveryError } from '../../core/errors';
import { sizeText } from '../../core/sizeText';
import type { NewFile, TableSnapshot } from '../ports/tableSnapshot';
import type { Work } from '../work';

export interface SavedSnapshot {
  readonly path: string;
  readonly bytes: number;
  readonly rows: number;
  readonly sha256: string;
  /** As of when: ISO 8601, UTC. */
  readonly time: string;
  readonly notices: readonly string[];
}

/**
 * Writes a table as it is read into a file, in constant memory. Closes the one and ends the other whatever
 * happens: a file that is cut off has no name.
 * @throws {RecoveryError} `disk-full`, also where it can be told before; those of reading.
 */
export async function saveSnapshot(
  snapshot: TableSnapshot,
  file: NewFile,
  work: Work,
): Promise<SavedSnapshot> {
  try {
    await requireSpace(snapshot, file);
    const rows = await copy(snapshot, file, work);
    const { time, notices } = snapshot;
    return { path: file.path, rows, time, notices, ...(await file.finish()) };
  } finally {
    await file.discard();
    await snapshot.close();
  }
}

async function copy(snapshot: TableSnapshot, file: NewFile, work: Work): Promise<number> {
  const total = snapshot.storedBytes;
  let [rows, done] = [0, 0];
  const tell = (): void => {
    const most = Math.max(total, done);
    const phase = `writing a snapshot of the table (about ${sizeText(most)})`;
    work.progress({ phase, done, total: most, estimated: true, unit: 'bytes', rows });
  };
  tell();
  for await (const piece of snapshot.text((more) => (rows += more), work.signal)) {
    await file.write(piece);
    done += piece.length;
    tell();
  }
  return rows;
}

/** Better told now than after hours. */
async function requireSpace({ storedBytes }: TableSnapshot, file: NewFile): Promise<void> {
  const free = await file.freeBytes();
  if (free !== undefined && free < storedBytes) {
    throw new RecoveryError(
      'disk-full',
      `A snapshot of the table takes about ${sizeText(storedBytes)}; ${sizeText(free)} are free at ${file.path}.`,
      { hint: 'Free space there, or write it to another disk.' },
    );
  }
}
