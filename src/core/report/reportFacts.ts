import type { PlanHeader } from '../correction/planFile';
import type { ZoneClock } from '../dumpTime/zoneClock';
import type { JournalEntry } from '../incident/journal';
import type { AppliedOutcome, Outcome } from '../incident/outcome';
import type { RowSpread } from './charts/rowSpread';
import type { ReportLanguage } from './words/languages';

/** What a report is made from: nothing of it is a row's content. */
export interface ReportFacts {
  /** As its folder is called. */
  readonly incident: string;
  /** Undefined while nothing is planned. */
  readonly plan: PlanHeader | undefined;
  /** In the order of time. */
  readonly journal: readonly JournalEntry[];
  /** Of the part that was last written, or taken back. */
  readonly applied: Outcome | undefined;
  readonly undone: Outcome | undefined;
  /** Of the script of it that was run last. */
  readonly filed?: Outcome | undefined;
  /** The parts of the correction that are in force, in the order in which they were written. */
  readonly inForce: readonly AppliedOutcome[];
  /** Names of the pages of its qualifications that are there to be opened. */
  readonly pages: readonly string[];
  /** Undefined where no chart was drawn. */
  readonly spread: RowSpread | undefined;
}

/** In which words, and by which clocks. */
export interface ReportManner {
  readonly language: ReportLanguage;
  readonly clock: ZoneClock;
}
