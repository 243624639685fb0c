import { type TableId, tableLabel } from '../catalog/table';
import type { Freeze } from '../freeze/freeze';
import { frozenLine } from '../freeze/frozenLine';
import { code, list } from '../markdown';
import type { Saying } from '../report/saying';
import type { WeighedFrom } from './strategy';
import { figuresTable, type NamedStrategy, weighedFromLines } from './strategyWords';

export interface StrategyPage {
  readonly table: TableId;
  /** Of production's table, as far as is known; undefined where it takes writes. */
  readonly freeze?: Freeze | undefined;
  readonly from: WeighedFrom;
  readonly strategies: readonly NamedStrategy[];
  /** ISO 8601 */
  readonly now: string;
}

/** Every strategy with what it would do, in Markdown. */
export function strategyPage(page: StrategyPage, saying: Saying): string {
  const say = saying.words.strategy;
  return [
    `# ${say.title(code(tableLabel(page.table)))}`,
    '',
    ...frozenLine(page.table, page.freeze, saying),
    ...weighedFromLines(page.from, saying, page.now),
    ...figuresTable(page.strategies, saying),
    ...list(say.legend),
  ].join('\n');
}
