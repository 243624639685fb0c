import type { Key } from '../../core/catalog/table';
import type { DifferencePage } from '../../core/diff/differencePage';
import { type Differences, type Overflow, differenceAt, kindAt } from '../../core/diff/differences';
import { keyAt } from '../../core/diff/keyHashes';
import type { SideRows } from '../../core/diff/mergeKeyHashes';
import type { DifferenceKind } from '../../core/diff/rowChange';
import type { Scope } from '../../core/diff/scope';
import { type Sides, bothSides } from './bothSides';
import { type FoundDifferences, foundBy } from './foundDifferences';
import { mergeSides } from './mergeSides';
import type { TableReader } from '../ports/snapshot';
import type { Work } from '../work';

export interface OrderedRequest {
  readonly readers: Sides<TableReader>;
  /** As both sides have settled it. */
  readonly scope: Scope;
  readonly overflow: Overflow | undefined;
}

/** Compares by reading the key and hash of every row of both sides, in key order. */
export async function compareInKeyOrder(
  request: OrderedRequest,
  work: Work,
): Promise<FoundDifferences> {
  const { readers, scope, overflow } = request;
  if (scope.rows !== 'matching') {
    return foundBy(overflow, (differences) => merge(request, differences, work));
  }
  const inScope = await foundBy(overflow, (differences) => merge(request, differences, work));
  try {
    return await foundBy(overflow, (settled) =>
      addWithPartners(inScope, { readers, settled, signal: work.signal }),
    );
  } finally {
    inScope.differences.close();
  }
}

async function merge(
  { readers, scope }: OrderedRequest,
  differences: Differences,
  work: Work,
): Promise<SideRows> {
  const onRows = ({ backup, live }: SideRows): void => {
    const done = Math.max(backup, live);
    work.progress({ phase: 'comparing', done, total: undefined, unit: 'rows' });
  };
  return mergeSides(
    (side, signal) => readers[side].hashes.inKeyOrder(scope, signal),
    { differences, onRows },
    work.signal,
  );
}

/**
 * A row that satisfies the condition on one side only has its partner outside of what was read: it is
 * looked up by key before the row is called missing or extra.
 */
async function addWithPartners(
  { differences, rows }: FoundDifferences,
  {
    readers,
    settled,
    signal,
  }: {
    readonly readers: Sides<TableReader>;
    readonly settled: Differences;
    readonly signal: AbortSignal;
  },
): Promise<SideRows> {
  const partners = { backup: 0, live: 0 };
  for await (const page of differences.inPages()) {
    const found = await bothSides(signal, (side, either) =>
      partnerHashes(readers[side], keysAlone(page, side === 'live' ? 'missing' : 'extra'), either),
    );
    for (let row = 0; row < page.kinds.length; row++) {
      const backup = found.backup.get(row);
      const live = found.live.get(row);
      partners.backup += backup === undefined ? 0 : 1;
      partners.live += live === undefined ? 0 : 1;
      addSettled(settled, { page, row, backup, live });
    }
  }
  return { backup: rows.backup + partners.backup, live: rows.live + partners.live };
}

/** Of the rows that only one side has in scope: their keys, by row. */
function keysAlone(page: DifferencePage, kind: DifferenceKind): ReadonlyMap<number, Key> {
  const rows = [...page.kinds.keys()].filter((row) => kindAt(page, row) === kind);
  return new Map(rows.map((row) => [row, keyAt(page.keys, row)]));
}

async function partnerHashes(
  reader: TableReader,
  keys: ReadonlyMap<number, Key>,
  signal: AbortSignal,
): Promise<ReadonlyMap<number, bigint | undefined>> {
  if (keys.size === 0) {
    return new Map();
  }
  const hashes = await reader.rows.hashesOf([...keys.values()], signal);
  return new Map([...keys.keys()].map((row, index) => [row, hashes[index]]));
}

function addSettled(
  settled: Differences,
  {
    page,
    row,
    backup,
    live,
  }: {
    readonly page: DifferencePage;
    readonly row: number;
    readonly backup: bigint | undefined;
    readonly live: bigint | undefined;
  },
): void {
  const { kind, backupHash, liveHash } = differenceAt(page, row);
  const partner = backup ?? live;
  const from = { keys: page.keys, row };
  if (kind === 'changed' || partner === undefined) {
    settled.add(kind, from, { backup: backupHash, live: liveHash });
  } else if (partner !== (kind === 'missing' ? backupHash : liveHash)) {
    settled.add('changed', from, { backup: backup ?? backupHash, live: live ?? liveHash });
  }
}
