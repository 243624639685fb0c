import { randomBytes } from 'node:crypto';
import { structureDifferences } from '../../core/catalog/structure';
import type { Table } from '../../core/catalog/table';
import type { TableName } from '../../core/catalog/tableName';
import { type ColumnChoice, comparedTable } from '../../core/diff/comparedTable';
import type {
  ComparedTable,
  MatchedTable,
  RowCounts,
  StructureDifference,
} from '../../core/diff/comparison';
import { conflictNotices, type Conflicts } from '../../core/diff/found/conflicts';
import type { Differences, Overflow } from '../../core/diff/found/differences';
import { keyForms } from '../../core/diff/keys/keyForms';
import type { LocalHashing, RowHashing } from '../../core/diff/rowHashing';
import { checkScope, type Scope, wholeTable } from '../../core/diff/scope';
import { bothSides, type Sides } from './bothSides';
import { type ComparisonManner, usualManner } from './comparisonManner';
import { isShipped, isSpread, partitionsOf, spreadNotices } from './spreadTable';
import { findDifferences, isUnique, whyRowByRow } from './findDifferences';
import type { FoundDifferences } from './foundDifferences';
import { SideBySide } from './sideBySide';
import type { Partitions, Snapshot, SnapshotMark, TableReader } from '../ports/snapshot';
import type { Work } from '../work';

export interface CompareRequest extends ColumnChoice, Sides<Snapshot> {
  readonly table: TableName;
  /** What {@link findTables} found in these very snapshots, where that was asked before. */
  readonly tables?: Sides<Table>;
  /** The whole table where it is not given. */
  readonly scope?: Scope | undefined;
  /** How many sessions shall read side by side on either server; 1 where not said. */
  readonly connections?: number | undefined;
  /** Where differences go that are too many for memory; without it they stay there. */
  readonly overflow?: Overflow | undefined;
  /** {@link usualManner} where it is not given. */
  readonly manner?: ComparisonManner | undefined;
}

/** What is found of a table, as of two snapshots, whether it has a key or not. */
export interface TableComparison {
  readonly table: MatchedTable;
  readonly structure: readonly StructureDifference[];
  /** As the servers have read it. */
  readonly scope: Scope;
  readonly rows: RowCounts;
  readonly snapshot: Sides<SnapshotMark>;
  /** What the operator should know of how it was done: sentences. */
  readonly notices: readonly string[];
  readonly connections: Sides<number>;
  /** How long the servers had kept their snapshots when this was found. */
  readonly heldSeconds: Sides<number>;
  readonly bytesReceived: number;
  readonly seconds: number;
}

/**
 * Which rows differ; their cells are read later, by {@link readChanges}. Whoever compares closes the
 * differences.
 */
export interface Comparison extends TableComparison {
  readonly table: ComparedTable;
  readonly differences: Differences;
  readonly conflicts: Conflicts;
  readonly hashing: RowHashing;
  /**
   * In which no row can be another than when it was compared, so that its hash need not be read again;
   * undefined where rows lie on further servers, whose moments are their own.
   */
  readonly still: Sides<Snapshot> | undefined;
}

/**
 * Finds every row that is not the same on both sides.
 * @throws {RecoveryError} `table-not-found`, `ambiguous-table`, `row-security`, `no-key`,
 * `key-unsupported`, `server-version`, `usage`.
 */
export async function compareTable(request: CompareRequest, work: Work): Promise<Comparison> {
  const start = performance.now();
  const { backup, live, overflow, manner = usualManner } = request;
  const received = backup.bytesReceived + live.bytesReceived;
  const table = await tableToCompare(request, work.signal);
  const partitions = await partitionsOf(request, table, work.signal);
  const sessions = new SideBySide({ backup, live, partitions, wanted: request.connections ?? 1 });
  const { scope: asked = wholeTable } = request;
  const hashing = hashingOf(request, { table, partitions, manner });
  const { form } = hashing;
  const why = whyRowByRow({ table, scope: asked, isSpread: isSpread(partitions), form });
  if (why === undefined) {
    await sessions.openForPartitions(work.signal);
  }
  const readers = {
    backup: backup.read({ table, side: 'backup', hashing }),
    live: live.read({ table, side: 'live', hashing }),
  };
  const scope = await settledScope(asked, { table, readers }, work.signal);
  const found = await findDifferences(
    { table, readers, scope, overflow, manner, form, sessions, isSpread: isSpread(partitions) },
    work,
  );
  const { differences, conflicts } = found;
  return {
    table,
    structure: structureDifferences(table),
    scope,
    rows: countsOf(found),
    ...{ differences, conflicts },
    hashing,
    still: isSpread(partitions) ? undefined : { backup, live },
    snapshot: { backup: markOf(backup), live: markOf(live) },
    notices: [
      ...sessions.notices(table, why),
      ...spreadNotices(table, partitions),
      ...conflictNotices(conflicts),
    ],
    connections: { backup: backup.connections, live: live.connections },
    heldSeconds: { backup: backup.heldSeconds, live: live.heldSeconds },
    bytesReceived: backup.bytesReceived + live.bytesReceived - received,
    seconds: (performance.now() - start) / 1000,
  };
}

/**
 * Which schema a bare name means is for production to say.
 * @throws {RecoveryError} `table-not-found`, `ambiguous-table`, `row-security`, `lock-timeout`.
 */
export async function findTables(
  { backup, live, table, tables }: Pick<CompareRequest, 'backup' | 'live' | 'table' | 'tables'>,
  signal: AbortSignal,
): Promise<Sides<Table>> {
  if (tables) {
    return tables;
  }
  if (table.schema !== undefined) {
    const snapshots = { backup, live };
    return bothSides(signal, (side, either) => snapshots[side].findTable(table, either));
  }
  const found = await live.findTable(table, signal);
  return { backup: await backup.findTable(found.id, signal), live: found };
}

/** By the servers' own hash of records only where the two are seen to hash alike. */
export function localHashing({ backup, live }: Sides<Snapshot>): LocalHashing {
  const alike = backup.recordHash !== undefined && backup.recordHash === live.recordHash;
  return { form: alike ? 'extended' : 'sha256', salt: randomBytes(8).readBigInt64BE() };
}

export function markOf({ time, mark }: Snapshot): SnapshotMark {
  return { time, mark };
}

async function tableToCompare(
  request: CompareRequest,
  signal: AbortSignal,
): Promise<ComparedTable> {
  const { backup, live } = await findTables(request, signal);
  const table = comparedTable(backup, live, request);
  keyForms(table);
  return table;
}

/** Production's server reads it first: what it makes of a period's ends is what both sides take. */
async function settledScope(
  scope: Scope,
  { table, readers }: { readonly table: ComparedTable; readonly readers: Sides<TableReader> },
  signal: AbortSignal,
): Promise<Scope> {
  checkScope(scope, table.key.length);
  const settled = await readers.live.hashes.settleScope(scope, signal);
  await readers.backup.hashes.settleScope(settled, signal);
  return settled;
}

interface HashedSides {
  readonly table: ComparedTable;
  readonly partitions: Sides<Partitions>;
  readonly manner: ComparisonManner;
}

function hashingOf(
  sides: Sides<Snapshot>,
  { table, partitions, manner: { hash } }: HashedSides,
): RowHashing {
  const { form, salt } = localHashing(sides);
  const shared = isShipped(partitions) ? 'shipped' : isUnique(table) ? form : 'summed';
  return { form: hash ?? (form === 'extended' ? shared : form), salt };
}

function countsOf({ differences, conflicts, rows }: FoundDifferences): RowCounts {
  const missing = differences.countOf('missing');
  const changed = differences.countOf('changed');
  const extra = differences.countOf('extra');
  return {
    ...rows,
    identical: rows.backup - missing - changed - conflicts.rows.backup,
    ...{ missing, changed, extra },
    ...{ conflicts: conflicts.rows.backup, liveConflicts: conflicts.rows.live },
  };
}
