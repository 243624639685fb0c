import type { TableId } from '../../core/catalog/table';
import type { RunnerCommand } from '../../core/restore/externalRunner';
import type { FoundTable } from '../../core/restore/restoredTables';
import type { ConnectionSettings } from '../connectionSettings';
import type { ScratchOrigin } from './scratch';

export interface RunnerCall {
  readonly command: RunnerCommand;
  /** The scratch database that the script is to fill. */
  readonly target: ConnectionSettings;
  /** Takes what the script says, line by line as it comes, without the target's password. */
  readonly onLine: (line: string) => void;
}

/** Runs a site's own script. */
export interface ExternalRunner {
  /**
   * Ends when the script and all that it has started have ended; an abort ends them.
   * @throws {RecoveryError} `restore-failed` unless it ends with status 0; `runner-refused` where it cannot be started.
   */
  run(call: RunnerCall, signal: AbortSignal): Promise<void>;
}

/** The databases of one server that scripts were given to fill, by the role that owns them. */
export interface FilledScratch {
  /** It still has the tool's mark and is closed to other roles: nobody has dropped it or made it anew. */
  isIntact(database: string): Promise<boolean>;
  /** Makes it ours again where a script has made it anew: only so can it be dropped. */
  reclaim(database: string, origin: ScratchOrigin): Promise<void>;
  /** Databases of the server that the role owns and that are no scratch databases. */
  others(): Promise<readonly string[]>;
  /** Those of the tables that are there. Row security that would hide rows from their owner is lifted. */
  count(
    target: ConnectionSettings,
    tables: readonly TableId[],
    signal: AbortSignal,
  ): Promise<readonly FoundTable[]>;
}

/**
 * Which database answers there: another oid is another database, whatever its name.
 * @throws {RecoveryError} those of the connection; of SQLSTATE 3D000 where the server has no such database.
 */
export type DatabaseOid = (connection: ConnectionSettings, signal: AbortSignal) => Promise<string>;
