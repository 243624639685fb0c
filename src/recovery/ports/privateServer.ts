import type { ConnectionSettings } from '../connectionSettings';

/** What the private server needs to ask of its own cluster. */
export interface PrivateServerSetup {
  /** Makes the ordinary role that owns scratch databases, or gives it its password anew. Safe to repeat. */
  prepare(superuser: ConnectionSettings, owner: ConnectionSettings): Promise<void>;
  /** Names of the databases that somebody keeps in it: all but the cluster's own. */
  keptDatabases(superuser: ConnectionSettings): Promise<readonly string[]>;
}
