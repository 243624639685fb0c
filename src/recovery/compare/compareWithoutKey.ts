import { type Table, tableLabel } from '../../core/catalog/table';
import { structureDifferences } from '../../core/catalog/structure';
import { isKeyless, matchedTable } from '../../core/diff/comparedTable';
import type { MatchedTable } from '../../core/diff/comparison';
import type { Differences } from '../../core/diff/found/differences';
import type { KeyHashes } from '../../core/diff/keys/keyHashes';
import { multisetCounts, rowsIn } from '../../core/diff/found/multiset';
import type { LocalHashing } from '../../core/diff/rowHashing';
import { checkScope, type UnkeyedScope, wholeTable } from '../../core/diff/scope';
import { RecoveryError } from '../../core/errors';
import type { MultisetReader, Side, Snapshot } from '../ports/snapshot';
import type { Work } from '../work';
import { bothSides, type Sides } from './bothSides';
import {
  type CompareRequest,
  findTables,
  localHashing,
  markOf,
  type TableComparison,
} from './compareTable';
import { type FoundDifferences, foundBy } from './foundDifferences';
import { mergeSides } from './mergeSides';
import { ScanProgress } from './scanProgress';
import { aloneNotice } from './sideBySide';

/**
 * How many there are of each row, where nothing else tells rows apart; their cells are read later, by
 * {@link readMultiset}. Whoever compares closes the differences.
 */
export interface MultisetComparison extends TableComparison {
  /** As it was settled; the rows of either side are in it by themselves: without a key none has a partner. */
  readonly scope: UnkeyedScope;
  /** In place of a row's key its two hashes, in place of its hash how many copies a side has. */
  readonly differences: Differences;
  readonly hashings: readonly [LocalHashing, LocalHashing];
}

/**
 * The two tables where neither has a key and the operator names none, to be compared by
 * {@link compareWithoutKey}; undefined where `compareTable` can compare them.
 * @throws {RecoveryError} `table-not-found`, `ambiguous-table`, `row-security`, `usage`.
 */
export async function findKeyless(
  request: CompareRequest,
  signal: AbortSignal,
): Promise<MatchedTable | undefined> {
  const { backup, live } = await findTables(request, signal);
  const table = matchedTable(backup, live, request);
  return isKeyless(table, request) ? table : undefined;
}

/**
 * Compares the rows of two tables as multisets: with duplicates, and how many there are of each. It reads
 * over one session a side.
 * @param table As {@link findKeyless} found it in these snapshots.
 * @throws {RecoveryError} `no-key` for what needs a key, `server-version`, `usage`.
 */
export async function compareWithoutKey(
  table: MatchedTable,
  request: CompareRequest,
  work: Work,
): Promise<MultisetComparison> {
  const start = performance.now();
  const { backup, live, overflow, connections: wanted = 1 } = request;
  const received = backup.bytesReceived + live.bytesReceived;
  const asked = unkeyedScope(table, request);
  const hashings = [localHashing(request), localHashing(request)] as const;
  const readers = multisetReaders({ table, hashings }, request);
  const scope = await readers.live.settleScope(asked, work.signal);
  await readers.backup.settleScope(scope, work.signal);
  const { differences, rows } = await foundBy(overflow, (found) =>
    merge({ readers, scope, found }, work),
  );
  return {
    table,
    structure: structureDifferences(table),
    scope,
    rows: await multisetCounts(differences, rows),
    ...{ differences, hashings },
    snapshot: { backup: markOf(backup), live: markOf(live) },
    notices: wanted > 1 ? [aloneNotice(table, wanted, why)] : [],
    connections: { backup: 1, live: 1 },
    heldSeconds: { backup: backup.heldSeconds, live: live.heldSeconds },
    bytesReceived: backup.bytesReceived + live.bytesReceived - received,
    seconds: (performance.now() - start) / 1000,
  };
}

const why = 'its rows are counted, since it has no key';

export function multisetReaders(
  { table, hashings }: Pick<MultisetComparison, 'table' | 'hashings'>,
  { backup, live }: Sides<Snapshot>,
): Sides<MultisetReader> {
  return {
    backup: backup.readWithoutKey({ table, side: 'backup', hashings }),
    live: live.readWithoutKey({ table, side: 'live', hashings }),
  };
}

/** @throws {RecoveryError} `no-key` for what a table without a key cannot be asked. */
export function unkeyedScope(
  { live: { id } }: { readonly live: Pick<Table, 'id'> },
  { scope = wholeTable, identity }: Pick<CompareRequest, 'scope' | 'identity'>,
): UnkeyedScope {
  if (scope.rows === 'keys' || (identity ?? []).length > 0) {
    throw new RecoveryError(
      'no-key',
      `${tableLabel(id)} has no key common to both sides, by which a list of keys or identity columns could be used.`,
      { hint: 'Name the columns that tell its rows apart.', ways: ['choose-key'] },
    );
  }
  checkScope(scope, 0);
  return scope;
}

interface MergeRequest {
  readonly readers: Sides<MultisetReader>;
  readonly scope: UnkeyedScope;
  readonly found: Pick<FoundDifferences, 'differences' | 'conflicts'>;
}

/** How many rows either side has, copies and all. */
async function merge({ readers, scope, found }: MergeRequest, work: Work): Promise<Sides<number>> {
  const rows = { backup: 0, live: 0 };
  const estimates = await bothSides(work.signal, (side, signal) =>
    readers[side].estimatedRows(scope, signal),
  );
  const counting = new ScanProgress(
    work.progress,
    Math.max(estimates.backup, estimates.live),
    'counting equal rows on the servers',
  );
  let comesAlready = false;
  const onRows = (): void => {
    comesAlready = true;
    const done = Math.max(rows.backup, rows.live);
    work.progress({ phase: 'comparing', done, total: undefined, unit: 'rows' });
  };
  const read = async function* (side: Side, signal: AbortSignal): AsyncGenerator<KeyHashes> {
    const onPassed = (part: number): void => {
      if (!comesAlready) {
        counting.passed(side, part);
      }
    };
    for await (const batch of readers[side].counts(scope, { signal, onPassed })) {
      rows[side] += rowsIn(batch);
      yield batch;
    }
  };
  await mergeSides(read, { found, onRows }, work.signal);
  return rows;
}
