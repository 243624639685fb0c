import { type Batch, batchesIn, batchesLeft } from '../batches';
import type { JournalEntry } from '../journal';
import type { NoteSubject } from '../noteSubject';
import { type IncidentFacts, lastPlanned, proofOf, standingOf } from '../standing';
import { lastWritten } from '../written';
import type { TaskName } from './procedure';

/** What an incident's journal shows of a task: the entry that did it, or that it is of no use by now. */
export type Evidence = JournalEntry | 'not-needed' | undefined;

/** @param isWritten Rows are corrected already, wholly or in part, by the tool or as somebody says. */
export function evidenceOf(task: TaskName, facts: IncidentFacts, isWritten: boolean): Evidence {
  return seenOf[task](facts) ?? (isWritten && beforeWriting.has(task) ? 'not-needed' : undefined);
}

/** Of what use they were is over once the rows are corrected. */
const beforeWriting: ReadonlySet<TaskName> = new Set([
  ...(['freeze', 'suspend', 'keep', 'restore', 'compare', 'plan', 'rehearse'] as const),
]);

const seenOf: Readonly<Record<TaskName, (facts: IncidentFacts) => Evidence>> = {
  qualify: ({ entries }) => last(entries, 'qualified') ?? lastNote(entries, 'qualified'),
  inform: ({ entries }) => lastNote(entries, 'informed'),
  freeze: ({ entries }) => last(entries, 'frozen'),
  suspend: ({ entries }) => suspended(entries),
  keep: ({ entries }) =>
    last(entries, 'snapshot') ?? (last(entries, 'snapshot-declined') ? 'not-needed' : undefined),
  restore: ({ entries }) =>
    last(entries, 'restored') ?? (last(entries, 'compared') ? 'not-needed' : undefined),
  compare: ({ entries }) => last(entries, 'compared'),
  choose: ({ entries }) => last(entries, 'strategy') ?? lastNote(entries, 'strategy'),
  plan: ({ entries }) => last(entries, 'planned'),
  rehearse: ({ entries }) => rehearsed(entries),
  apply: (facts) => applied(facts),
  prove: (facts) =>
    standingOf(facts) === 'proved' && proofOf(facts.entries)
      ? last(facts.entries, 'proved')
      : undefined,
  validate: (facts) => validated(facts),
  unfreeze: ({ entries }) => unfrozen(entries),
  resume: ({ entries }) => resumed(entries),
  learn: ({ entries }) => lastNote(entries, 'cause', 'action', 'lesson'),
  report: ({ entries }) => last(entries, 'reported'),
  close: ({ entries }) => last(entries, 'closed'),
};

function suspended(entries: readonly JournalEntry[]): Evidence {
  const batches = batchesIn(entries);
  const { toSuspend } = batchesLeft(batches);
  return batches.length === 0
    ? lastNote(entries, 'suspended')
    : toSuspend.length === 0
      ? lastBatch(entries, 'suspended')
      : undefined;
}

function resumed(entries: readonly JournalEntry[]): Evidence {
  const batches = batchesIn(entries);
  const { toResume } = batchesLeft(batches);
  if (toResume.length > 0) {
    return undefined;
  }
  return batches.some(isResumed) ? lastBatch(entries, 'resumed') : lastNote(entries, 'resumed');
}

function isResumed({ state }: Batch): boolean {
  return state === 'resumed';
}

function lastBatch(
  entries: readonly JournalEntry[],
  mark: 'suspended' | 'resumed',
): JournalEntry | undefined {
  return entries.findLast((entry) => entry.step === 'batch' && entry.state === mark);
}

/** The last rehearsal, where it was of the last plan and found no fault, or of a script that was not refused. */
function rehearsed(entries: readonly JournalEntry[]): JournalEntry | undefined {
  const digest = lastPlanned(entries)?.digest;
  return entries.findLast(
    (entry) =>
      (entry.step === 'rehearsed' &&
        entry.digest === digest &&
        entry.drifted + entry.violations === 0) ||
      (entry.step === 'file-rehearsed' && entry.refusedInLine === undefined),
  );
}

function applied(facts: IncidentFacts): JournalEntry | undefined {
  const standing = standingOf(facts);
  const isApplied =
    ['applied', 'proved', 'filed'].includes(standing) || facts.filed?.state === 'applied';
  return isApplied ? lastWritten(facts.entries) : undefined;
}

/** What was found right before the last write says nothing of what was written then. */
function validated(facts: IncidentFacts): JournalEntry | undefined {
  const { entries } = facts;
  const word = entries.findLast(
    (entry) =>
      entry.step === 'signed-off' || (entry.step === 'note' && entry.about === 'validated'),
  );
  const written = lastWritten(entries);
  const isSince = !written || (word && entries.indexOf(word) > entries.indexOf(written));
  return isSince ? word : undefined;
}

function unfrozen(entries: readonly JournalEntry[]): JournalEntry | undefined {
  const end = entries.findLast(({ step }) => step === 'frozen' || step === 'unfrozen');
  return end?.step === 'unfrozen' ? end : undefined;
}

function last(
  entries: readonly JournalEntry[],
  step: JournalEntry['step'],
): JournalEntry | undefined {
  return entries.findLast((entry) => entry.step === step);
}

function lastNote(
  entries: readonly JournalEntry[],
  ...subjects: readonly NoteSubject[]
): JournalEntry | undefined {
  return entries.findLast(
    (entry) => entry.step === 'note' && entry.about !== undefined && subjects.includes(entry.about),
  );
}
