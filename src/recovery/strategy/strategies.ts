import type { WeighedStrategy } from '../../core/strategy/strategy';
import type { ShownRows } from '../review/shownRows';

/** Which rows a strategy takes, as the review chooses them. */
export interface StrategyTakes extends Omit<WeighedStrategy, 'figures'> {
  /** One act of choosing after another; none where the whole table is replaced. */
  readonly takes: readonly ShownRows[];
  /** Whether rows only in production may be deleted for it. */
  readonly deletes: boolean;
  /** Of a business scope what its rows have in the column, of a pattern what became what. No journal has it. */
  readonly value?: string;
}

/** A strategy with its figures. */
export interface Strategy extends StrategyTakes, WeighedStrategy {}
