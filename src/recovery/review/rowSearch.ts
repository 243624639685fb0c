import { refuseMasked } from '../../core/review/mask';
import type { TextSought } from '../../core/review/textSearch';
import { type FindFrom, findKey, findText, type FoundCell } from './findRows';
import type { ReadableRows } from './readLines';
import type { RowList } from './rowLists';
import type { ShownRows } from './shownRows';

interface SearchSources {
  readonly rows: () => ReadableRows;
  readonly list: (shown: ShownRows) => Promise<RowList>;
  /** Keeps the file open until the reading is done. */
  readonly during: <T>(reading: Promise<T>) => Promise<T>;
}

/** Looks for one row among those that are shown: a search gives an earlier one up that is not done yet. */
export class RowSearch {
  private last = new AbortController();

  constructor(private readonly sources: SearchSources) {}

  /**
   * The next row that holds the text, where it is not masked.
   * @throws {RecoveryError} `usage` where it is looked for in a masked column.
   * @throws {DOMException} `AbortError` where the next gives this one up.
   */
  async text(shown: ShownRows, sought: TextSought, from: FindFrom): Promise<FoundCell | undefined> {
    this.refuseMasked(sought.column);
    const found = await this.begin(shown);
    return this.sources.during(findText(sought, found.list, from, found));
  }

  /**
   * The ordinal of the row that has this key.
   * @throws {RecoveryError} `usage` where a column of the key is masked.
   * @throws {DOMException} As {@link text} does.
   */
  async key(shown: ShownRows, key: readonly string[]): Promise<number | undefined> {
    const { table, masked } = this.sources.rows();
    this.refuseMasked(table.key.find((column) => masked.has(column)));
    const found = await this.begin(shown);
    return this.sources.during(findKey(key, found.list, found));
  }

  close(): void {
    this.last.abort();
  }

  private async begin(shown: ShownRows) {
    this.last.abort();
    this.last = new AbortController();
    const { signal } = this.last;
    const list = await this.sources.during(this.sources.list(shown));
    return { list, rows: this.sources.rows(), signal };
  }

  private refuseMasked(column: number | undefined): void {
    const { table, masked } = this.sources.rows();
    refuseMasked(column, table, masked);
  }
}
