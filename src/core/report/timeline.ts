import type { NoteSubject } from '../incident/noteSubject';
import { firstProofOf, isHeld } from '../incident/standing';
import { type Entry, type IncidentStory, momentOf } from './incidentStory';
import { code, plain } from '../markdown';
import { decidedText } from './strategySection';
import { standingOut } from '../strategy/judgedRows';
import type { Saying } from './saying';
import { watchedText } from './validationTexts';

export interface TimelineEvent {
  readonly at: string;
  /** In Markdown. */
  readonly what: string;
  readonly who?: string | undefined;
}

/** What happened, in the order of time: what the journal says, and what production says of the damage. */
export function timeline(story: IncidentStory, saying: Saying): readonly TimelineEvent[] {
  const opened = story.journal.find(({ step }) => step === 'opened');
  // Looked at before it was compared, it was opened twice: a comparison notes more of it.
  const told = story.journal.filter((entry) => entry.step !== 'opened' || entry === opened);
  const events = [
    ...damageEvents(story, saying),
    ...told.flatMap((entry): readonly TimelineEvent[] => {
      const what = isAgain(entry, story)
        ? saying.words.timeline.provedAgain
        : eventText(entry, saying);
      const at = momentOf(entry);
      return what === undefined ? [] : [{ at, what, who: whoOf(entry) }];
    }),
  ];
  return events
    .map((event, at) => ({ event, at, time: Date.parse(event.at) }))
    .sort((one, other) => one.time - other.time || one.at - other.at)
    .map(({ event }) => event);
}

/** Whose a step is. */
export function whoOf(entry: IncidentStory['journal'][number]): string | undefined {
  return entry.step === 'frozen' ? entry.owner : entry.by;
}

/** The transactions that stand out among those that wrote what differs. */
export function tellingTransactions({
  compared,
}: Pick<IncidentStory, 'compared'>): NonNullable<Entry<'compared'>['transactions']> {
  const written = (compared?.changed ?? 0) + (compared?.extra ?? 0);
  return standingOut(compared?.transactions ?? [], written);
}

function damageEvents(story: IncidentStory, saying: Saying): readonly TimelineEvent[] {
  const { words } = saying;
  const written = tellingTransactions(story).flatMap(({ xid, rows, committedAt }) =>
    committedAt === undefined
      ? []
      : [{ at: committedAt, what: words.timeline.transaction(xid, rows) }],
  );
  return [...saidDamage(story, saying), ...written];
}

/** When the damage was said to have happened; an interval by its begin. */
function saidDamage(
  { damagedAt }: IncidentStory,
  { words, moments }: Saying,
): readonly TimelineEvent[] {
  const [from, to] = damagedAt?.split('/') ?? [];
  return from === undefined
    ? []
    : [{ at: from, what: words.timeline.damaged(to && moments.until(from, to)) }];
}

/** Whether a proof only says once more what was proved since the last write. */
function isAgain(entry: IncidentStory['journal'][number], { journal }: IncidentStory): boolean {
  const first = firstProofOf(journal);
  return first !== undefined && isHeld(entry) && journal.indexOf(entry) > journal.indexOf(first);
}

type Texts = {
  readonly [S in IncidentStory['journal'][number]['step']]?: (
    entry: Entry<S>,
    saying: Saying,
  ) => string | undefined;
};

const texts: Texts = {
  opened: (_, { words }) => words.timeline.opened,
  qualified: (_, { words }) => words.qualify.inTimeline,
  restored: ({ rows, seconds }, { words, moments }) =>
    words.timeline.restored(rows, moments.lasting(seconds)),
  compared: ({ missing, changed, extra, seconds }, { words, moments }) =>
    words.timeline.compared(missing, changed, extra, moments.lasting(seconds)),
  snapshot: ({ rows }, { words }) => words.timeline.snapshot(rows),
  'snapshot-declined': ({ reason }, { words }) => words.timeline.declined(plain(reason)),
  strategy: (entry, saying) => decidedText(entry, saying),
  planned: ({ plan }, { words }) => words.timeline.planned(plan.insert, plan.update, plan.delete),
  rehearsed: ({ drifted, violations, seconds, sample }, { words, moments }) => {
    if (drifted + violations > 0) {
      return words.timeline.rehearsedInVain(drifted, violations);
    }
    const lasted = moments.lasting(seconds);
    return sample
      ? words.timeline.sampleRehearsed(sample.rows, sample.of, lasted)
      : words.timeline.rehearsed(lasted);
  },
  waited: ({ seconds, user, application }, { words, moments }) => {
    const whom = application === '' ? user : `${user} (${application})`;
    return words.timeline.waited(moments.lasting(seconds), plain(whom));
  },
  proved: ({ equal, different, writtenByUs, undone }, { words }) => {
    if (undone) {
      const { isProved, rewritten = 0 } = undone;
      const asBefore = rewritten === 0 ? 'undoProved' : 'undoProvedBut';
      return words.timeline[isProved ? asBefore : 'undoNotProved'];
    }
    return different + writtenByUs === 0
      ? words.timeline.proved(equal)
      : words.timeline.notProved(different);
  },
  frozen: ({ table, reason }, { words }) => words.timeline.frozen(plain(table), plain(reason)),
  unfrozen: ({ table }, { words }) => words.timeline.unfrozen(plain(table)),
  revealed: ({ column }, { words }) => words.timeline.revealed(plain(column)),
  'masked-again': ({ column }, { words }) => words.timeline.maskedAgain(plain(column)),
  batch: ({ batch, state }, { words }) => words.timeline.batch[state](plain(batch)),
  task: ({ task, mark, text }, { words }) =>
    words.timeline.task[mark](words.procedure.tasks[task], plain(text)),
  'dump-verified': ({ ok, seconds }, { words, moments }) =>
    words.timeline[ok ? 'dumpWhole' : 'dumpDamaged'](
      seconds === undefined ? undefined : moments.lasting(seconds),
    ),
  checked: ({ checks, failed }, { words }) => words.timeline.checked(checks, failed.length),
  'signed-off': ({ despite }, { words }) =>
    despite === undefined
      ? words.timeline.signedOff
      : words.timeline.signedOffDespite(plain(despite)),
  watched: watchedText,
  closed: ({ open, reason }, { words }) => {
    const said =
      open.length === 0
        ? words.timeline.closed
        : words.timeline.closedWith(open.map((task) => words.procedure.tasks[task]).join(', '));
    return reason === undefined ? said : `${said} ${words.timeline.closedFor(plain(reason))}`;
  },
  note: ({ about, text }, { words }) => noteText(about, plain(text), words),
  'compared-again': (again, { words }) => words.timeline.comparedAgain(again),
  'rehearsal-tried-again': ({ after }, { words }) =>
    words.timeline.rehearsalTriedAgain(plain(after)),
  drifted: ({ rows }, { words }) => words.timeline.drifted(rows),
  already: (_, { words }) => words.timeline.already,
  committed: ({ write, xid, file }, { words }) => {
    switch (write) {
      case 'apply':
        return words.timeline.applied(xid);
      case 'undo':
        return words.timeline.undone(xid);
      case 'file':
        return words.timeline.filed(file === undefined ? undefined : code(file), xid);
    }
  },
  'not-applied': ({ why }, { words }) => words.timeline.notApplied(plain(why)),
  'tried-again': ({ after }, { words }) => words.timeline.triedAgain(plain(after)),
  unknown: (_, { words }) => words.timeline.unknown,
  settled: ({ outcome }, { words }) => words.timeline.settled[outcome],
};

/** What was learnt of it later is no part of what happened. */
const afterwards: readonly string[] = ['cause', 'action', 'lesson'];

function noteText(
  about: NoteSubject | undefined,
  text: string,
  words: Saying['words'],
): string | undefined {
  if (about === undefined) {
    return text;
  }
  return afterwards.includes(about) ? undefined : words.timeline.note(words.subjects[about], text);
}

/** Undefined for what is only of use to the tool. */
function eventText(entry: IncidentStory['journal'][number], saying: Saying): string | undefined {
  const text = texts[entry.step] as
    ((entry: IncidentStory['journal'][number], saying: Saying) => string | undefined) | undefined;
  return text?.(entry, saying);
}
