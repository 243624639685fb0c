import { choosable, type ChoosableCount } from '../../../core/correction/rowSelection';
import type { DifferenceKind } from '../../../core/diff/rows/rowChange';
import type { WritingTransaction } from '../../../core/diff/storedTransactions';
import { LineSet } from '../../../core/review/lineSet';
import type { MaskedColumns } from '../../../core/review/mask';
import type { FilterSources } from '../filters/filterSources';
import { flagGroups } from './flagGroups';
import { type GroupIs, type GroupSource, kindIn, type LineGroup } from './lineGroup';
import { laterGroups } from './laterGroups';
import { patternGroups } from './patternGroups';
import { transactionGroups } from './transactionGroups';

/** A group, and what is chosen of it now. */
export interface CountedGroup extends Pick<
  ChoosableCount,
  'selectable' | 'selected' | 'selectableSelected'
> {
  readonly id: string;
  readonly is: GroupIs;
  readonly of: DifferenceKind | 'mixed';
  readonly rows: number;
}

/**
 * The groups of the compared rows. Made when first asked for, since patterns take reading all changed rows,
 * and anew where other columns are masked.
 */
export class RowGroups {
  private made: { readonly masked: MaskedColumns; readonly groups: Promise<Groups> } | undefined;
  private readonly ending = new AbortController();
  /** Every kind of group comes from one of these, in the order that they are told. */
  private readonly from: readonly GroupSource[];

  /** @param transactions What is kept of who wrote the rows. */
  constructor(
    private readonly sources: () => FilterSources,
    transactions: () => Promise<readonly WritingTransaction[]>,
  ) {
    this.from = [
      patternGroups,
      (rows) => transactionGroups(transactions, rows),
      laterGroups,
      flagGroups,
    ];
  }

  /** Each source's, the largest first. Exact. */
  async counted(): Promise<readonly CountedGroup[]> {
    const groups = await this.groups();
    const { selection, rows } = this.sources();
    const all = LineSet.of(rows.length);
    return [...groups.values()].map(({ id, is, of, lines, size }) => {
      const { selectable, selected, selectableSelected } = choosable(
        lines,
        { all, selection },
        rows,
      );
      return { id, is, of, rows: size, selectable, selected, selectableSelected };
    });
  }

  /** The rows of all of these; a group that is not there has none. */
  async linesOf(ids: readonly string[]): Promise<LineSet> {
    const groups = await this.groups();
    return ids.reduce(
      (found, id) => found.or(groups.get(id)?.lines ?? LineSet.of(found.length)),
      LineSet.of(this.sources().rows.length),
    );
  }

  /** Gives up what is being read. */
  close(): void {
    this.ending.abort();
  }

  private groups(): Promise<Groups> {
    const sources = this.sources();
    const { masked } = sources;
    if (this.made?.masked === masked) {
      return this.made.groups;
    }
    const made = { masked, groups: this.madeOf(sources) };
    this.made = made;
    // What failed is tried again when it is asked for again.
    made.groups.catch(() => {
      this.made = this.made === made ? undefined : this.made;
    });
    return made.groups;
  }

  private async madeOf(sources: FilterSources): Promise<Groups> {
    const found: LineGroup[] = [];
    for (const source of this.from) {
      found.push(...(await source(sources, this.ending.signal)));
    }
    return new Map(
      found.map((group) => {
        const { id, lines } = group;
        return [id, { ...group, of: kindIn(lines, sources), size: lines.size }];
      }),
    );
  }
}

type Groups = ReadonlyMap<
  string,
  LineGroup & { readonly of: DifferenceKind | 'mixed'; readonly size: number }
>;
