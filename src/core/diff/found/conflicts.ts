import type { Cell } from '../../catalog/table';
import { count, wordFor } from '../../words';
import type { SideRows } from '../comparison';

/** A key that does not tell its rows apart; its rows are not the same on both sides. */
export interface Conflict {
  readonly key: readonly Cell[];
  /** How many rows have it. */
  readonly rows: SideRows;
}

/** More keys than these are counted, but not kept: where so many are in conflict, it is no key. */
const mostKept = 1000;

/**
 * The keys that several rows of a side have, or that are NULL somewhere, where not the same rows have
 * them on both sides. Which row is which cannot be said, so nothing of them is ever corrected.
 */
export class Conflicts implements Iterable<Conflict> {
  private readonly kept: Conflict[] = [];
  private readonly counted = { backup: 0, live: 0 };
  private keyCount = 0;
  private partly = 0;

  /** How many keys are in conflict; more than can be iterated. */
  get keys(): number {
    return this.keyCount;
  }

  /** How many rows of each side have such a key. */
  get rows(): SideRows {
    return { ...this.counted };
  }

  /** How many of the keys are counted by their rows in scope alone: others were not looked up. */
  get keysPartlyCounted(): number {
    return this.partly;
  }

  /** Keys must come in their order. */
  add(key: readonly Cell[], rows: SideRows): void {
    this.keyCount += 1;
    this.counted.backup += rows.backup;
    this.counted.live += rows.live;
    if (this.kept.length < mostKept) {
      this.kept.push({ key, rows });
    }
  }

  /** With all rows of those that were kept; what was not kept stays counted by its rows in scope. */
  withKept(kept: readonly Conflict[]): Conflicts {
    const changed = new Conflicts();
    changed.partly = this.keyCount - this.kept.length;
    changed.keyCount = changed.partly;
    const [before, rest] = [rowsOf(this.kept), this.rows];
    changed.counted.backup = rest.backup - before.backup;
    changed.counted.live = rest.live - before.live;
    for (const { key, rows } of kept) {
      changed.add(key, rows);
    }
    return changed;
  }

  /** Those of rows that were compared before. */
  addAll(others: Conflicts): void {
    this.keyCount += others.keyCount;
    this.partly += others.partly;
    this.counted.backup += others.counted.backup;
    this.counted.live += others.counted.live;
    this.kept.push(...others.kept.slice(0, mostKept - this.kept.length));
  }

  [Symbol.iterator](): Iterator<Conflict> {
    return this.kept.values();
  }
}

/** What the operator should know of these figures: sentences. */
export function conflictNotices({ keysPartlyCounted: keys }: Conflicts): readonly string[] {
  return keys === 0
    ? []
    : [
        `Beyond the first ${count(mostKept)} keys in conflict, ${count(keys)} more ${wordFor(keys, 'is', 'are')} counted by the rows that satisfy the condition only: others may share their keys.`,
      ];
}

function rowsOf(conflicts: readonly Conflict[]): SideRows {
  const sum = (side: 'backup' | 'live'): number =>
    conflicts.reduce((total, { rows }) => total + rows[side], 0);
  return { backup: sum('backup'), live: sum('live') };
}
