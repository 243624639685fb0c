import type { Key } from '../../catalog/table';
import { type DifferencePage, PageWriter, packedPage, unpackedPage } from './differencePage';
import { type KeyColumn, keyAt } from '../keys/keyHashes';
import type { DifferenceKind } from '../rows/rowChange';

/** One row that differs: which, how, and what either side hashed to (0 where it has no such row). */
export interface Difference {
  readonly kind: DifferenceKind;
  readonly key: Key;
  readonly backupHash: bigint;
  readonly liveHash: bigint;
}

/** Where packed pages lie that are more than memory should hold. */
export interface PageStore {
  /** Gives the place of the page. @throws {RecoveryError} `disk-full`. */
  write(page: Uint8Array): number;
  read(place: number, length: number): Promise<Uint8Array>;
  /** Nothing can be read any more. */
  close(): void;
}

/** What becomes of pages beyond what memory should hold. */
export interface Overflow {
  /** Bytes that memory holds before a store is used. */
  readonly beyond: number;
  /** How many rows go there at once; {@link rowsPerPage} where not said. */
  readonly rowsPerPage?: number | undefined;
  open(): PageStore;
}

const kinds: readonly DifferenceKind[] = ['missing', 'changed', 'extra'];
const rowsPerPage = 4096;

interface KeptPage {
  readonly firstRow: number;
  /** In memory, or where it lies in the store. */
  readonly packed: Uint8Array | { readonly place: number; readonly length: number };
}

/**
 * The differing rows in key order, packed: about 25 bytes each beside a text key. Pages beyond what
 * memory should hold go to a store, where there is one. Whoever makes it closes it.
 */
export class Differences {
  private readonly pages: KeptPage[] = [];
  private open: PageWriter;
  private rowsInPages = 0;
  private bytesInMemory = 0;
  private store: PageStore | undefined;
  private last: { readonly firstRow: number; readonly page: DifferencePage } | undefined;
  private readonly counts = { missing: 0, changed: 0, extra: 0 };

  /** @param overflow Without it, memory holds everything. */
  constructor(private readonly overflow?: Overflow) {
    this.open = this.newPage();
  }

  get length(): number {
    return this.rowsInPages + this.open.length;
  }

  countOf(kind: DifferenceKind): number {
    return this.counts[kind];
  }

  /**
   * Takes the key from a row of either side; keys must come in their order.
   * @throws {RecoveryError} `disk-full`.
   */
  add(
    kind: DifferenceKind,
    from: { readonly keys: readonly KeyColumn[]; readonly row: number },
    hashes: { readonly backup: bigint; readonly live: bigint },
  ): void {
    if (this.open.isFull) {
      this.keep(packedPage(this.open.page()));
    }
    this.open.add(kinds.indexOf(kind), from, hashes);
    this.counts[kind] += 1;
  }

  /** Up to so many rows from one on; fewer at the end. */
  async slice(start: number, count: number): Promise<readonly Difference[]> {
    const end = Math.min(this.length, start + count);
    const found: Difference[] = [];
    for (let row = start; row < end;) {
      const { firstRow, page } = await this.pageWith(row);
      const until = Math.min(end, firstRow + page.kinds.length);
      for (; row < until; row++) {
        found.push(differenceAt(page, row - firstRow));
      }
    }
    return found;
  }

  /** All rows, some thousand at a time. */
  async *inPages(): AsyncGenerator<DifferencePage> {
    for (let row = 0; row < this.length;) {
      const { page } = await this.pageWith(row);
      yield page;
      row += page.kinds.length;
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Difference> {
    for await (const page of this.inPages()) {
      for (let row = 0; row < page.kinds.length; row++) {
        yield differenceAt(page, row);
      }
    }
  }

  close(): void {
    this.store?.close();
  }

  private keep(packed: Uint8Array): void {
    this.pages.push({ firstRow: this.rowsInPages, packed: this.placed(packed) });
    this.rowsInPages += this.open.length;
    this.open = this.newPage();
  }

  private newPage(): PageWriter {
    return new PageWriter(this.overflow?.rowsPerPage ?? rowsPerPage);
  }

  private placed(packed: Uint8Array): KeptPage['packed'] {
    if (!this.overflow || this.bytesInMemory + packed.length <= this.overflow.beyond) {
      this.bytesInMemory += packed.length;
      return packed;
    }
    this.store ??= this.overflow.open();
    return { place: this.store.write(packed), length: packed.length };
  }

  /** The last one read is kept: pages are mostly read one after the other, in smaller parts. */
  private async pageWith(
    row: number,
  ): Promise<{ readonly firstRow: number; readonly page: DifferencePage }> {
    if (row >= this.rowsInPages) {
      return { firstRow: this.rowsInPages, page: this.open.page() };
    }
    const kept = this.pages[lastAtOrBefore(this.pages, row)];
    if (!kept) {
      throw new RangeError(`No difference ${row} of ${this.length}`);
    }
    if (this.last?.firstRow !== kept.firstRow) {
      const { packed, firstRow } = kept;
      const bytes =
        packed instanceof Uint8Array ? packed : await this.store?.read(packed.place, packed.length);
      this.last = { firstRow, page: unpackedPage(bytes ?? new Uint8Array()) };
    }
    return this.last;
  }
}

export function differenceAt(page: DifferencePage, row: number): Difference {
  return {
    kind: kindAt(page, row),
    key: keyAt(page.keys, row),
    backupHash: page.backupHashes[row] ?? 0n,
    liveHash: page.liveHashes[row] ?? 0n,
  };
}

export function kindAt(page: DifferencePage, row: number): DifferenceKind {
  return kinds[page.kinds[row] ?? 0] ?? 'changed';
}

function lastAtOrBefore(pages: readonly KeptPage[], row: number): number {
  let low = 0;
  let high = pages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pages[middle]?.firstRow ?? 0) <= row) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
}
