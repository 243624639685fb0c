import type { ImpossibleEntry } from '../../core/restore/databasePlan';
import type { BlockRows, OpenDump } from '../../core/restore/openDump';
import type { RestorePlan } from '../../core/restore/plan';
import type { ConnectionSettings } from '../connectionSettings';
import type { Work } from '../work';

export type EngineName = 'built-in' | 'pg_restore';

export interface RestoreJob {
  readonly dump: OpenDump;
  readonly plan: RestorePlan;
  /** A scratch database that is empty but for the plan's schemas. */
  readonly target: ConnectionSettings;
  /** How many connections may work side by side, each on a table of its own. */
  readonly jobs: number;
}

/** What came of executing a plan. */
export interface Executed {
  /** The rows that the dump holds, as counted while reading it. */
  readonly rows: readonly BlockRows[];
  /** Optional entries that the server could not make, and why; what needs them was not tried. */
  readonly impossible: readonly ImpossibleEntry[];
  readonly warnings: readonly string[];
}

/** What executes restore plans. */
export interface RestoreEngine {
  readonly name: EngineName;
  /** For a dump, and a server of that version (`150004`). */
  readyFor(dump: OpenDump, serverVersion: number): Promise<Readiness>;
}

export type Readiness =
  | {
      readonly state: 'ready';
      readonly restore: ExecutePlan;
      /** Of the program that was found for it: `15.18`. */
      readonly version?: string;
    }
  /** The reason is a sentence. */
  | { readonly state: 'refused'; readonly reason: string };

/**
 * All or nothing, but for what the plan calls optional.
 * @throws {RecoveryError} `restore-failed`, `disk-full`, `dump-truncated`, `dump-damaged`, `connection-lost`.
 */
export type ExecutePlan = (job: RestoreJob, work: Work) => Promise<Executed>;

/** Follows what a server does in a database while another program fills it. */
export interface RestoreMonitor {
  watch(target: ConnectionSettings): Promise<RestoreWatch>;
}

export interface RestoreWatch {
  activity(): Promise<RestoreActivity>;
  close(): Promise<void>;
}

export interface RestoreActivity {
  /** Rows taken so far by the COPY that is under way. */
  readonly rows: number;
  /** The server is at work, and not waiting for its client. */
  readonly busy: boolean;
  /** Differs whenever something has moved. */
  readonly mark: string;
}
