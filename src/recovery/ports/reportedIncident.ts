import type { PlanHeader } from '../../core/correction/planFile';
import type { JournalEntry } from '../../core/incident/journal';
import type { RowSpread } from '../../core/report/charts/rowSpread';
import type { IncidentStore } from './incidentStore';

/** Where an incident keeps what its report is made from, and the report. Nothing of it holds rows. */
export interface ReportedIncident extends Pick<IncidentStore, 'part' | 'outcome'> {
  readonly path: string;
  entries(): Promise<readonly JournalEntry[]>;
  /** Undefined while there is no plan. @throws {RecoveryError} `incident-unreadable`. */
  planHeader(): Promise<PlanHeader | undefined>;
  /** Undefined while there is none. */
  report(): Promise<string | undefined>;
  saveReport(text: string): Promise<void>;
  /** Whether a page beside the report is there. @param name `qualification.md` */
  hasPage(name: string): Promise<boolean>;
  /** @param name Its path in the incident’s folder: `charts/counts.svg`. */
  saveChart(name: string, text: string): Promise<void>;
  /** What the chart of rows by date is drawn from; undefined where it was not drawn. */
  spread(): Promise<RowSpread | undefined>;
  saveSpread(spread: RowSpread): Promise<void>;
}
