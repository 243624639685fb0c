import { keyIsProved } from '../../core/diff/comparedTable';
import type { ComparedTable } from '../../core/diff/comparison';
import type { DifferencePage } from '../../core/diff/differencePage';
import { type Difference, differenceAt } from '../../core/diff/differences';
import type { Scope } from '../../core/diff/scope';
import type { MergeResult, SideRows } from '../../core/diff/mergeKeyHashes';
import { type Sides, bothSides } from './bothSides';
import type { FoundDifferences } from './foundDifferences';
import type { KeyMatch, Side, TableReader } from '../ports/snapshot';

interface Settling {
  readonly table: ComparedTable;
  readonly readers: Sides<TableReader>;
  readonly scope: Scope;
  readonly settled: MergeResult;
  readonly signal: AbortSignal;
}

/**
 * Says of each difference between rows that a condition selected what it is in the whole table: its
 * partner may lie outside of the condition, and so may another row of the same key.
 * @returns How many rows were compared, with those that lie outside.
 */
export async function settleDifferences(
  { differences, conflicts, rows }: FoundDifferences,
  settling: Settling,
): Promise<SideRows> {
  settling.settled.conflicts.addAll(conflicts);
  const compared = { ...rows };
  for await (const page of differences.inPages()) {
    const listed = Array.from(page.kinds.keys(), (row) => differenceAt(page, row));
    const matches = await bothSides(settling.signal, (side, signal) =>
      matchesOn(side, listed, settling, signal),
    );
    for (const [row, { key }] of listed.entries()) {
      const found = { backup: matches.backup[row] ?? [], live: matches.live[row] ?? [] };
      compared.backup += outsideOf(found.backup);
      compared.live += outsideOf(found.live);
      settle(settling.settled, { key, page, row }, found);
    }
  }
  return compared;
}

type Matches = readonly KeyMatch[];

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

function settle(
  { differences, conflicts }: MergeResult,
  {
    key,
    page,
    row,
  }: Pick<Difference, 'key'> & { readonly page: DifferencePage; readonly row: number },
  { backup, live }: Sides<Matches>,
): void {
  const rows = { backup: rowsIn(backup), live: rowsIn(live) };
  if (rows.backup > 1 || rows.live > 1) {
    conflicts.add(key, rows);
    return;
  }
  const [ofBackup, ofLive] = [backup[0]?.hash, live[0]?.hash];
  if (ofBackup !== ofLive) {
    const kind = ofLive === undefined ? 'missing' : ofBackup === undefined ? 'extra' : 'changed';
    const hashes = { backup: ofBackup ?? 0n, live: ofLive ?? 0n };
    differences.add(kind, { keys: page.keys, row }, hashes);
  }
}

function rowsIn(matches: Matches): number {
  return matches.reduce((sum, { rows }) => sum + rows, 0);
}

function outsideOf(matches: Matches): number {
  return matches.reduce((sum, { rows, inScope }) => sum + rows - inScope, 0);
}
