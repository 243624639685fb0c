import type { CheckedTable } from '../../core/archive/dumpCheck';
import type { RecoveryError } from '../../core/errors';
import type { FrozenThen } from '../../core/freeze/frozenThen';
import type { DumpFiles } from '../ports/dumps';
import type { Work } from '../work';
import { failureOf } from './failureOf';
import { HashedReading } from './hashedReading';
import { bytesOf, closePlace } from './openDump';
import { wholeDump } from './wholeDump';

/** What reading every byte of a dump has shown. */
export interface DumpVerification {
  readonly path: string;
  readonly ok: boolean;
  /**
   * Of the file; of a directory, that of the lines that `sha256sum *` prints in it. Undefined where it
   * could not be read to its end, or is no dump that can be read.
   */
  readonly sha256: string | undefined;
  readonly bytes: number;
  readonly seconds: number;
  /** The tables that the dump holds data of; where it is bad, those that were found whole. */
  readonly tables: readonly CheckedTable[];
  /**
   * False where some data carry no checksum (no compression, or lz4 and zstd as pg_dump writes them):
   * changed bytes within a row may then go unseen.
   */
  readonly checksummed: boolean;
  /** Tables that were frozen when it was taken: of a plain dump, whose contents are known only once it was read. */
  readonly frozen?: readonly FrozenThen[] | undefined;
  /** Why it cannot be trusted; undefined when `ok`. */
  readonly error: RecoveryError | undefined;
}

/**
 * Reads every byte once: hashes the dump, decompresses all data and counts its rows. That the dump is bad
 * is a result; only an abort and failures that no dump explains are thrown.
 */
export async function verifyDump(
  files: DumpFiles,
  path: string,
  work: Work,
): Promise<DumpVerification> {
  const started = performance.now();
  const found: Findings = { tables: [], bytes: 0, checksummed: false, sha256: undefined };
  const error = await failureOf(() => verifyInto(found, files, path, work));
  return {
    path,
    ok: error === undefined,
    ...found,
    seconds: (performance.now() - started) / 1000,
    error,
  };
}

/** They are hashed before a thread has begun. */
const quickBytes = 32e6;

/** Filled while reading, so that what was found before the damage is kept. */
interface Findings {
  bytes: number;
  checksummed: boolean;
  sha256: string | undefined;
  frozen?: readonly FrozenThen[];
  readonly tables: CheckedTable[];
}

async function verifyInto(
  found: Findings,
  files: DumpFiles,
  path: string,
  work: Work,
): Promise<void> {
  const place = await files.open(path);
  try {
    found.bytes = bytesOf(place);
    const whole = await wholeDump(place, files, {
      onTable: (table) => found.tables.push(table),
      onUnchecked: () => (found.checksummed = false),
      onFrozen: (frozen) => {
        if (frozen.length > 0) {
          found.frozen = frozen;
        }
      },
    });
    found.checksummed = whole.isCompressed;
    // Decompressing has a thread of its own already, and this one the time to hash meanwhile.
    const isQuick = whole.isCompressed || found.bytes < quickBytes;
    const hash = files.sha256OfPieces(isQuick ? 'beside the work' : 'in a thread of its own');
    try {
      const reading = new HashedReading(hash, { ...work, total: found.bytes });
      const { sha256, damage } = await whole.read(reading);
      found.sha256 = sha256;
      if (damage) {
        throw damage;
      }
    } finally {
      await hash.close();
    }
  } finally {
    await closePlace(place);
  }
}
