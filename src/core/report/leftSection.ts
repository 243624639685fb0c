import { closedBy } from '../incident/steps/progress';
import { list, paragraph, plain } from '../markdown';
import { damageLeft } from '../strategy/damageLeft';
import { type IncidentStory, notesAbout } from './incidentStory';
import { noteItems } from './noteItems';
import { ownPart } from './ownParts';
import type { Saying } from './saying';

/** What differs still, how much of it is damage, and what was decided about that. */
export function left(story: IncidentStory, saying: Saying): readonly string[] {
  const { words } = saying;
  const say = words.left;
  const items = story.kinds.flatMap(({ kind, found, corrected }) =>
    found > corrected ? [say[kind](found - corrected)] : [],
  );
  const nothing = story.compared ? say.nothing : say.unknown;
  const noted = noteItems(notesAbout(story, 'left'), saying);
  const decided = noted.length > 0 ? noted : saidAtClosing(story, saying);
  const isTold = decided.length > 0 || (story.compared !== undefined && items.length === 0);
  return [
    `## ${say.heading}`,
    '',
    ...(items.length > 0 ? list(items) : paragraph(nothing)),
    ...paragraph(reusedText(story, saying), damageText(story, saying)),
    ...(decided.length > 0 ? paragraph(noted.length > 0 ? say.decided : say.atClosing) : []),
    ...list(decided),
    ...ownPart({ name: 'left', own: say.own, isTold }, story, words),
  ];
}

/** Why it was closed, though something was open or left. */
function saidAtClosing({ journal }: IncidentStory, { words, moments }: Saying): readonly string[] {
  const closed = closedBy(journal);
  return closed?.step === 'closed' && closed.reason !== undefined
    ? [words.said(plain(closed.reason), closed.by && plain(closed.by), moments.full(closed.at))]
    : [];
}

function reusedText({ kinds, compared }: IncidentStory, { words }: Saying): string | false {
  const changed = kinds.find(({ kind }) => kind === 'changed');
  const unchanged = changed ? Math.max(0, changed.found - changed.corrected) : 0;
  const reused = Math.min(compared?.reused ?? 0, unchanged);
  return reused > 0 && words.left.reused(reused);
}

/** How much of the damage stays as it is; undefined where nothing tells. */
export function damageText(
  { journal, corrected, filed, kinds }: IncidentStory,
  { words }: Saying,
): string | undefined {
  const judged = damageLeft(journal, corrected?.counts, filed);
  if (!judged || (judged.left === 0 && !judged.isExact)) {
    return undefined;
  }
  const { damaged, left: rows, isExact } = judged;
  if (rows === 0) {
    return words.left.noDamage(damaged);
  }
  const differing = kinds.reduce((sum, kind) => sum + kind.found - kind.corrected, 0);
  return [
    words.left.damage(damaged, rows, isExact),
    ...(isExact && corrected ? [words.left.others(differing - rows)] : []),
  ].join(' ');
}
