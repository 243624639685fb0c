import type { ImagesToKeep } from '../../core/correction/foreseenRows';
import type { RowImage } from '../../core/correction/undo';
import type { JournalEntry, JournalStep } from '../../core/incident/journal';
import type { AttemptKind, Outcome } from '../../core/incident/outcome';
import type { Rehearsal } from '../../core/incident/rehearsal';
import type { FileRehearsal } from '../../core/scriptFile/scriptRun';
import type { ChildrenStore } from './childrenKept';
import type { NewFile } from './tableSnapshot';

/** What is being written: the correction, or its undo. Each has its own outcome and images. */
export type WriteKind = 'apply' | 'undo';

/** Facts in the order in which they happened. Each is on disk when its promise is fulfilled. */
export interface Journal {
  note(entry: JournalStep): Promise<void>;
}

/** What is known of the last attempt of each kind. On disk when the promise is fulfilled. */
export interface OutcomeStore {
  outcome(kind: AttemptKind): Promise<Outcome | undefined>;
  /** By who holds the plan's turn in production: nobody else writes then. */
  recordOutcome(outcome: Outcome): Promise<void>;
  /** By anybody: recorded only while the last attempt is still this one. */
  concludeOutcome(outcome: Outcome): Promise<void>;
}

/** The rows of an attempt as they were before and after it, in its plan's order. */
export interface ImageStore extends ChildrenStore {
  saveImages(kind: WriteKind, xid: string, images: ImagesToKeep): Promise<void>;
  /** @throws {RecoveryError} `incident-unreadable` when they are not those of transaction `xid`. */
  images(kind: WriteKind, xid: string): Promise<readonly RowImage[]>;
  /** `undo.sql` of a plan, or made anew from the images. */
  saveUndoScript(planId: string, parts: Iterable<string>): Promise<void>;
  /** True where it is there just as it was last saved, for that plan. */
  hasUndoScript(planId: string): Promise<boolean>;
}

export interface RehearsalStore {
  lastRehearsal(): Promise<Rehearsal | undefined>;
  saveRehearsal(rehearsal: Rehearsal): Promise<void>;
  /** Of whatever script was rehearsed last. */
  lastFileRehearsal(): Promise<FileRehearsal | undefined>;
  saveFileRehearsal(rehearsal: FileRehearsal): Promise<void>;
}

/** Where the damaged state of the table is kept. */
export interface DamagedStateStore extends Journal {
  entries(): Promise<readonly JournalEntry[]>;
  /** A new file of rows, beside any that is there. */
  createSnapshot(): Promise<NewFile>;
}

export interface IncidentStore extends DamagedStateStore, OutcomeStore, ImageStore, RehearsalStore {
  /**
   * The same incident with the outcomes and images of the part of that number, from 1. A correction that is
   * written in one transaction has only the first.
   */
  part(number: number): IncidentStore;
}
