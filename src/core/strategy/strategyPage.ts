import { code, list } from '../markdown';
import type { Saying } from '../report/saying';
import type { WeighedFrom } from './strategy';
import { figuresTable, type NamedStrategy, weighedFromLines } from './strategyWords';

export interface StrategyPage {
  readonly table: string;
  readonly from: WeighedFrom;
  readonly strategies: readonly NamedStrategy[];
  /** ISO 8601 */
  readonly now: string;
}

/** Every strategy with what it would do, in Markdown. */
export function strategyPage(page: StrategyPage, saying: Saying): string {
  const say = saying.words.strategy;
  return [
    `# ${say.title(code(page.table))}`,
    '',
    ...weighedFromLines(page.from, saying, page.now),
    ...figuresTable(page.strategies, saying),
    ...list(say.legend),
  ].join('\n');
}
