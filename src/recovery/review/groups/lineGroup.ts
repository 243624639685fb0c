import type { TableId } from '../../../core/catalog/table';
import type { CellShape } from '../../../core/diff/found/cellShape';
import { type DifferenceKind, differenceKinds } from '../../../core/diff/rows/rowChange';
import { LineSet } from '../../../core/review/lineSet';
import type { FilterSources } from '../filters/filterSources';

/** Rows that belong together. */
export interface LineGroup {
  /** The same as long as the rows are; rows are filtered by it. */
  readonly id: string;
  readonly is: GroupIs;
  /** Never none. */
  readonly lines: LineSet;
}

/** What the rows have in common. */
export type GroupIs =
  /** How each of the columns that changed did, by their names. */
  | { readonly kind: 'pattern'; readonly changes: Readonly<Record<string, CellShape>> }
  /** How one column changed, whatever others did. */
  | { readonly kind: 'pattern'; readonly column: string; readonly change: CellShape }
  /** Of all patterns that are too small to be told. */
  | { readonly kind: 'pattern'; readonly others: number }
  | { readonly kind: 'transaction'; readonly xid: string; readonly committedAt?: string }
  /** Small ones together, with their first and last commit that is known. */
  | {
      readonly kind: 'transaction';
      readonly others: number;
      readonly between?: readonly [string, string];
    }
  /** Of which a column of theirs, or of a table that refers to them, has a time after the dump. */
  | { readonly kind: 'later'; readonly column: string; readonly table?: TableId }
  | { readonly kind: 'flag'; readonly flag: 'reused' | 'sameValue' | 'blocked' };

/** Where groups come from: each its own, the largest first. */
export type GroupSource = (
  sources: FilterSources,
  signal: AbortSignal,
) => Promise<readonly LineGroup[]>;

/** The one kind of the rows. */
export function kindIn(lines: LineSet, { rows }: FilterSources): DifferenceKind | 'mixed' {
  const found = differenceKinds.filter((kind) => !lines.and(rows.kinds[kind]).isEmpty);
  const [only, ...others] = found;
  return only && others.length === 0 ? only : 'mixed';
}

/** Sets of lines that are filled side by side, by what they are of. */
export class LinesBy<K> {
  private readonly sets = new Map<K, LineSet>();

  constructor(private readonly length: number) {}

  add(key: K, line: number): void {
    const set = this.sets.get(key) ?? LineSet.of(this.length);
    this.sets.set(key, set);
    set.add(line);
  }

  get(key: K): LineSet | undefined {
    return this.sets.get(key);
  }

  all(): readonly (readonly [K, LineSet])[] {
    return [...this.sets];
  }
}

export function largestFirst(groups: readonly LineGroup[]): readonly LineGroup[] {
  return groups
    .map((group) => ({ group, rows: group.lines.size }))
    .sort((a, b) => b.rows - a.rows)
    .map(({ group }) => group);
}
