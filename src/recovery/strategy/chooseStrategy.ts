import { RecoveryError } from '../../core/errors';
import type { JournalStep } from '../../core/incident/journal';
import type { Strategy } from './strategies';
import type { Weighing } from './weighStrategies';

export interface StrategyChoice {
  readonly name: string;
  readonly reason: string;
  /** Who decided it; who runs the program where not said. */
  readonly by?: string | undefined;
}

/**
 * Notes the choice in the journal, with the figures that were known of each strategy.
 * @throws {RecoveryError} `usage` where there is no such strategy, or no reason.
 */
export async function chooseStrategy(
  incident: { note(step: JournalStep): Promise<void> },
  { from, strategies }: Weighing,
  { name, reason, by }: StrategyChoice,
): Promise<Strategy> {
  const chosen = strategies.find((strategy) => strategy.name === name);
  if (!chosen) {
    const names = strategies.map((strategy) => strategy.name).join(', ');
    throw new RecoveryError('usage', `There is no strategy “${name}” here.`, {
      hint: `They are ${names}.`,
    });
  }
  if (reason.trim() === '') {
    throw new RecoveryError('usage', 'A strategy is chosen for a reason: it is missing.');
  }
  await incident.note({
    ...{ step: 'strategy', chosen: name, reason: reason.trim() },
    ...(by === undefined ? {} : { by }),
    from,
    strategies: strategies.map(({ name: each, is, figures }) => ({ name: each, is, figures })),
  });
  return chosen;
}
