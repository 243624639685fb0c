import type { ActionCounts } from '../correction/plan';

/** What a rehearsal will do in production, as far as it is known before it is made. */
export interface Foreseen {
  /** Names of the triggers, and rules, that will run. */
  readonly triggers: readonly string[];
  /** Those of them whose functions reach outside the database, where nothing is rolled back. */
  readonly outside: readonly OutsideTrigger[];
}

export interface OutsideTrigger {
  readonly trigger: string;
  /** By what: a language, a function that it calls, or COPY. */
  readonly by: string;
}

/** Sentences: what stays even of a rehearsal that is rolled back. */
export function foreseenSentences(
  { insert, update, delete: deleted }: ActionCounts,
  { triggers, outside }: Foreseen,
): readonly string[] {
  const planned = insert + update + deleted;
  const rows = `${planned} ${planned === 1 ? 'row' : 'rows'}`;
  return [
    `The whole correction of ${rows} is made in production and rolled back.`,
    'Until then it keeps those rows locked, and the table against changes of its structure.',
    'It leaves as many dead rows and their log behind, and may use up sequence values.',
    ...(triggers.length > 0 ? [`Triggers that will run: ${triggers.join(', ')}.`] : []),
    ...outside.map(
      ({ trigger, by }) =>
        `The trigger ${trigger} reaches outside the database by ${by}: what it does there is not rolled back.`,
    ),
  ];
}
