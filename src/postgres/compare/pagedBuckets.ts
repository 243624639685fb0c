import { bucketsTogether } from '../../core/diff/found/bucketsTogether';
import type { BucketSet, BucketSummaries } from '../../core/diff/keys/keyBuckets';
import type { KeyHashes } from '../../core/diff/keys/keyHashes';
import { inKeyOrder } from '../../core/diff/keys/keyOrder';
import { quoteIdentifier, quoteTable } from '../../core/sql/quote';
import type { BucketReader, HashedTable, Scan, TableSample } from '../../recovery/ports/snapshot';
import { eachOf } from '../../recovery/together';
import { watchedBytes, watchedKeyHashes } from './copyBinary';
import {
  HashBuckets,
  hashedRows,
  inBuckets,
  packedSummaries,
  unpackedSummaries,
} from './hashBuckets';
import {
  type HeapTable,
  heapTablesOf,
  type PageRange,
  pageRanges,
  pagesIn,
  shareOutPages,
} from './heapPages';
import { keyHashesInOrder, orderedKeyHashes } from './keyHashStream';
import type { SnapshotSessions } from './snapshotSessions';
import { noticeFor } from './toldRows';

/** In how many steps a scan tells how far it is: each is a part of the statement. */
const steps = { most: 40, least: 8 };
/** About how long a statement may be. */
const mostCharacters = 256 * 1024;
/** So many parts a statement has at most: each takes the planner about a millisecond. */
const mostParts = 512;
/** How a table is scanned for buckets, where not as usual: what is found is the same. */
export interface ScanManner {
  /** Whether it is read by its pages where the server can. */
  readonly byPages: boolean;
  /** So many rows with their keys may be held in memory. */
  readonly mostHeldRows: number;
}

export const usualScans: ScanManner = { byPages: true, mostHeldRows: 100_000 };

/** The pages that one statement reads. */
type Share = readonly PageRange[];

/**
 * Reads a table by the pages where its rows lie: each session its share, in one statement that puts the
 * rows of many ranges of pages together, and tells by a notice when it begins one. The server may read
 * several of them at once by processes of its own. Statements of their own for each range would tell as
 * much, but each would send all buckets anew; only where there are very many partitions a session takes
 * several statements, one after the other.
 */
export class PagedBuckets implements BucketReader {
  private readonly whole: HashBuckets;
  /** Known once the table was sampled; none where it cannot be read by its pages. */
  private tables: readonly HeapTable[] = [];
  private rows = 0;

  constructor(
    private readonly sessions: SnapshotSessions,
    private readonly hashed: HashedTable,
    private readonly manner: ScanManner,
  ) {
    this.whole = new HashBuckets(sessions.first, hashed);
  }

  get sharesScans(): boolean {
    return this.tables.length > 0;
  }

  async sample(signal: AbortSignal): Promise<TableSample> {
    const { table, side } = this.hashed;
    const found = await this.sessions.run('any', signal, (session) =>
      heapTablesOf(session, table[side].id),
    );
    this.tables = found ?? [];
    const sample = await this.whole.sample(signal);
    this.rows = sample.rows;
    return sample;
  }

  async summaries(
    bits: number,
    within: BucketSet | undefined,
    scan: Scan,
  ): Promise<BucketSummaries> {
    if (!this.isBetterByPages) {
      return this.whole.summaries(bits, within, scan);
    }
    const partOf = (range: PageRange): string =>
      hashedRows(this.hashed, bits, this.rowsOf(range, within));
    const passed = new PassedPages(pagesIn(this.tables), scan);
    const summaries = await eachOf(
      this.sharesOf(partOf),
      { atOnce: this.sessions.count, signal: scan.signal },
      (share, either) => {
        const from = `(${share.map(partOf).join(' union all ')}) r group by 1`;
        const query = packedSummaries(this.hashed, { bucket: 'r.b', hash: 'r.h', from });
        return this.sessions.run('pages', either, async (session) =>
          unpackedSummaries(bits, await watchedBytes(session, query, passed.of(share))),
        );
      },
    );
    return bucketsTogether(summaries, this.hashed.hashing.form, bits);
  }

  keyHashes(within: BucketSet, scan: Scan): AsyncIterable<KeyHashes> {
    const expected = (this.rows * within.numbers.length) / 2 ** within.bits;
    const areHeld = expected <= this.manner.mostHeldRows;
    if (!this.isBetterByPages || (!areHeld && this.sessions.count === 1)) {
      return this.whole.keyHashes(within, scan);
    }
    const { table, side } = this.hashed;
    // By name: what inherits from a table may have its columns in another order, and others.
    const columns = table[side].columns.map(({ name }) => `t.${quoteIdentifier(name)}`).join(', ');
    const partOf = (range: PageRange): string =>
      `select ${columns} from ${this.rowsOf(range, within)}`;
    const passed = areHeld ? new PassedPages(pagesIn(this.tables), scan) : undefined;
    const shares = this.sharesOf(partOf);
    if (!areHeld && shares.length > this.sessions.count) {
      // A session that sends rows has no second statement before all are taken.
      return this.whole.keyHashes(within, scan);
    }
    return inKeyOrder(
      shares.flatMap((share, index) => {
        const from = `(${share.map(partOf).join(' union all ')}) t`;
        if (passed) {
          return [this.heldKeyHashes(from, passed.of(share), scan.signal)];
        }
        const tables = this.sessions.each[index];
        const rows = { from, mode: 'pages' } as const;
        return tables ? [keyHashesInOrder(tables, this.hashed, rows, scan.signal)] : [];
      }),
    );
  }

  /** All at once, so that the session is free again. */
  private async *heldKeyHashes(
    from: string,
    onNotice: () => void,
    signal: AbortSignal,
  ): AsyncGenerator<KeyHashes> {
    yield await this.sessions.run('pages', signal, (session) =>
      watchedKeyHashes(session, orderedKeyHashes(session, this.hashed, from), onNotice),
    );
  }

  /**
   * Reading by pages leaves all of them in the server's buffers, in place of what others need there; a scan
   * of the whole does so too, but of a large table.
   */
  private get isBetterByPages(): boolean {
    const { tables } = this;
    const fitsOneSession =
      tables.length + steps.most <= mostParts && !tables.some(({ isLarge }) => isLarge);
    return tables.length > 0 && (this.sessions.count > 1 || fitsOneSession);
  }

  /** As many as there are sessions, or more where there are too many parts. @param partOf What a range adds to a statement. */
  private sharesOf(partOf: (range: PageRange) => string): readonly Share[] {
    const { count } = this.sessions;
    const [example] = pageRanges(this.tables, 1);
    const parts = example ? mostCharacters / partOf(example).length : steps.least;
    const wanted = Math.min(steps.most, Math.max(steps.least, Math.floor(parts) * count, count));
    const ranges = pageRanges(this.tables, wanted);
    return shareOutPages(ranges, count).flatMap((share) => inPieces(share, mostParts));
  }

  private rowsOf({ id, from, to }: PageRange, within?: BucketSet): string {
    return `only ${quoteTable(id)} t
                        where t.ctid >= '(${from},0)'
                          and t.ctid < '(${to},0)'
                          and ${isTold}
                          ${within ? `and ${inBuckets(this.hashed, within)}` : ''}`;
  }
}

function inPieces(share: Share, most: number): readonly Share[] {
  return Array.from({ length: Math.ceil(share.length / most) }, (_, index) =>
    share.slice(index * most, (index + 1) * most),
  );
}

/** Always true; asked once for all rows of a range, before the first. */
const isTold = `${noticeFor("current_setting('block_size')")} is not null`;

/** Counts the pages that are read, by the notices. */
class PassedPages {
  private passed = 0;

  constructor(
    private readonly all: number,
    private readonly scan: Scan,
  ) {}

  /** To be called when each range begins: then the one before it is read, or nearly. */
  of(share: Share): () => void {
    let begun = 0;
    return () => {
      this.passed += share[begun - 1]?.pages ?? 0;
      begun += 1;
      this.scan.onPassed(this.passed / Math.max(1, this.all));
    };
  }
}
