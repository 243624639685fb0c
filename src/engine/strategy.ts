import { tableLabel } from '../core/catalog/table';
import { Moments } from '../core/report/moments';
import type { Saying } from '../core/report/timeline';
import { type ReportLanguage, wordsIn } from '../core/report/words/language';
import type { IncidentFolder } from '../files/incidentFolder';
import { chooseStrategy, type StrategyChoice } from '../recovery/strategy/chooseStrategy';
import type { Strategy } from '../recovery/strategy/strategies';
import { type Weighing, weighStrategies } from '../recovery/strategy/weighStrategies';
import type { Work } from '../recovery/work';
import { thisMachinesClock } from './dumpRanking';
import { openReview } from './reviewing';

export interface StrategyRequest {
  /** Transactions that did the damage; those that stand out where not said. */
  readonly damagedBy?: readonly string[] | undefined;
  /** What is chosen of the strategies; nothing where not said. */
  readonly choice?: StrategyChoice | undefined;
}

export interface WeighedIncident extends Weighing {
  readonly table: string;
  readonly chosen: Strategy | undefined;
}

/**
 * Weighs the strategies of an incident by the rows that it holds, and notes which is chosen. Production is not asked.
 * @throws {RecoveryError} Those of {@link weighStrategies} and {@link chooseStrategy}; `incident-unreadable`.
 */
export async function weighIncident(
  incident: IncidentFolder,
  { damagedBy, choice }: StrategyRequest,
  work: Work,
): Promise<WeighedIncident> {
  const session = await openReview(incident, work);
  try {
    const weighing = await weighStrategies(session, damagedBy, work.signal);
    const table = tableLabel(session.comparison.identity.table);
    const chosen = choice && (await chooseStrategy(incident, weighing, choice));
    return { ...weighing, table, chosen };
  } finally {
    await session.close();
  }
}

/** How strategies are told in a language, by this machine’s clock. */
export function strategySaying(language: ReportLanguage): Saying {
  const words = wordsIn(language);
  return { words, moments: new Moments(thisMachinesClock(), words) };
}
