import type { PlanHeader } from '../correction/planFile';
import type { ZoneClock } from '../dumpTime/zoneClock';
import type { JournalEntry } from '../incident/journal';
import type { Outcome } from '../incident/outcome';
import type { RowSpread } from './charts/rowSpread';
import type { ReportLanguage } from './words/language';

/** What a report is made from: nothing of it is a row's content. */
export interface ReportFacts {
  /** As its folder is called. */
  readonly incident: string;
  /** Undefined while nothing is planned. */
  readonly plan: PlanHeader | undefined;
  /** In the order of time. */
  readonly journal: readonly JournalEntry[];
  readonly applied: Outcome | undefined;
  readonly undone: Outcome | undefined;
  /** Undefined where no chart was drawn. */
  readonly spread: RowSpread | undefined;
}

/** In which words, and by which clocks. */
export interface ReportManner {
  readonly language: ReportLanguage;
  readonly clock: ZoneClock;
}
