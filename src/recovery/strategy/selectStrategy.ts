import type { ReviewIntent } from '../review/choosing';
import type { StrategyTakes } from './strategies';

/** What chooses rows: a review, or the session behind it. */
export interface Chooser {
  select(intent: ReviewIntent): Promise<unknown>;
}

/** Selects what the strategy takes, and nothing else, as a person would in the review. */
export async function selectStrategy(
  { takes, deletes }: StrategyTakes,
  chooser: Chooser,
): Promise<void> {
  await chooser.select({ act: 'nothing' });
  await chooser.select({ act: 'deletes', allowed: deletes });
  for (const shown of takes) {
    await chooser.select({ ...shown, act: 'tab', selected: true });
  }
}
