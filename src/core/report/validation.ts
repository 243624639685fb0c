import { tableLabel } from '../catalog/table';
import type { NotedUndoProof } from '../incident/journal';
import { lastWritten } from '../incident/written';
import type { NotedIndicator } from '../validation/notedIndicator';
import { type Entry, type IncidentStory, notesAbout, storyOf } from './incidentStory';
import { code, paragraph, plain, table } from '../markdown';
import { Moments } from './moments';
import type { ReportFacts, ReportManner } from './reportFacts';
import type { Saying } from './saying';
import { signedText, watchedText } from './validationTexts';
import { wordsIn } from './words/language';

/** What was found after the correction and who answers for it, as a page of its own. No row content. */
export function validationPage(facts: ReportFacts, { language, clock }: ReportManner): string {
  const words = wordsIn(language);
  const story = storyOf(facts);
  const saying: Saying = { words, moments: new Moments(clock, words) };
  return [
    `# ${words.validation.title(code(story.table))}`,
    '',
    ...proofLines(story, saying),
    ...checkedLines(story, saying),
    ...signedLines(story, saying),
  ].join('\n');
}

/** What was counted in production. */
export function proofLines(
  { proof: counted, provedAt }: Pick<IncidentStory, 'proof' | 'provedAt'>,
  { words, moments }: Saying,
): readonly string[] {
  const say = words.proof;
  if (counted?.undone) {
    return undoProofLines(counted.at, counted.undone, { words, moments });
  }
  return counted
    ? [
        ...paragraph(
          say.at(moments.full(counted.at)),
          provedAt !== undefined && provedAt !== counted.at && say.first(moments.full(provedAt)),
          !counted.isProved && say.notProved,
        ),
        ...table(say.head, [
          [say.equal, words.count(counted.equal)],
          [say.different, words.count(counted.different)],
          [say.ours, words.count(counted.writtenByUs)],
          [say.others, words.count(counted.changedByOthers)],
        ]),
      ]
    : paragraph(say.none);
}

function undoProofLines(
  at: string,
  { isProved, rewritten = 0, children = [], ...counted }: NotedUndoProof,
  { words, moments }: Saying,
): readonly string[] {
  const { undone: say, head, others } = words.proof;
  return [
    ...paragraph(words.proof.at(moments.full(at)), !isProved && say.notProved),
    ...table(head, [
      [say.equal, words.count(counted.equal)],
      ...(rewritten > 0 ? [[say.rewritten, words.count(rewritten)]] : []),
      [say.different, words.count(counted.different)],
      ...children.flatMap(({ child, rows, equal }) => [
        [say.childrenEqual(code(tableLabel(child))), words.count(equal)],
        [say.childrenDifferent(code(tableLabel(child))), words.count(rows - equal)],
      ]),
      [say.ours, words.count(counted.writtenByUs)],
      [others, words.count(counted.changedByOthers)],
    ]),
  ];
}

/** What the checks found after the correction; nothing while there is none. */
export function checkedLines(
  { journal }: IncidentStory,
  { words, moments }: Saying,
): readonly string[] {
  const say = words.validation;
  const checked = since(journal, 'checked');
  if (!checked) {
    return lastWritten(journal) ? paragraph(say.noChecks) : [];
  }
  const { checks, failed, warned, indicators } = checked;
  const names = (all: readonly string[]): string => all.map(plain).join(', ');
  return [
    ...paragraph(
      say.checked(checks, moments.full(checked.at)),
      failed.length + warned.length === 0 && say.allKept,
      failed.length > 0 && say.failed(names(failed)),
      warned.length > 0 && say.warned(names(warned)),
    ),
    ...(indicators.length > 0 ? paragraph(say.indicators) : []),
    ...table(
      say.head,
      indicators.map((indicator) => indicatorCells(indicator, words)),
    ),
  ];
}

/** Who signed it off, and what a watch saw afterwards. */
export function signedLines(
  { journal, notes }: IncidentStory,
  { words, moments }: Saying,
): readonly string[] {
  const say = words.validation;
  const signed = signedOff(journal);
  const watched = since(journal, 'watched');
  return [
    ...(signed || (lastWritten(journal) && notesAbout({ notes }, 'validated').length === 0)
      ? paragraph(
          signed ? signedText(signed, { words, moments }) : say.notSignedOff,
          watched && watchedText(watched, { words, moments }),
        )
      : []),
  ];
}

/** Who answers for what was written last; undefined where nobody does. */
export function signedOff(journal: IncidentStory['journal']): Entry<'signed-off'> | undefined {
  return since(journal, 'signed-off');
}

/** The last one since rows were last written. */
function since<S extends 'checked' | 'signed-off' | 'watched'>(
  journal: IncidentStory['journal'],
  step: S,
): Entry<S> | undefined {
  const written = lastWritten(journal);
  const from = written ? journal.indexOf(written) : 0;
  return journal.slice(from).findLast((entry): entry is Entry<S> => entry.step === step);
}

function indicatorCells(
  { name, now, before, weekBefore, least, most, state }: NotedIndicator,
  words: Saying['words'],
): readonly string[] {
  const say = words.validation;
  const number = (value: number | undefined): string =>
    value === undefined ? '' : words.count(Math.round(value * 10) / 10);
  const usual =
    least === undefined || most === undefined ? '' : say.usual(number(least), number(most));
  return [
    ...[plain(name), number(before), number(now), number(weekBefore), usual],
    say.states[state],
  ];
}
