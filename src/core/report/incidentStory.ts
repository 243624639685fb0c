import { tableLabel } from '../catalog/table';
import { type ActionCounts, sumOf } from '../correction/plan';
import { type Batch, batchesIn } from '../incident/batches';
import type { JournalEntry } from '../incident/journal';
import type { NoteSubject } from '../incident/noteSubject';
import {
  appliedFile,
  type AppliedScript,
  firstProofOf,
  type IncidentStanding,
  lastPlanned,
  proofOf,
  standingOf,
} from '../incident/standing';
import { closedBy } from '../incident/steps/progress';
import type { KindCounts } from './charts/countsChart';
import type { ReportFacts } from './reportFacts';

export type Entry<S extends JournalEntry['step']> = Extract<JournalEntry, { readonly step: S }>;
export type Note = Entry<'note'> & { readonly about: NoteSubject };

/** What an incident's facts come to. */
export interface IncidentStory {
  readonly incident: string;
  readonly table: string;
  /** Undefined while nobody has connected to it for this incident. */
  readonly database: string | undefined;
  /** `user@host:port/database` */
  readonly production: string | undefined;
  readonly standing: IncidentStanding;
  /** When somebody noted that it was found, else when the incident was opened. */
  readonly foundAt: string | undefined;
  readonly damagedAt: string | undefined;
  readonly dump: StoryDump | undefined;
  readonly restored: Entry<'restored'> | undefined;
  readonly compared: Entry<'compared'> | undefined;
  readonly planned: Entry<'planned'> | undefined;
  readonly isWholeTable: boolean;
  /** The correction that is in force. */
  readonly corrected: Corrected | undefined;
  /** The script that was run in production since. */
  readonly filed: AppliedScript | undefined;
  /** When the last correction was taken back, where none is in force since. */
  readonly undoneAt: string | undefined;
  readonly proof: ReturnType<typeof proofOf>;
  /** When it was first found to be as planned, where the last proof holds as well. */
  readonly provedAt: string | undefined;
  readonly isClosed: boolean;
  /** What was found of each kind, and how much of it is put right. */
  readonly kinds: readonly KindCounts[];
  readonly freezes: readonly FreezeSpan[];
  readonly batches: readonly Batch[];
  readonly notes: readonly Note[];
  readonly journal: readonly JournalEntry[];
  readonly facts: ReportFacts;
}

export interface StoryDump {
  readonly path: string;
  readonly createdAt?: string | undefined;
  readonly sha256?: string | undefined;
}

export interface Corrected {
  readonly at: string;
  readonly xid: string;
  readonly counts: ActionCounts;
}

export interface FreezeSpan {
  readonly frozen: Entry<'frozen'>;
  readonly unfrozen: Entry<'unfrozen'> | undefined;
}

export function storyOf(facts: ReportFacts): IncidentStory {
  const { journal, plan, undone } = facts;
  const compared = last(journal, 'compared');
  const corrected = correctedIn(facts);
  const filed = corrected ? undefined : appliedFile({ ...facts, entries: journal });
  return {
    ...{ incident: facts.incident, facts, journal, compared, corrected },
    ...subjectOf(facts),
    standing: standingOf({ ...facts, entries: journal }),
    notes: notesIn(journal),
    foundAt: foundAt(journal),
    dump: dumpOf(facts),
    restored: last(journal, 'restored'),
    planned: plannedOf(journal),
    isWholeTable: plan?.isWholeTable === true,
    filed,
    undoneAt: corrected ? undefined : writtenAt(journal, 'undo', undone?.xid),
    proof: proofOf(journal),
    provedAt: provedAt(journal),
    isClosed: closedBy(journal) !== undefined,
    kinds: compared ? kindsOf(compared, (corrected ?? filed)?.counts) : [],
    freezes: freezesIn(journal),
    batches: batchesIn(journal),
  };
}

function subjectOf({
  journal,
  plan,
}: ReportFacts): Pick<IncidentStory, 'table' | 'database' | 'production' | 'damagedAt'> {
  const { table, production, damagedAt } = last(journal, 'opened') ?? {};
  const named = table ?? last(journal, 'frozen')?.table ?? '?';
  const subject = plan
    ? { table: tableLabel(plan.identity.table), database: plan.identity.database }
    : { table: named, database: production?.split('/').at(-1) };
  return { ...subject, production, damagedAt };
}

function foundAt(journal: readonly JournalEntry[]): string | undefined {
  const note = notesIn(journal).find(({ about }) => about === 'found');
  return note ? momentOf(note) : journal[0]?.at;
}

function provedAt(journal: readonly JournalEntry[]): string | undefined {
  return proofOf(journal)?.isProved ? firstProofOf(journal)?.at : undefined;
}

/** When it was, of a note or a reading of the dump that may be written down later. */
export function momentOf(entry: JournalEntry): string {
  return 'when' in entry ? (entry.when ?? entry.at) : entry.at;
}

export function notesAbout(
  { notes }: Pick<IncidentStory, 'notes'>,
  ...subjects: readonly NoteSubject[]
): readonly Note[] {
  return notes
    .filter(({ about }) => subjects.includes(about))
    .toSorted((one, other) => (momentOf(one) < momentOf(other) ? -1 : 1));
}

export function allOf({ insert, update, delete: deleted }: ActionCounts): number {
  return insert + update + deleted;
}

function last<S extends JournalEntry['step']>(
  journal: readonly JournalEntry[],
  step: S,
): Entry<S> | undefined {
  return journal.findLast((entry): entry is Entry<S> => entry.step === step);
}

function notesIn(journal: readonly JournalEntry[]): readonly Note[] {
  return journal.filter((entry): entry is Note => entry.step === 'note' && 'about' in entry);
}

function plannedOf(journal: readonly JournalEntry[]): Entry<'planned'> | undefined {
  const planned = lastPlanned(journal);
  return journal.findLast((entry): entry is Entry<'planned'> => entry === planned);
}

function dumpOf({ plan, journal }: ReportFacts): StoryDump | undefined {
  if (plan) {
    return plan.origin.dump;
  }
  const path = last(journal, 'restored')?.dump ?? last(journal, 'opened')?.dump;
  return path === undefined ? undefined : { path, ...last(journal, 'compared')?.dump };
}

/** By the last of its transactions, where it was written in several. */
function correctedIn({ journal, inForce }: ReportFacts): Corrected | undefined {
  const last = inForce.at(-1);
  return (
    last && {
      at: writtenAt(journal, 'apply', last.xid) ?? last.at,
      xid: inForce.map(({ xid }) => xid).join(', '),
      counts: sumOf(inForce.map((part) => part.plan)),
    }
  );
}

function writtenAt(
  journal: readonly JournalEntry[],
  write: 'apply' | 'undo',
  xid: string | undefined,
): string | undefined {
  const end = journal.find(
    (entry) =>
      (entry.step === 'committed' || (entry.step === 'settled' && entry.outcome === 'applied')) &&
      entry.write === write &&
      entry.xid === xid,
  );
  return end?.at;
}

function kindsOf(
  { missing, changed, extra }: Entry<'compared'>,
  corrected: ActionCounts | undefined,
): readonly KindCounts[] {
  return [
    { kind: 'missing', found: missing, corrected: corrected?.insert ?? 0 },
    { kind: 'changed', found: changed, corrected: corrected?.update ?? 0 },
    { kind: 'extra', found: extra, corrected: corrected?.delete ?? 0 },
  ];
}

/** Each freeze with the unfreeze that ended it. */
function freezesIn(journal: readonly JournalEntry[]): readonly FreezeSpan[] {
  const spans: FreezeSpan[] = [];
  for (const entry of journal) {
    if (entry.step === 'frozen') {
      spans.push({ frozen: entry, unfrozen: undefined });
    } else if (entry.step === 'unfrozen') {
      const open = spans.findLastIndex(
        ({ frozen, unfrozen }) => unfrozen === undefined && frozen.table === entry.table,
      );
      const span = spans[open];
      if (span) {
        spans[open] = { ...span, unfrozen: entry };
      }
    }
  }
  return spans;
}
