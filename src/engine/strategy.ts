import { tableLabel } from '../core/catalog/table';
import { RecoveryError } from '../core/errors';
import { Moments } from '../core/report/moments';
import type { Saying } from '../core/report/saying';
import { wordsIn } from '../core/report/words/language';
import type { ReportLanguage } from '../core/report/words/languages';
import type { IncidentFolder } from '../files/incidentFolder';
import { chooseStrategy, type StrategyChoice } from '../recovery/strategy/chooseStrategy';
import type { PlanMade } from '../recovery/correct/planFromComparison';
import { selectStrategy } from '../recovery/strategy/selectStrategy';
import type { Strategy } from '../recovery/strategy/strategies';
import { type Weighed, type Weighing, weighStrategies } from '../recovery/strategy/weighStrategies';
import { thisMachinesClock } from './dumpRanking';
import type { EngineHost } from './engineHost';
import { planningIn } from './incidents';
import { openReview } from './reviewing';

export interface StrategyRequest extends Weighed {
  /** What is chosen of the strategies; nothing where not said. */
  readonly choice?: StrategyChoice | undefined;
  /** The rows that the chosen one takes are selected, and their correction is planned. */
  readonly plans?: boolean | undefined;
}

export interface WeighedIncident extends Weighing {
  readonly table: string;
  readonly chosen: Strategy | undefined;
  /** Of what was chosen, where that was asked for. */
  readonly plan: PlanMade | undefined;
}

/**
 * Weighs the strategies of an incident by the rows that it holds, and notes which is chosen. Production is not asked.
 * @throws {RecoveryError} Those of {@link weighStrategies}, {@link chooseStrategy} and {@link ReviewSession.plan};
 * `usage` where the whole table were to be planned; `incident-unreadable`.
 */
export async function weighIncident(
  incident: IncidentFolder,
  { choice, plans = false, ...weighed }: StrategyRequest,
  { work, program }: Pick<EngineHost, 'work' | 'program'>,
): Promise<WeighedIncident> {
  const session = await openReview(incident, work);
  try {
    const weighing = await weighStrategies(session, weighed, work.signal);
    const table = tableLabel(session.comparison.identity.table);
    if (plans && choice?.name === 'replace') {
      throw new RecoveryError(
        'usage',
        'A whole table is planned where its deletes are confirmed.',
        {
          hint: 'Choose it without a plan, then have the whole table replaced.',
        },
      );
    }
    const chosen = choice && (await chooseStrategy(incident, weighing, choice));
    if (!chosen || !plans) {
      return { ...weighing, table, chosen, plan: undefined };
    }
    await selectStrategy(chosen, session);
    const plan = await session.plan(planningIn(incident, program), work);
    return { ...weighing, table, chosen, plan };
  } finally {
    await session.close();
  }
}

/** How strategies are told in a language, by this machine’s clock. */
export function strategySaying(language: ReportLanguage): Saying {
  const words = wordsIn(language);
  return { words, moments: new Moments(thisMachinesClock(), words) };
}
