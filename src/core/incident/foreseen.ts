import type { ActionCounts } from '../correction/plan';
import type { RehearsedSample } from './rehearsal';

/** What a rehearsal will do in production, as far as it is known before it is made. */
export interface Foreseen {
  /** Names of the triggers, and rules, that will run. */
  readonly triggers: readonly string[];
  /** Those of them whose functions reach outside the database, where nothing is rolled back. */
  readonly outside: readonly OutsideTrigger[];
  /** Absent where every planned row is written. */
  readonly sample?: RehearsedSample | undefined;
}

export interface OutsideTrigger {
  readonly trigger: string;
  /** By what: a language, a function that it calls, or COPY. */
  readonly by: string;
}

/** Sentences: what stays even of a rehearsal that is rolled back. */
export function foreseenSentences(
  counts: ActionCounts,
  { sample, ...foreseen }: Foreseen,
): readonly string[] {
  return [
    ...(sample ? sampleSentences(sample) : wholeSentences(counts)),
    ...triggerSentences(foreseen),
  ];
}

/** Sentences: which triggers run, and what they do beyond the database. */
export function triggerSentences({ triggers, outside }: Foreseen): readonly string[] {
  return [
    ...(triggers.length > 0 ? [`Triggers that will run: ${triggers.join(', ')}.`] : []),
    ...outside.map(
      ({ trigger, by }) =>
        `The trigger ${trigger} reaches outside the database by ${by}: what it does there is not rolled back.`,
    ),
  ];
}

function wholeSentences({ insert, update, delete: deleted }: ActionCounts): readonly string[] {
  const planned = insert + update + deleted;
  const rows = `${planned} ${planned === 1 ? 'row' : 'rows'}`;
  return [
    `The whole correction of ${rows} is made in production and rolled back.`,
    'Until then it keeps those rows locked, and the table against changes of its structure.',
    'It leaves as many dead rows and their log behind, and may use up sequence values.',
  ];
}

function sampleSentences({ rows, of }: RehearsedSample): readonly string[] {
  return [
    `A sample of the correction is made in production and rolled back: ${rows} of ${of} rows, some of each pattern.`,
    'Until then it keeps every planned row locked, and the table against changes of its structure.',
    'It leaves dead rows of the sample and their log behind, and may use up sequence values.',
  ];
}
