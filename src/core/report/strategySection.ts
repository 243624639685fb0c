import { list, paragraph, plain } from '../markdown';
import { figuresTable, strategyTitle, weighedFromLines } from '../strategy/strategyWords';
import type { Entry, IncidentStory } from './incidentStory';
import type { Saying } from './saying';

/** The strategy that was chosen last, why, and the figures that were known then; nothing where none was. */
export function strategy({ journal }: IncidentStory, saying: Saying): readonly string[] {
  const chosen = journal.findLast((entry): entry is Entry<'strategy'> => entry.step === 'strategy');
  if (!chosen) {
    return [];
  }
  const { words, moments } = saying;
  const say = words.strategy;
  const by = chosen.by === undefined || chosen.by === '' ? undefined : plain(chosen.by);
  return [
    `## ${say.heading}`,
    '',
    ...paragraph(say.chosen(`**${chosenTitle(chosen, saying)}**`)),
    ...paragraph(words.said(plain(chosen.reason), by, moments.full(chosen.at))),
    ...weighedFromLines(chosen.from, saying),
    ...paragraph(say.known),
    ...figuresTable(chosen.strategies, saying, chosen.chosen),
    ...list(say.legend),
  ];
}

/** The choice as a sentence, with its reason. */
export function decidedText(entry: Entry<'strategy'>, saying: Saying): string {
  return saying.words.strategy.decided(chosenTitle(entry, saying), plain(entry.reason));
}

function chosenTitle({ chosen, strategies }: Entry<'strategy'>, saying: Saying): string {
  const found = strategies.find(({ name }) => name === chosen);
  return found ? strategyTitle(found, saying) : plain(chosen);
}
