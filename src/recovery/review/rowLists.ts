import { LineSet } from '../../core/review/lineSet';
import { refuseMasked } from '../../core/review/mask';
import { differingIn } from './filters/byColumn';
import { withFlag } from './filters/byFlag';
import { inGroups } from './filters/byGroup';
import { within } from './filters/byRange';
import { holding } from './filters/byText';
import type { FilterSources } from './filters/filterSources';
import { inOrder } from './rowOrder';
import type { RowFilter, ShownRows } from './shownRows';

/** The rows that are shown, in their order. */
export interface RowList {
  readonly count: number;
  /** The lines of the rows from `from` up to, but not including, `to`; fewer where they end. */
  lines(from: number, to: number): Uint32Array;
}

/** As many lists, and as many filters' rows, as are looked at in turn. */
const mostKept = 4;

/**
 * Which rows are shown. What is filtered by whether it is selected stays as it was found until others are
 * counted: a row that is taken in does not vanish under the operator's hand, and no ordinal means another.
 */
export class RowLists {
  private readonly lists = new Kept<RowList>();
  private readonly filtered = new Kept<LineSet>();
  private scan = new AbortController();

  constructor(private readonly sources: () => FilterSources) {}

  /**
   * Where the rows' values must be read for it, it is given up once others are asked for that must be.
   * @throws {RecoveryError} `usage` where rows cannot be filtered or ordered so.
   * @throws {DOMException} `AbortError` where it was given up.
   */
  async list(shown: ShownRows): Promise<RowList> {
    const { facts, table, masked } = this.sources();
    refuseMasked(shown.order?.column, table, masked);
    if (isPlain(shown)) {
      return shown.tab === 'all'
        ? consecutive(facts.linesOf('all').size)
        : listOf(facts.listOf(shown.tab));
    }
    const { tab, filter, order } = shown;
    return this.lists.get(JSON.stringify({ tab, filter, order }), async () => {
      const lines = (await this.lines(shown)).toLines();
      return listOf(order ? await inOrder(lines, order, this.sources(), this.newScan()) : lines);
    });
  }

  /** The lines of the rows that are shown, without their order. Fails as {@link list} does. */
  async lines({ tab, filter }: ShownRows): Promise<LineSet> {
    const { facts, table, masked } = this.sources();
    const ofTab = facts.linesOf(tab);
    if (!filter) {
      return ofTab;
    }
    refuseMasked(filter.range?.column, table, masked);
    refuseMasked(filter.text?.column, table, masked);
    const key = JSON.stringify(filter);
    const under = await this.filtered.get(key, () => this.under(filter));
    return ofTab.and(under);
  }

  /** These are counted now: what others showed by the selection need not stay as it was. */
  counted({ filter }: ShownRows): void {
    const others = (key: string): boolean =>
      /"(selected|notSelected)"/.test(key) && !key.includes(JSON.stringify(filter ?? null));
    this.lists.forget(others);
    this.filtered.forget(others);
  }

  /** Other columns are masked from now on: what was found by values is found anew. */
  masked(): void {
    this.lists.forget(() => true);
    this.filtered.forget(() => true);
  }

  /** Gives up what is being read. */
  close(): void {
    this.scan.abort();
  }

  /** What is known without reading the rows goes first: the fewer are read. */
  private async under(filter: RowFilter): Promise<LineSet> {
    const sources = this.sources();
    const { hides, flags, columns, groups, range, text } = filter;
    const known = [
      ...(flags ? [withFlag(flags, sources)] : []),
      ...(columns ? [differingIn(columns, sources)] : []),
      ...(groups ? [await inGroups(groups, sources.groups)] : []),
      ...(hides ? [withFlag(hides, sources).not()] : []),
    ].reduce((found, lines) => found.and(lines), LineSet.of(sources.rows.length).not());
    if (!range && !text) {
      return known;
    }
    const signal = this.newScan();
    const inRange = range ? await within(range, known, sources, signal) : known;
    return text ? holding(text, inRange, sources, signal) : inRange;
  }

  private newScan(): AbortSignal {
    this.scan.abort();
    this.scan = new AbortController();
    return this.scan.signal;
  }
}

function isPlain({ filter, order }: ShownRows): boolean {
  return order === undefined && Object.keys(filter ?? {}).length === 0;
}

function listOf(lines: Uint32Array): RowList {
  return { count: lines.length, lines: (from, to) => lines.subarray(from, to) };
}

/** All lines up to the count. */
function consecutive(count: number): RowList {
  const lines = (from: number, to: number): Uint32Array =>
    Uint32Array.from({ length: Math.max(0, Math.min(to, count) - from) }, (_, at) => from + at);
  return { count, lines };
}

/** What was asked for last, by what it was asked with; what fails is not kept. */
class Kept<T> {
  private readonly kept = new Map<string, Promise<T>>();

  async get(key: string, make: () => Promise<T>): Promise<T> {
    const made = this.kept.get(key) ?? make();
    this.kept.delete(key);
    this.kept.set(key, made);
    const [oldest] = this.kept.keys();
    if (this.kept.size > mostKept && oldest !== undefined) {
      this.kept.delete(oldest);
    }
    try {
      return await made;
    } catch (error) {
      this.kept.delete(key);
      throw error;
    }
  }

  forget(which: (key: string) => boolean): void {
    for (const key of [...this.kept.keys()].filter(which)) {
      this.kept.delete(key);
    }
  }
}
