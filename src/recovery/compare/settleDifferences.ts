import type { Cell, Key } from '../../core/catalog/table';
import { keyIsProved } from '../../core/diff/comparedTable';
import type { ComparedTable, SideRows } from '../../core/diff/comparison';
import type { Conflicts } from '../../core/diff/found/conflicts';
import { type Difference, type Differences, differenceAt } from '../../core/diff/found/differences';
import type { Scope } from '../../core/diff/scope';
import type { KeyColumn } from '../../core/diff/keys/keyHashes';
import type { MergeResult } from '../../core/diff/found/mergeKeyHashes';
import { textColumn } from '../../core/diff/keys/textColumn';
import { type Sides, bothSides } from './bothSides';
import type { FoundDifferences } from './foundDifferences';
import { type Matches, isSameKey, outsideOf, rowsIn, sharedKey } from './sharedKey';
import type { KeyMatch, Side, TableReader } from '../ports/snapshot';

interface Settling {
  readonly table: ComparedTable;
  readonly readers: Sides<TableReader>;
  readonly scope: Scope;
  readonly settled: MergeResult;
  readonly signal: AbortSignal;
}

/**
 * Says of each difference what it is in the whole table, by the server's own equality: its partner may
 * lie outside of the scope or write the key differently, and so may another row of the same key.
 * @returns How many rows were compared, with those that lie outside.
 */
export async function settleDifferences(
  { differences, conflicts, rows }: FoundDifferences,
  settling: Settling,
): Promise<SideRows> {
  const compared = { ...rows };
  const reached = await settleConflicts(conflicts, settling);
  compared.backup += reached.backup;
  compared.live += reached.live;
  for await (const page of differences.inPages()) {
    const listed = Array.from(page.kinds.keys(), (row) => differenceAt(page, row));
    const matches = await bothSides(settling.signal, (side, signal) =>
      matchesOn(side, listed, settling, signal),
    );
    for (const [row, { key }] of listed.entries()) {
      const found = { backup: matches.backup[row] ?? [], live: matches.live[row] ?? [] };
      const outside = settle(settling.settled, { key, keys: page.keys, row }, found);
      compared.backup += outside.backup;
      compared.live += outside.live;
    }
  }
  return compared;
}

/**
 * Of rows in scope that share a key all others of it are looked at, too: only together are they the same
 * or not. A key with NULL in it leads to no other row.
 * @returns How many rows outside of the scope were compared.
 */
async function settleConflicts(
  conflicts: Conflicts,
  { readers, scope, settled, signal }: Settling,
): Promise<SideRows> {
  const compared = { backup: 0, live: 0 };
  const asked = [...conflicts].map(({ key }) => key).filter(isWithoutNull);
  if (scope.rows !== 'matching' || asked.length === 0) {
    settled.conflicts.addAll(conflicts);
    return compared;
  }
  const matches = await bothSides(signal, (side, either) =>
    readers[side].matches.matchesOf(asked, scope, either),
  );
  const found = asked.map((key, index) => {
    const of = { backup: matches.backup[index] ?? [], live: matches.live[index] ?? [] };
    return sharedKey(key, of);
  });
  const answers = found.values();
  const kept = [...conflicts].flatMap((conflict) => {
    const shared = isWithoutNull(conflict.key) ? answers.next().value : undefined;
    compared.backup += shared?.outside.backup ?? 0;
    compared.live += shared?.outside.live ?? 0;
    return shared?.areSame === true ? [] : [{ ...conflict, rows: shared?.rows ?? conflict.rows }];
  });
  settled.conflicts.addAll(conflicts.withKept(kept));
  return compared;
}

function isWithoutNull(key: readonly Cell[]): key is Key {
  return !key.includes(null);
}

/** A row that was read and whose key is its alone need not be looked up on its own side. */
async function matchesOn(
  side: Side,
  differences: readonly Difference[],
  { table, readers, scope }: Settling,
  signal: AbortSignal,
): Promise<readonly Matches[]> {
  const isProved = keyIsProved(table[side]);
  const known = differences.map((one) => (isProved ? ownMatch(side, one) : undefined));
  const asked = differences.filter((_, index) => !known[index]);
  const keys = asked.map(({ key }) => key);
  const answers = (await readers[side].matches.matchesOf(keys, scope, signal)).values();
  return known.map((own) => (own ? [own] : (answers.next().value ?? [])));
}

function ownMatch(
  side: Side,
  { kind, key, backupHash, liveHash }: Difference,
): KeyMatch | undefined {
  const hash = side === 'backup' ? backupHash : liveHash;
  const isThere = kind !== (side === 'backup' ? 'extra' : 'missing');
  return isThere ? { key, hash, rows: 1, inScope: 1 } : undefined;
}

interface DifferingKey {
  readonly key: Key;
  readonly keys: readonly KeyColumn[];
  readonly row: number;
}

/** Adds what the difference is, and gives how many rows outside of the scope belong to it. */
function settle(
  { differences, conflicts }: MergeResult,
  difference: DifferingKey,
  { backup, live }: Sides<Matches>,
): SideRows {
  const { key } = difference;
  if (rowsIn(backup) > 1 || rowsIn(live) > 1) {
    const { rows, outside, areSame } = sharedKey(key, { backup, live });
    if (!areSame) {
      conflicts.add(key, rows);
    }
    return outside;
  }
  addPair(differences, difference, { backup: backup[0], live: live[0] });
  return outsideOf({ backup, live });
}

function addPair(
  differences: Differences,
  difference: DifferingKey,
  { backup, live }: Sides<KeyMatch | undefined>,
): void {
  const hashes = { backup: backup?.hash ?? 0n, live: live?.hash ?? 0n };
  if (!live) {
    differences.add('missing', difference, hashes);
  } else if (!backup) {
    differences.add('extra', difference, hashes);
  } else if (backup.hash !== live.hash && !standsForItself(backup, difference)) {
    differences.add('changed', writtenIn(live, difference), hashes);
  }
}

/** A row of the backup in scope that writes the key otherwise is a difference of its own, with its partner. */
function standsForItself(backup: KeyMatch, { key }: DifferingKey): boolean {
  return backup.inScope === 1 && !isSameKey(backup.key, key);
}

/** The key as production writes it: corrections are looked up there. */
function writtenIn(
  live: KeyMatch,
  { key, keys, row }: DifferingKey,
): Pick<DifferingKey, 'keys' | 'row'> {
  if (isSameKey(live.key, key)) {
    return { keys, row };
  }
  const columns = live.key.map((text, index) =>
    keys[index] instanceof BigInt64Array ? BigInt64Array.of(BigInt(text)) : textColumn([text]),
  );
  return { keys: columns, row: 0 };
}
