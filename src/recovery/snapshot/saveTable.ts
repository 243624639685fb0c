import { RecoveryError } from '../../core/errors';
import { sizeText } from '../../core/sizeText';
import type { NewFile, TableText } from '../ports/tableSnapshot';
import type { ProgressStep, Work } from '../work';

export interface SavedTable {
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
export async function saveTable(
  snapshot: TableText,
  file: NewFile,
  work: Work,
): Promise<SavedTable> {
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

async function copy(snapshot: TableText, file: NewFile, work: Work): Promise<number> {
  const { what, storedBytes } = snapshot;
  let [rows, done] = [0, 0];
  const tell = (): void => {
    work.progress({ ...phaseOf(what, storedBytes, done), done, unit: 'bytes', rows });
  };
  tell();
  for await (const piece of snapshot.text((more) => (rows += more), work.signal)) {
    await file.write(piece);
    done += piece.length;
    tell();
  }
  return rows;
}

function phaseOf(
  what: TableText['what'],
  storedBytes: number | undefined,
  done: number,
): Pick<ProgressStep, 'phase' | 'total' | 'estimated'> {
  const phase = `writing ${what} of the table`;
  if (storedBytes === undefined) {
    return { phase, total: undefined };
  }
  const most = Math.max(storedBytes, done);
  return { phase: `${phase} (about ${sizeText(most)})`, total: most, estimated: true };
}

/** Better told now than after hours. */
async function requireSpace({ what, storedBytes }: TableText, file: NewFile): Promise<void> {
  const free = await file.freeBytes();
  if (storedBytes !== undefined && free !== undefined && free < storedBytes) {
    throw new RecoveryError(
      'disk-full',
      `${what === 'a snapshot' ? 'A snapshot' : 'An export'} of the table takes about ${sizeText(storedBytes)}; ${sizeText(free)} are free at ${file.path}.`,
      { hint: 'Free space there, or write it to another disk.' },
    );
  }
}
