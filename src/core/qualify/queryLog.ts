/** Where a figure comes from. */
export type QuerySide = 'production' | 'scratch' | 'dump' | 'incident';

/** What was asked for a figure, so that anybody can ask it again. */
export interface AskedQuery {
  /** From 1; figures name it. */
  readonly number: number;
  readonly on: QuerySide;
  /** SQL; of a dump or an incident the command that tells the same. */
  readonly text: string;
}

/** Numbers what is asked, in the order of asking; what was asked before keeps its number. */
export class QueryLog {
  private readonly numbers = new Map<string, AskedQuery>();

  add(on: QuerySide, text: string): number {
    const key = JSON.stringify([on, text]);
    const known = this.numbers.get(key);
    const query = known ?? { number: this.numbers.size + 1, on, text };
    this.numbers.set(key, query);
    return query.number;
  }

  get all(): readonly AskedQuery[] {
    return [...this.numbers.values()];
  }
}
