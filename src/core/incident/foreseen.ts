import type { ActionCounts } from '../correction/plan';
import type { RehearsedSample } from './rehearsal';
import { counted } from '../words';

/** What a rehearsal will do in production, as far as it is known before it is made. */
export interface Foreseen {
  /** Names of the triggers, and rules, that will run. */
  readonly triggers: readonly string[];
  /** Those of other tables that foreign keys may set off: `trigger of schema.table`. */
  readonly below: readonly string[];
  /** Those that run when an undo puts back rows of other tables: `trigger of schema.table`. */
  readonly puttingBack?: readonly string[];
  /** Those of all of them whose functions reach outside the database, where nothing is rolled back. */
  readonly outside: readonly OutsideTrigger[];
  /** Absent where every planned row is written. */
  readonly sample?: RehearsedSample | undefined;
  /** Those whose functions are written in C, and not looked into. */
  readonly unread: readonly string[];
  /** Those of all of them whose functions build SQL at run time. */
  readonly dynamic: readonly string[];
  /** Publications that carry what is applied to other servers. */
  readonly publications: readonly string[];
  /** What the role would lack for an undo. */
  readonly undoLacks?: LackingRights | undefined;
  /** Nobody else writes to the table meanwhile. */
  readonly locksTable?: true;
}

/** On the planned table. */
export interface LackingRights {
  readonly role: string;
  /** As GRANT takes them: `UPDATE ("a", "b")`. Never empty. */
  readonly rights: string;
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
    ...(sample ? sampleSentences(sample, foreseen) : wholeSentences(counts, foreseen)),
    ...triggerSentences(foreseen),
  ];
}

/** Sentences: which triggers run, what they do beyond the database, and where it all is replicated. */
export function triggerSentences({
  triggers,
  below,
  outside,
  unread,
  dynamic,
  publications,
}: Foreseen): readonly string[] {
  return [
    ...(triggers.length > 0 ? [`Triggers that will run: ${triggers.join(', ')}.`] : []),
    ...(below.length > 0
      ? [`Triggers of other tables that foreign keys may set off: ${below.join(', ')}.`]
      : []),
    ...outside.map(
      ({ trigger, by }) =>
        `The trigger ${trigger} reaches outside the database by ${by}: what it does there is not rolled back.`,
    ),
    ...(triggers.length + below.length > 0
      ? ['Functions that their functions call are not looked into.']
      : []),
    ...(unread.length > 0 ? [`Written in C, and not looked into: ${unread.join(', ')}.`] : []),
    ...dynamic.map(
      (trigger) =>
        `The function of ${trigger} builds SQL at run time: what it calls cannot be foreseen.`,
    ),
    ...(publications.length > 0
      ? [`What is applied is replicated, by ${publications.join(', ')}; a rehearsal is not.`]
      : []),
  ];
}

const tableLocked =
  'Until then nobody else writes to the table, which is locked as a whole: reads go on.';

function wholeSentences(
  { insert, update, delete: deleted }: ActionCounts,
  { locksTable }: Pick<Foreseen, 'locksTable'>,
): readonly string[] {
  const planned = insert + update + deleted;
  const rows = counted(planned, 'row');
  return [
    `The whole correction of ${rows} is made in production and rolled back.`,
    locksTable
      ? tableLocked
      : 'Until then it keeps those rows locked, and the table against changes of its structure.',
    'It leaves as many dead rows and their log behind, and may use up sequence values.',
  ];
}

function sampleSentences(
  { rows, of }: RehearsedSample,
  { locksTable }: Pick<Foreseen, 'locksTable'>,
): readonly string[] {
  return [
    `A sample of the correction is made in production and rolled back: ${rows} of ${of} rows, some of each pattern.`,
    locksTable
      ? tableLocked
      : 'Until then it keeps every planned row locked, and the table against changes of its structure.',
    'It leaves dead rows of the sample and their log behind, and may use up sequence values.',
  ];
}
