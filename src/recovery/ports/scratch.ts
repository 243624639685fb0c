import type { TableId } from '../../core/catalog/table';
import type { RestorePlan } from '../../core/restore/plan';
import type { ConnectionSettings } from '../connectionSettings';

/** A process that cannot be mistaken for another one that got its number later. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startedAt: string;
  readonly boot: string;
}

/** The processes of this machine. */
export interface Processes {
  readonly host: string;
  /** The account that they run under; empty where the machine has no name for it. */
  readonly user: string;
  own(): Promise<ProcessIdentity>;
  isAlive(identity: ProcessIdentity): Promise<boolean>;
}

/** What a scratch database was made from. */
export interface ScratchOrigin {
  /** File name of the dump. */
  readonly dump: string;
  /** The database that was dumped; empty where the dump does not say. */
  readonly database: string;
  /** The table that was restored; undefined: the whole database. */
  readonly table: TableId | undefined;
  /** Who asked for it: an account of `host`. */
  readonly owner: string;
  /** As PostgreSQL calls it: `UTF8`. */
  readonly encoding: string;
  readonly host: string;
  readonly process: ProcessIdentity;
}

/** A scratch database that was just made: empty, owned by the role of its connection, closed to others. */
export interface ScratchDatabase {
  readonly name: string;
  readonly connection: ConnectionSettings;
}

export interface ScratchListing {
  readonly name: string;
  readonly origin: ScratchOrigin;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** `restoring`: a process is at work on it, or with it; where that has died, it is rubbish. */
  readonly state: 'restoring' | 'complete';
  readonly bytes: number;
  /** It belongs to the role that asks, who alone may drop it. */
  readonly own: boolean;
}

/** The scratch databases of one server. Knows only those that carry the tool's mark; no others are touched. */
export interface ScratchDatabases {
  /** As `server_version_num`: `150004`. @throws {RecoveryError} `server-version`. */
  serverVersion(): Promise<number>;
  /** @throws {RecoveryError} `superuser-refused`, `permission-denied`, `disk-full`. */
  create(origin: ScratchOrigin): Promise<ScratchDatabase>;
  list(): Promise<readonly ScratchListing[]>;
  /** Ends its sessions. Nothing happens where it is already gone. @throws {RecoveryError} `wrong-database`. */
  drop(name: string): Promise<void>;
  /** Ends no session: false where one is in it. @throws {RecoveryError} `wrong-database`. */
  dropUnused(name: string): Promise<boolean>;
}

export interface TableRows extends TableId {
  readonly rows: number;
}

/** What must hold in a scratch database before and after a restore. */
export interface ScratchContents {
  /**
   * Checks that it is ours and empty; makes the schemas that the dump lacks. Gives the plan as this server
   * can carry it out.
   * @throws {RecoveryError} `restore-failed` where the server lacks what a table cannot do without.
   */
  prepare(target: ConnectionSettings, plan: RestorePlan): Promise<RestorePlan>;
  /** Counts the rows, checks the keys, and gathers the planner's statistics. */
  check(target: ConnectionSettings, plan: RestorePlan): Promise<readonly TableRows[]>;
  /** Says in the database's mark that the restore is done. */
  complete(target: ConnectionSettings): Promise<void>;
}
