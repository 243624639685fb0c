import { namesObjects, type Table, type TableId } from '../../core/catalog/table';
import type { TableDefinition } from '../../core/catalog/definition';
import type { TableName } from '../../core/catalog/tableName';
import type { ComparedTable } from '../../core/diff/comparison';
import type { Scope } from '../../core/diff/scope';
import type { RecoveryError } from '../../core/errors';
import { noSearchPath } from '../../core/sql/pinnedSettings';
import type { SnapshotKeeping } from '../../recovery/compare/examineChanges';
import { type ConnectionSettings, connectionLabel } from '../../recovery/connectionSettings';
import type { RelatedRows } from '../../recovery/ports/relatedRows';
import type {
  BucketReader,
  HashedMultiset,
  HashedTable,
  KeyedSide,
  MultisetReader,
  Partitions,
  Side,
  Snapshot,
  TableReader,
  ValueCounter,
} from '../../recovery/ports/snapshot';
import { cancellable } from '../connection/cancellable';
import { setLocal } from '../connection/setLocal';
import { readTable, resolveTable } from '../catalog';
import { readsByPages } from '../versions';
import { readDefinition } from '../tableDefinition';
import { KeyedRows } from './cells';
import type { CellLimits } from './cellsQuery';
import { EqualValues } from './equalValues';
import { type Leaf, leavesOf, serversOf } from './foreignPartitions';
import { furtherSessions } from './furtherSessions';
import { HashBuckets } from './hashBuckets';
import { OrderedHashes } from './keyHashStream';
import { KeyMatches } from './keyMatches';
import { IndexRanges } from './keyRanges';
import { KeepAlive } from './keepAlive';
import { LeafBuckets } from './leafBuckets';
import { CountedRows } from './multiset';
import { PagedBuckets, type ScanManner, usualScans } from './pagedBuckets';
import { SnapshotRelations } from './relatedRows';
import { canBeShipped } from './rowHash';
import { SharedRows } from './sharedRows';
import { ValueCounts } from './valueCounts';
import { Session } from '../connection/session';
import { SnapshotSessions } from './snapshotSessions';
import { beginReading, isoTime, type OpenedSnapshot, requireAllRows } from './snapshotOpening';

export interface ReadManner extends SnapshotKeeping {
  readonly cells?: CellLimits | undefined;
  readonly scans?: ScanManner | undefined;
  /** Seconds that the server lets a session say nothing, where not as usual. */
  readonly silence?: number | undefined;
}

/**
 * Opens a read-only snapshot of a database. Whoever opens it closes it, soon: it holds back vacuum.
 * @param keeping For how long, what of its cells may be held in memory, and how it is scanned, where not as usual.
 * @throws {RecoveryError} `cannot-connect`, `wrong-password`, `server-version`.
 */
export async function openSnapshot(
  settings: ConnectionSettings,
  signal: AbortSignal,
  keeping: ReadManner = {},
): Promise<Snapshot> {
  const session = await Session.connect(settings, signal);
  try {
    const opened = await cancellable(session, signal, () => beginReading(session, keeping));
    return new SessionSnapshot(session, opened, keeping);
  } catch (error) {
    await session.close();
    throw error;
  }
}

class SessionSnapshot implements Snapshot {
  private readonly sessions: SnapshotSessions;
  private readonly keepAlive: KeepAlive;
  private takenAt = performance.now();
  private isRead = false;
  private leaves: readonly Leaf[] = [];
  private namesObjects = false;

  constructor(
    private readonly session: Session,
    private opened: OpenedSnapshot,
    private readonly keeping: ReadManner,
  ) {
    this.sessions = new SnapshotSessions(session);
    this.keepAlive = new KeepAlive(
      () => this.sessions.each.map((tables) => tables.session),
      keeping.silence,
    );
  }

  get time(): string {
    return this.opened.time;
  }

  get mark(): string {
    return this.opened.mark;
  }

  get recordHash(): string | undefined {
    return this.opened.recordHash;
  }

  get heldSeconds(): number {
    return (performance.now() - this.takenAt) / 1000;
  }

  get server(): string {
    return connectionLabel(this.session.settings);
  }

  get connections(): number {
    return this.sessions.count;
  }

  get bytesReceived(): number {
    return this.sessions.bytesReceived;
  }

  async findTable(name: TableName, signal: AbortSignal): Promise<Table> {
    return cancellable(this.session, signal, async () => {
      const id = await resolveTable(this.session, name);
      await this.beginAnew(id);
      const table = await readTable(this.session, id);
      if (namesObjects(table.columns)) {
        this.namesObjects = true;
        await this.session.query(setLocal(noSearchPath));
      }
      return table;
    });
  }

  async defineTable(table: Table, signal: AbortSignal): Promise<TableDefinition> {
    return cancellable(this.session, signal, () => readDefinition(this.session, table));
  }

  async addConnections(wanted: number, signal: AbortSignal): Promise<string | undefined> {
    this.isRead = true;
    const { namesObjects } = this;
    const { longest, silence } = this.keeping;
    const { major } = this.opened;
    const { sessions, refusal } = await furtherSessions(this.session, wanted, {
      begin: (session, exported) =>
        beginReading(session, { exported, major, longest, silence, namesObjects }),
      signal,
    });
    this.sessions.add(sessions);
    return refusal && fewerSessions(this, wanted - sessions.length, refusal);
  }

  async partitionsOf(table: ComparedTable, side: Side, signal: AbortSignal): Promise<Partitions> {
    const { id, kind } = table[side];
    this.leaves =
      kind === 'partitioned'
        ? await cancellable(this.session, signal, () => leavesOf(this.session, id))
        : [];
    const foreign = this.leaves.filter(({ server }) => server !== undefined);
    const forbidden = this.leaves.filter(({ isReadable }) => !isReadable).length;
    const maybe = forbidden === 0 && this.recordHash !== undefined && canBeShipped(table);
    const hashed = { table, side, hashing: { form: 'shipped', salt: 0n } } as const;
    let shipped = 0;
    for (const leaf of maybe ? foreign : []) {
      const buckets = new HashBuckets(this.sessions.first, hashed, leaf);
      shipped += (await buckets.isHashedThere(signal)) ? 1 : 0;
    }
    const servers = serversOf(foreign);
    return { foreign: foreign.length, servers, shipped, forbidden, apart: this.areReadApart };
  }

  read(hashed: HashedTable): TableReader {
    this.isRead = true;
    return {
      rows: new KeyedRows(this.sessions.first, hashed, this.keeping.cells),
      hashes: new OrderedHashes(this.sessions.first, hashed),
      ranges: new IndexRanges(this.sessions, hashed),
      values: new EqualValues(this.session, hashed),
      buckets: this.bucketsOf(hashed),
      matches: new KeyMatches(this.sessions.first, hashed),
      shared: new SharedRows(this.sessions.first, hashed, this.keeping.cells),
    };
  }

  readWithoutKey(hashed: HashedMultiset): MultisetReader {
    this.isRead = true;
    return new CountedRows(this.sessions.first, hashed, this.keeping.cells);
  }

  related(table: Table): RelatedRows {
    this.isRead = true;
    return new SnapshotRelations(this.sessions.first, table);
  }

  counter(side: KeyedSide, scope: Scope): ValueCounter {
    this.isRead = true;
    return new ValueCounts(this.sessions.first, side, scope, this.mark);
  }

  async commitTimes(
    xids: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, string>> {
    if (!this.opened.keepsCommitTimes || xids.length === 0) {
      return new Map();
    }
    const rows = await cancellable(this.session, signal, () =>
      this.session.rows(commitTimesQuery, [xids]),
    );
    return new Map(rows.map(([xid, time]) => [xid ?? '', time ?? '']));
  }

  async close(): Promise<void> {
    this.keepAlive.end();
    await this.sessions.close();
  }

  private bucketsOf(hashed: HashedTable): BucketReader {
    const isSpread = serversOf(this.leaves) > 0;
    if (!isSpread && this.readsByPages) {
      return new PagedBuckets(this.sessions, hashed, this.scans);
    }
    return this.areReadApart && (isSpread || this.connections > 1)
      ? new LeafBuckets(this.sessions.each, hashed, this.leaves)
      : new HashBuckets(this.sessions.first, hashed);
  }

  private get areReadApart(): boolean {
    const isSpread = serversOf(this.leaves) > 0;
    const sharesWork = this.leaves.length > 1 && !this.readsByPages;
    return (isSpread || sharesWork) && this.leaves.every(({ isReadable }) => isReadable);
  }

  private get scans(): ScanManner {
    return this.keeping.scans ?? usualScans;
  }

  private get readsByPages(): boolean {
    return this.scans.byPages && readsByPages(this.opened.major);
  }

  /** Behind the table's lock, as long as no row of the earlier moment was seen. */
  private async beginAnew(table: TableId): Promise<void> {
    if (this.isRead) {
      await requireAllRows(this.session, table);
      return;
    }
    this.takenAt = performance.now();
    const { major } = this.opened;
    const { longest, silence } = this.keeping;
    this.opened = await beginReading(this.session, {
      ...{ table, major, longest, silence },
      isAnew: true,
    });
  }
}

function fewerSessions(
  { server, connections }: Snapshot,
  refused: number,
  { message }: RecoveryError,
): string {
  const reading = `was read over ${connections} of ${connections + refused} connections`;
  return `${server} ${reading}, because it gave no more: ${message}`;
}

/** Transactions from before the setting was on, or long ago, have no time. */
const commitTimesQuery = `
  select x, to_char(pg_xact_commit_timestamp(x::xid), ${isoTime})
    from unnest($1::text[]) x
   where pg_xact_commit_timestamp(x::xid) is not null`;
