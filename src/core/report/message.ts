import { batchesLeft } from '../incident/batches';
import type { IncidentStanding } from '../incident/standing';
import { allOf, type IncidentStory, storyOf } from './incidentStory';
import { oneLine } from '../markdown';
import { Moments } from './moments';
import type { ReportFacts, ReportManner } from './reportFacts';
import { wordsIn } from './words/language';
import type { Audience, MessageFacts, Phase } from './words/messageFacts';
import type { ReportWords } from './words/words';

export interface MessageDraft {
  readonly phase: Phase;
  /** Plain, to be pasted into a mail: what people must add stands in square brackets. */
  readonly text: string;
}

const phaseOf: Readonly<Record<IncidentStanding, Phase>> = {
  opened: 'found',
  compared: 'compared',
  planned: 'compared',
  rehearsed: 'compared',
  'partly-applied': 'partly',
  applied: 'corrected',
  proved: 'proved',
  filed: 'filed',
  undone: 'undone',
  unknown: 'unknown',
};

/** A draft for people outside of the incident, of how far it has come by now. No row content. */
export function messageDraft(
  facts: ReportFacts,
  audience: Audience,
  { language, clock }: ReportManner,
): MessageDraft {
  const words = wordsIn(language);
  const story = storyOf(facts);
  const phase = phaseOf[story.standing];
  const said = messageFacts(story, words, new Moments(clock, words));
  const { subject, subjectLine, body } = words.messages;
  const paragraphs = [subjectLine(subject[phase](said)), ...body[audience][phase](said)];
  return { phase, text: `${paragraphs.join('\n\n')}\n` };
}

function messageFacts(story: IncidentStory, words: ReportWords, moments: Moments): MessageFacts {
  const frozen = story.freezes.find(({ unfrozen }) => unfrozen === undefined)?.frozen.at;
  const { toSuspend, toResume } = batchesLeft(story.batches);
  const names = (batches: typeof toSuspend): readonly string[] =>
    batches.map(({ name }) => oneLine(name));
  return {
    ...{ table: oneLine(story.table), incident: oneLine(story.incident) },
    ...{ database: maybeOneLine(story.database), production: maybeOneLine(story.production) },
    found: moments.full(story.foundAt ?? ''),
    frozenSince: frozen && moments.full(frozen),
    ...foundAndCorrected(story, words, moments),
    batchesToSuspend: names(toSuspend),
    batchesToResume: names(toResume),
  };
}

function foundAndCorrected(
  { compared, corrected, dump }: IncidentStory,
  words: ReportWords,
  moments: Moments,
): Pick<MessageFacts, 'missing' | 'changed' | 'dump' | 'corrected'> {
  return {
    missing: words.count(compared?.missing ?? 0),
    changed: words.count(compared?.changed ?? 0),
    dump: dump && oneLine(dump.path.split(/[\\/]/).at(-1) ?? dump.path),
    corrected: corrected && {
      at: moments.ofDay(corrected.at),
      rows: words.count(allOf(corrected.counts)),
    },
  };
}

function maybeOneLine(text: string | undefined): string | undefined {
  return text === undefined ? undefined : oneLine(text);
}
