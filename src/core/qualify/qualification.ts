import type { TableActivity } from '../activity/tableActivity';
import type { TableRule } from '../catalog/rules';
import type { TableId } from '../catalog/table';
import type { CheckSide } from '../checks/check';
import type { CheckedCheck } from '../checks/checkRun';
import type { StatementText } from '../activity/statementText';
import type { Freeze } from '../freeze/freeze';
import type { DumpInterval } from '../dumpTime/dumpInterval';
import type { NotedPattern } from '../incident/notedPatterns';
import type { WritingTransaction } from '../diff/storedTransactions';
import type { RowSpread } from '../report/charts/rowSpread';
import type { Finding } from './finding';
import type { Figure } from './figure';
import type { HealthyDump } from './healthyDump';
import type { RowWriter } from './rowWriter';
import type { AskedQuery } from './queryLog';
import type { ColumnCounts } from './spread';

/** What is known of a damaged table before anything is decided. No row's content but values that many rows share. */
export interface Qualification {
  readonly table: TableId;
  readonly database: string;
  /** `user@host:port/database` */
  readonly production: string;
  /** By production's clock: ISO 8601. */
  readonly at: string;
  /** ISO 8601, as somebody said it; undefined where nobody knows. */
  readonly damagedAt: string | undefined;
  readonly live: LiveFigures;
  /** Of production's table; undefined where it takes writes. */
  readonly freeze?: Freeze | undefined;
  /** Undefined where production has the table. */
  readonly gone: GoneTable | undefined;
  /** The table as it was restored in scratch; undefined where it was not looked at. */
  readonly restored: TableFigures | undefined;
  /** The oldest first. */
  readonly dumps: readonly QualifiedDump[];
  readonly healthy: HealthyDump | undefined;
  readonly backup: BackupSide | undefined;
  readonly activity: Figure<TableActivity>;
  readonly checks: QualifiedChecks;
  /** Undefined while nothing has been compared. */
  readonly compared: ComparedFigures | undefined;
  /** In the order in which they matter. */
  readonly findings: readonly Finding[];
  readonly queries: readonly AskedQuery[];
}

/** That production has no such table. */
export interface GoneTable {
  /** Its tables of that name in another schema, or written in other letters. */
  readonly near: readonly TableId[];
  readonly query: number;
}

/** What one database holds of the table. */
export interface TableFigures {
  /** `user@host:port/database` */
  readonly label: string;
  /** ISO 8601. */
  readonly at: string;
  readonly rows: Figure<RowCount>;
  readonly columns: readonly ColumnCounts[];
  /** What refuses rows, beside the types of columns. */
  readonly rules: Figure<readonly TableRule[]>;
}

export interface LiveFigures extends TableFigures {
  readonly counters: Figure<Counters>;
  /** What wrote the rows as they are now: the one with most rows first, a few. */
  readonly transactions: Figure<readonly RowWriter[]>;
  /** Whether production keeps when a transaction was committed. */
  readonly keepsCommitTimes: boolean;
  /** Undefined where the database has no scheduler that is known. */
  readonly jobs: Figure<readonly Job[]> | undefined;
}

export interface RowCount {
  readonly rows: number;
  /** By the catalogue, since counting took too long; absent where they were counted. */
  readonly isEstimate?: true;
}

/** Since the server began to count. Times are ISO 8601; undefined where it never happened. */
export interface Counters {
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
  /** Estimates of the server. */
  readonly liveRows: number;
  readonly deadRows: number;
  /** With indexes, values stored apart and partitions. */
  readonly bytes: number;
  readonly sequentialScans: number;
  readonly indexScans: number;
  readonly vacuumedAt: string | undefined;
  readonly analyzedAt: string | undefined;
  readonly since: string | undefined;
}

/** Of a scheduler in the database: pg_cron. */
export interface Job {
  readonly name: string;
  readonly schedule: string;
  readonly user: string;
  readonly isActive: boolean;
  /** Its command names the table. */
  readonly namesTable: boolean;
  /** Without its values. */
  readonly command: StatementText | undefined;
  readonly lastRun: { readonly at: string; readonly status: string } | undefined;
}

export interface QualifiedDump {
  readonly path: string;
  readonly time: DumpInterval;
  readonly standing: 'verified' | 'not verified' | 'damaged';
  /** Undefined where they could not be counted. */
  readonly rows: number | undefined;
  /** Why not. */
  readonly problem: string | undefined;
  /** It holds no such table; absent where it does. */
  readonly isWithout?: true;
  readonly query: number;
}

/** What production is held against. */
export interface BackupSide {
  readonly from: 'dump' | 'restored table';
  /** Of the dump, or the label of the scratch database. */
  readonly name: string;
  readonly columns: readonly ColumnCounts[];
}

export interface QualifiedCheck extends CheckedCheck {
  /** Of each side that was asked. */
  readonly queries: Readonly<Partial<Record<CheckSide, number>>>;
}

export interface QualifiedChecks {
  readonly checks: readonly QualifiedCheck[];
  /** Why none were run, where there are some. */
  readonly problem: string | undefined;
}

/** What the comparison of an incident found. */
export interface ComparedFigures {
  readonly at: string;
  readonly missing: number;
  readonly changed: number;
  readonly extra: number;
  readonly identical: number;
  readonly patterns: readonly NotedPattern[];
  readonly transactions: readonly WritingTransaction[];
  readonly spread: RowSpread | undefined;
  readonly query: number;
}
