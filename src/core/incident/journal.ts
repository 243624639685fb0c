import type { ActionCounts } from '../correction/plan';
import type { FoundChildren } from '../correction/provedChildren';
import type { WritingTransaction } from '../diff/storedTransactions';
import type { NoteSubject } from './noteSubject';
import type { NotedFigures } from './notedFigures';
import type { NotedPattern } from './notedPatterns';
import type { NotedIndicator } from '../validation/notedIndicator';
import type { AttemptKind, NotAppliedReason, SequenceMove } from './outcome';
import type { RehearsedSample } from './rehearsal';
import type { TaskMark, TaskName } from './steps/procedure';
import type { WeighedFrom, WeighedStrategy } from '../strategy/strategy';

/** One fact of an incident. Counts and names only: never a row's content, never a secret. */
export type JournalStep =
  | {
      readonly step: 'opened';
      readonly table: string;
      readonly production: string;
      /** Its path; absent in incidents of before it was noted. */
      readonly dump?: string;
      /** When the operator said that the damage happened: ISO 8601, an interval where that is not exact. */
      readonly damagedAt?: string;
    }
  | {
      /** The table was looked at, and a page written of it. */
      readonly step: 'qualified';
      /** Beside the journal. */
      readonly page: string;
      readonly found: NotedFigures;
    }
  | {
      readonly step: 'restored';
      readonly dump: string;
      readonly rows: number;
      readonly seconds: number;
    }
  | {
      readonly step: 'compared';
      /** Rows were counted with all their copies, for want of a key. */
      readonly withoutKey?: true;
      /** Which rows, where not the whole table. */
      readonly scope?: string;
      readonly missing: number;
      readonly changed: number;
      readonly extra: number;
      readonly identical: number;
      readonly seconds: number;
      /** Of the backup; this and what follows is absent in incidents of before it was noted. */
      readonly dump?: { readonly createdAt: string; readonly sha256?: string };
      /** Changed rows whose key is another thing's now. */
      readonly reused?: number;
      /** How the changed rows changed, by the number of rows; a few. */
      readonly patterns?: readonly NotedPattern[];
      /** What wrote production's side of the differing rows, by the number of rows; a few. */
      readonly transactions?: readonly WritingTransaction[];
    }
  | {
      /** The damaged state was written to a file. */
      readonly step: 'snapshot';
      readonly file: string;
      readonly bytes: number;
      readonly rows: number;
      readonly sha256: string;
      /** Which table, and where; absent in incidents of before it was noted. */
      readonly systemIdentifier?: string;
      readonly databaseOid?: string;
      readonly tableOid?: string;
    }
  | { readonly step: 'snapshot-declined'; readonly reason: string }
  /** Rows that had moved on since they were compared, by what they are now. */
  | {
      readonly step: 'compared-again';
      readonly missing: number;
      readonly changed: number;
      readonly extra: number;
      readonly equal: number;
      readonly stale: number;
    }
  /** `file`: of a script. */
  | { readonly step: 'rehearsal-tried-again'; readonly after: string; readonly file?: string }
  | StrategyStep
  | {
      readonly step: 'planned';
      readonly plan: ActionCounts;
      readonly digest: string;
      /** How the rows that it updates were changed; absent in incidents of before it was noted. */
      readonly patterns?: readonly NotedPattern[];
    }
  | { readonly step: 'rehearsal-begun'; readonly digest: string }
  | {
      readonly step: 'rehearsed';
      readonly digest: string;
      readonly drifted: number;
      readonly altered: number;
      readonly violations: number;
      readonly seconds: number;
      /** Absent where every row was written. */
      readonly sample?: RehearsedSample;
    }
  /** For what others held in production, about so long; one step a session. */
  | {
      readonly step: 'waited';
      readonly during: WaitedIn;
      readonly seconds: number;
      readonly user: string;
      readonly application: string;
      readonly pid?: number;
      /** The name of a prepared transaction. */
      readonly prepared?: string;
      /** When its transaction began, ISO 8601. */
      readonly since?: string;
    }
  | { readonly step: 'file-rehearsal-begun'; readonly file: string; readonly digest: string }
  | {
      readonly step: 'file-rehearsed';
      readonly file: string;
      readonly digest: string;
      /** Rows of the table that were touched. */
      readonly plan: ActionCounts;
      /** The line of what was refused. */
      readonly refusedInLine?: number;
      readonly seconds: number;
    }
  | WriteStep
  | {
      readonly step: 'proved';
      readonly equal: number;
      readonly different: number;
      readonly writtenByUs: number;
      readonly changedByOthers: number;
      /** Planned rows that were still to be written; absent where there were none. */
      readonly left?: number;
      /** Of a correction that was taken back: what that gave back. */
      readonly undone?: NotedUndoProof;
    }
  /** The hash is public: it tells that a freeze found in production is this incident's. */
  | {
      readonly step: 'frozen';
      readonly table: string;
      readonly owner: string;
      readonly role: string;
      readonly reason: string;
      readonly tokenHash: string;
    }
  | {
      readonly step: 'unfrozen';
      readonly table: string;
      readonly by: string;
      /** Whose freeze it was. */
      readonly owner: string;
      readonly tokenHeld: boolean;
    }
  /** A masked column's values are shown from now on, until it is masked again or the review closed. */
  | { readonly step: 'revealed'; readonly column: string; readonly by: string }
  | { readonly step: 'masked-again'; readonly column: string; readonly by: string }
  /** A batch that writes to the table: to be suspended, and resumed once the table is unfrozen. */
  | {
      readonly step: 'batch';
      readonly batch: string;
      readonly state: BatchMark;
      readonly by: string;
    }
  /** What a person says of a task of the procedure: done by hand, not needed, to be done after all. */
  | {
      readonly step: 'task';
      readonly task: TaskName;
      readonly mark: TaskMark;
      readonly text: string;
      readonly by?: string;
    }
  /** The dump was read to its last byte, or to where it is damaged. */
  | {
      readonly step: 'dump-verified';
      readonly dump: string;
      readonly ok: boolean;
      /** Undefined where it could not be read to its end. */
      readonly sha256?: string;
      /** This is absent, and `when` it was is told, where it was read before the incident was opened. */
      readonly seconds?: number;
      /** ISO 8601, UTC. */
      readonly when?: string;
    }
  /** What the checks found in production after the correction. */
  | {
      readonly step: 'checked';
      readonly checks: number;
      /** Names of checks of severity error that are broken, or could not be asked. */
      readonly failed: readonly string[];
      readonly warned: readonly string[];
      readonly indicators: readonly NotedIndicator[];
    }
  /** Somebody answers for the result. */
  | {
      readonly step: 'signed-off';
      readonly by: string;
      readonly isProved: boolean;
      /** Names of checks that failed; undefined where none were run. */
      readonly failed?: readonly string[];
      /** Why so, though something was not right. */
      readonly despite?: string;
    }
  /** The indicators were looked at for a while after the correction. */
  | {
      readonly step: 'watched';
      readonly seconds: number;
      readonly looks: number;
      /** Names of indicators that left their band. */
      readonly left: readonly string[];
    }
  /** Somebody asked for the report, beside those that steps write. */
  | { readonly step: 'reported'; readonly language: string }
  /** With the tasks that were still open then, and why so. */
  | { readonly step: 'closed'; readonly open: readonly TaskName[]; readonly reason?: string }
  | {
      readonly step: 'note';
      readonly text: string;
      /** This and what follows is absent from what earlier versions noted of their own. */
      readonly about?: NoteSubject;
      /** Who did it, decided it or says it. */
      readonly by?: string;
      /** When it was, where that is not when it was written down: ISO 8601, UTC. */
      readonly when?: string;
    };

/** What was counted of an undo: rows that are as they were before its correction, and rows that are not. */
export interface NotedUndoProof {
  readonly isProved: boolean;
  readonly equal: number;
  /** Rows that are so but for columns that production wrote itself; absent where there were none. */
  readonly rewritten?: number;
  readonly different: number;
  readonly writtenByUs: number;
  readonly changedByOthers: number;
  /** Rows of other tables that it gave back; absent where there were none. */
  readonly children?: readonly FoundChildren[];
}

/** A step of the plan, or of a script of the incident’s. */
export type WaitedIn = 'rehearsal' | 'apply' | 'undo' | 'file-rehearsal' | 'file';

/** How the damage is to be put right, and what was known of each way when it was chosen. */
export interface StrategyStep {
  readonly step: 'strategy';
  /** The name of one of {@link strategies}. */
  readonly chosen: string;
  readonly reason: string;
  /** Who decided it, where that is not who runs the tool. */
  readonly by?: string;
  readonly from: WeighedFrom;
  readonly strategies: readonly WeighedStrategy[];
}

/** What the operator says of a batch; `dropped`: it was listed by mistake. */
export type BatchMark = 'to-suspend' | 'suspended' | 'resumed' | 'dropped';

/** The steps of an apply, an undo, or a script that is applied, in their order. */
export type WriteStep = {
  readonly write: AttemptKind;
  /** Where it is written in several transactions: which of them, from 1. */
  readonly part?: number;
} & (
  | { readonly step: 'begun'; readonly digest: string; readonly file?: string }
  | { readonly step: 'rows-locked'; readonly xid: string; readonly rows: number }
  | { readonly step: 'drifted'; readonly rows: number }
  | { readonly step: 'already'; readonly by: 'outcome' | 'rows' | 'ledger' }
  | {
      readonly step: 'rows-written';
      readonly xid: string;
      readonly plan: ActionCounts;
      readonly altered: number;
    }
  | { readonly step: 'committing'; readonly xid: string }
  /** Of a file: its digest and name, and how many rows of the table it touched. */
  | {
      readonly step: 'committed';
      readonly xid: string;
      readonly digest?: string;
      readonly file?: string;
      readonly plan?: ActionCounts;
    }
  | {
      readonly step: 'not-applied';
      readonly xid: string;
      readonly why: NotAppliedReason;
    }
  | { readonly step: 'tried-again'; readonly after: string }
  | { readonly step: 'unknown'; readonly xid: string }
  | {
      readonly step: 'settled';
      readonly xid: string;
      readonly digest?: string;
      readonly outcome: 'applied' | 'not-applied' | 'unknown';
    }
  | { readonly step: 'sequences'; readonly moved: readonly SequenceMove[] }
);

/** A step as it stands in the journal. */
export type JournalEntry = JournalStep & {
  /** Counts up from 1 within one writer. */
  readonly n: number;
  /** ISO 8601 with milliseconds, UTC. */
  readonly at: string;
  readonly writer: string;
  /** Who ran the tool, or whom the step names; absent in incidents of before it was noted. */
  readonly by?: string;
};

/** All writers' entries in the order of time, each writer's in its own order, though its clock went back. */
export function chronological(entries: readonly JournalEntry[]): readonly JournalEntry[] {
  const latest = new Map<string, string>();
  const timed = entries
    .toSorted((a, b) => (a.writer === b.writer ? a.n - b.n : a.writer < b.writer ? -1 : 1))
    .map((entry) => {
      const before = latest.get(entry.writer) ?? '';
      const at = entry.at > before ? entry.at : before;
      latest.set(entry.writer, at);
      return { entry, at };
    });
  return timed
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    .map(({ entry }) => entry);
}
