/** A reproducible stream of numbers: the same seed and name give the same stream on every machine. */
export class Random {
  private state: number;

  /** Streams of different names are independent, so that one table's data never shift another's. */
  constructor(seed: number, stream: string) {
    this.state = hash32(`${stream}:${seed}`);
  }

  /** An integer from 0 to `limit` − 1. */
  below(limit: number): number {
    return Math.floor((this.next() / 2 ** 32) * limit);
  }

  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  percent(chance: number): boolean {
    return this.below(100) < chance;
  }

  /** One of them; there must be one. */
  pick<T>(choices: readonly T[]): T {
    if (choices.length === 0) {
      throw new RangeError('There is nothing to pick from.');
    }
    // An index below the length.
    return choices[this.below(choices.length)] as T;
  }

  shuffled<T>(items: readonly T[]): readonly T[] {
    return items
      .map((item) => ({ item, rank: this.next() }))
      .sort((one, other) => one.rank - other.rank)
      .map(({ item }) => item);
  }

  /** Mulberry32. */
  private next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }
}

/** FNV-1a over the UTF-16 units. */
function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
