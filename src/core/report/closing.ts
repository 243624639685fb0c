import { type Entry, type IncidentStory, momentOf, notesAbout } from './incidentStory';
import { code, list, paragraph, plain, table } from '../markdown';
import { noteItems } from './noteItems';
import { type OwnPart, ownPart } from './ownParts';
import { decidedText } from './strategySection';
import type { Saying } from './saying';
import { type TimelineEvent, whoOf } from './timeline';
import { checkedLines, proofLines, signedLines } from './validation';

export function proof(story: IncidentStory, saying: Saying): readonly string[] {
  const say = saying.words.proof;
  const validated = noteItems(notesAbout(story, 'validated'), saying);
  return [
    `## ${say.heading}`,
    '',
    ...proofLines(story, saying),
    ...checkedLines(story, saying),
    ...signedLines(story, saying),
    ...(validated.length > 0 ? paragraph(say.validated) : []),
    ...list(validated),
  ];
}

export function scripts({ facts, journal }: IncidentStory, { words }: Saying): readonly string[] {
  const say = words.scripts;
  const { plan } = facts;
  const pages = new Set(journal.flatMap((entry) => (entry.step === 'qualified' ? entry.page : [])));
  const names = (['correction.sql', 'undo.sql', 'plan.json', 'journal/'] as const).filter(
    (name) => plan !== undefined || name === 'journal/',
  );
  return [
    `## ${say.heading}`,
    '',
    ...paragraph(say.note),
    ...table(say.head, [
      ...names.map((name) => [code(name), say.files[name]]),
      ...[...pages].map((page) => [code(page), say.page]),
    ]),
    ...(plan
      ? paragraph(
          say.identity(
            plan.identity.systemIdentifier,
            plan.identity.databaseOid,
            plan.identity.tableOid,
          ),
          say.digest(code(plan.digest)),
        )
      : []),
  ];
}

export function decisions(story: IncidentStory, saying: Saying): readonly string[] {
  const { words, moments } = saying;
  const say = words.decisions;
  const taken = decisionsIn(story, saying);
  return [
    `## ${say.heading}`,
    '',
    ...(taken.length > 0
      ? table(
          say.head,
          taken.map(({ at, what, who }) => [moments.short(at), what, plain(who ?? '')]),
        )
      : paragraph(say.none)),
    ...(story.batches.length > 0 ? paragraph(say.batches) : []),
    ...table(
      say.batchHead,
      story.batches.map(({ name, state, at, by }) => [
        plain(name),
        say.batchStates[state],
        moments.short(at),
        plain(by),
      ]),
    ),
    ...ownPart({ name: 'decisions', own: say.own, isTold: taken.length > 0 }, story, words),
  ];
}

function decisionsIn(story: IncidentStory, saying: Saying): readonly TimelineEvent[] {
  const { words } = saying;
  const noted = notesAbout(
    story,
    ...(['informed', 'suspended', 'decision', 'strategy', 'left', 'validated', 'resumed'] as const),
  ).map((note): TimelineEvent => {
    const text = plain(note.text);
    const isDecision = note.about === 'decision';
    const what = isDecision ? text : words.timeline.note(words.subjects[note.about], text);
    return { at: momentOf(note), what, who: note.by };
  });
  const done = story.journal.flatMap((entry): readonly TimelineEvent[] => {
    const what =
      entry.step === 'strategy'
        ? decidedText(entry, saying)
        : decisionText(entry, story, words.decisions);
    return what === undefined ? [] : [{ at: entry.at, what, who: whoOf(entry) }];
  });
  return [...noted, ...done].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

function decisionText(
  entry: IncidentStory['journal'][number],
  { planned }: IncidentStory,
  say: Saying['words']['decisions'],
): string | undefined {
  if (entry.step === 'frozen') {
    return say.froze(plain(entry.table), plain(entry.reason));
  }
  if (entry.step === 'unfrozen') {
    return say.unfroze(plain(entry.table));
  }
  if (entry.step === 'signed-off') {
    return say.accepted;
  }
  if (entry.step === 'snapshot-declined') {
    return say.declined(plain(entry.reason));
  }
  return entry.step === 'committed' ? writtenText(entry, planned, say) : undefined;
}

function writtenText(
  { write }: Entry<'committed'>,
  planned: Entry<'planned'> | undefined,
  say: Saying['words']['decisions'],
): string {
  const { insert = 0, update = 0, delete: deleted = 0 } = planned?.plan ?? {};
  return write === 'undo' ? say.undid : say.applied(insert, update, deleted);
}

/** Causes, actions and lessons: what the journal has of them, and the rest for people to write. */
export function learnt(story: IncidentStory, saying: Saying): readonly string[] {
  const { words } = saying;
  const parts = [
    ['causes', 'cause'],
    ['actions', 'action'],
    ['lessons', 'lesson'],
  ] as const satisfies readonly (readonly [OwnPart, string])[];
  return parts.flatMap(([name, about]) => {
    const { heading, own } = words[name];
    const items = noteItems(notesAbout(story, about), saying);
    const isTold = items.length > 0;
    return [`## ${heading}`, '', ...list(items), ...ownPart({ name, own, isTold }, story, words)];
  });
}
