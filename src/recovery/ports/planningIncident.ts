import type { CorrectionPlan } from '../../core/correction/plan';
import type { PlanOrigin, StoredPlan } from '../../core/correction/planFile';
import type { IncidentStore } from './incidentStore';
import type { ReportedIncident } from './reportedIncident';

/** A file of rows being written; it has its name only once it is finished. Whoever creates it ends it. */
export interface RowsSink {
  write(line: string): Promise<void>;
  /** As they are: a line with its end, or what is no text. The caller changes them no more. */
  writeBytes(bytes: Uint8Array): Promise<void>;
  finish(): Promise<void>;
  discard(): Promise<void>;
}

/** Where an incident keeps what was compared, and the correction planned from it. */
export interface PlanningIncident extends IncidentStore, ReportedIncident {
  createRows(name: string): Promise<RowsSink>;
  saveRows(name: string, lines: Iterable<string>): Promise<void>;
  /** @throws {RecoveryError} `incident-unreadable` when that file is not there. */
  rows(name: string): AsyncIterable<string>;
  /** Does nothing where that file is not there. */
  removeRows(name: string): Promise<void>;
  /** @param continues Digests of plans of which parts are in force, and which this one holds as well. */
  savePlan(plan: CorrectionPlan, origin: PlanOrigin, continues?: readonly string[]): Promise<void>;
  /** @throws {RecoveryError} `incident-unreadable` when there is none, or it is not as it was made. */
  plan(): Promise<StoredPlan>;
  saveScript(name: 'correction.sql' | 'undo.sql', parts: Iterable<string>): Promise<void>;
}
