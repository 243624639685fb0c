import type { NewHash } from '../../core/correction/planFile';
import { RecoveryError } from '../../core/errors';
import type { KnownRows } from '../../core/review/factColumns';
import { readFactIndex } from '../../core/review/factIndex';
import { rowsIndexFile } from '../compare/rowsIndex';
import type { OpenRows, ReviewIncident } from '../ports/reviewIncident';
import type { Work } from '../work';
import { type ReadComparison, readFacts } from './readFacts';

export interface FactSources {
  readonly incident: ReviewIncident;
  /** The compared rows, which stay open. */
  readonly file: OpenRows;
  readonly newHash: NewHash;
  readonly work: Work;
}

export interface OpenedFacts {
  readonly known: KnownRows;
  /** The lines themselves were read, and are as they were sealed. */
  readonly areLinesRead: boolean;
}

/**
 * What is known of the compared rows: from their index, or where that does not fit, from the rows.
 * @throws {RecoveryError} `incident-unreadable` where the rows were read, and are not as they were sealed.
 */
export async function openFacts(
  comparison: ReadComparison,
  sources: FactSources,
): Promise<OpenedFacts> {
  const known = await indexedFacts(comparison, sources);
  const { file } = sources;
  return known && fileBytes(known) === file.size
    ? { known, areLinesRead: false }
    : { known: await readFacts(file, comparison, sources), areLinesRead: true };
}

async function indexedFacts(
  { lines }: ReadComparison,
  { incident, newHash }: FactSources,
): Promise<KnownRows | undefined> {
  try {
    const index = await incident.openRows(rowsIndexFile);
    try {
      return readFactIndex(await index.read(0, index.size), lines, newHash);
    } finally {
      await index.close();
    }
  } catch (error) {
    // Incidents of before it was kept have none.
    if (error instanceof RecoveryError && error.code === 'incident-unreadable') {
      return undefined;
    }
    throw error;
  }
}

function fileBytes({ bytes }: KnownRows): number {
  let sum = 0;
  bytes.forEach((length) => {
    sum += length;
  });
  return sum;
}
