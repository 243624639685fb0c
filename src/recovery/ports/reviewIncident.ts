import type { ByteSource } from '../../core/archive/byteSource';
import type { PlanningIncident } from './planningIncident';

/** A file of rows open for reading anywhere in it. Whoever opened it closes it. */
export interface OpenRows extends ByteSource {
  close(): Promise<void>;
}

/** An incident whose compared rows are looked at out of their order. */
export interface ReviewIncident extends PlanningIncident {
  /** @throws {RecoveryError} `incident-unreadable` when that file is not there. */
  openRows(name: string): Promise<OpenRows>;
}
