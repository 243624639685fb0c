import type { Key } from '../../core/catalog/table';
import { type Difference, Differences } from '../../core/diff/differences';
import { mergeKeyHashStreams } from '../../core/diff/mergeKeyHashes';
import { type Sides, bothSides } from './bothSides';
import type { FoundDifferences } from './compareByRanges';
import type { TableReader } from '../ports/snapshot';
import type { Work } from '../work';

const keysPerLookUp = 5000;

/**
 * Compares by reading the key and hash of every row of both sides, in key order.
 * @param where Only rows that satisfy this on either side.
 */
export async function compareInKeyOrder(
  readers: Sides<TableReader>,
  where: string | undefined,
  work: Work,
): Promise<FoundDifferences> {
  if (where !== undefined) {
    await bothSides(work.signal, (side, signal) =>
      readers[side].hashes.checkCondition(where, signal),
    );
  }
  const stop = new AbortController();
  const signal = AbortSignal.any([work.signal, stop.signal]);
  const found = new Differences();
  try {
    const rows = await mergeKeyHashStreams(
      {
        backup: readers.backup.hashes.inKeyOrder(where, signal),
        live: readers.live.hashes.inKeyOrder(where, signal),
      },
      found,
      ({ backup, live }) => {
        const done = Math.max(backup, live);
        work.progress({ phase: 'comparing', done, total: undefined, unit: 'rows' });
      },
    );
    return where === undefined
      ? { differences: found, rows }
      : await withPartners({ differences: found, rows }, readers, work.signal);
  } catch (error) {
    // Where one side fails, the other must not go on sending.
    stop.abort(error);
    throw error;
  }
}

/**
 * A row that satisfies the condition on one side only has its partner outside of what was read: it is
 * looked up by key before the row is called missing or extra.
 */
async function withPartners(
  { differences, rows }: FoundDifferences,
  readers: Sides<TableReader>,
  signal: AbortSignal,
): Promise<FoundDifferences> {
  const settled = new Differences();
  const partners = { backup: 0, live: 0 };
  for (let start = 0; start < differences.length; start += keysPerLookUp) {
    const page = pageOf(differences, start);
    const found = await bothSides(signal, (side, either) => {
      const alone = page.filter(({ kind }) => kind === (side === 'live' ? 'missing' : 'extra'));
      return partnerHashes(readers[side], alone, either);
    });
    for (const [index, difference] of page.entries()) {
      const backup = found.backup.get(difference.key) ?? undefined;
      const live = found.live.get(difference.key) ?? undefined;
      partners.backup += backup === undefined ? 0 : 1;
      partners.live += live === undefined ? 0 : 1;
      addSettled(settled, { differences, row: start + index, backup, live });
    }
  }
  return {
    differences: settled,
    rows: { backup: rows.backup + partners.backup, live: rows.live + partners.live },
  };
}

async function partnerHashes(
  reader: TableReader,
  differences: readonly Difference[],
  signal: AbortSignal,
): Promise<ReadonlyMap<Key, bigint | undefined>> {
  if (differences.length === 0) {
    return new Map();
  }
  const keys = differences.map(({ key }) => key);
  const hashes = await reader.rows.hashesOf(keys, signal);
  return new Map(keys.map((key, index) => [key, hashes[index]]));
}

function addSettled(
  settled: Differences,
  {
    differences,
    row,
    backup,
    live,
  }: {
    readonly differences: Differences;
    readonly row: number;
    readonly backup: bigint | undefined;
    readonly live: bigint | undefined;
  },
): void {
  const { kind, backupHash, liveHash } = differences.at(row);
  const partner = backup ?? live;
  const from = { keys: differences.keyColumns, row };
  if (kind === 'changed' || partner === undefined) {
    settled.add(kind, from, { backup: backupHash, live: liveHash });
  } else if (partner !== (kind === 'missing' ? backupHash : liveHash)) {
    settled.add('changed', from, { backup: backup ?? backupHash, live: live ?? liveHash });
  }
}

function pageOf(differences: Differences, start: number): readonly Difference[] {
  const end = Math.min(differences.length, start + keysPerLookUp);
  return Array.from({ length: end - start }, (_, index) => differences.at(start + index));
}
