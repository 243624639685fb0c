import path from 'node:path';
import type { IncidentFolder } from '../files/incidentFolder';
import { ownUser } from '../files/ownUser';
import { usualPatience } from '../postgres/correction/line';
import { PostgresCorrectionTarget } from '../postgres/correction/target';
import type { ConnectionSettings } from '../recovery/connectionSettings';
import type { Correcting } from '../recovery/correct/correcting';
import type { TokenStore } from '../recovery/ports/freezer';
import { renewReport } from '../recovery/report/writeReport';
import { thisMachinesClock } from './dumpRanking';
import { freezePass } from './freezing';

export interface CorrectingOptions extends WritingLimits, Pick<Correcting, 'rehearsalRows'> {
  /** The operator's word that the compared server is at another address now. */
  readonly moved?: boolean;
  /** The program's name and version, for production's ledger. */
  readonly tool?: string;
  /** Where tokens of frozen tables are, beside the incident's folder and the tool's own. */
  readonly secrets?: TokenStore;
}

/** How production is written to; as usual where not said. Times are in seconds. */
export interface WritingLimits {
  /** For a row or table that another session holds. */
  readonly lockTimeout?: number | undefined;
  /** For one statement, and some more for each of its rows. */
  readonly statementTimeout?: number | undefined;
  /** Nobody else writes to the table while it is written to. */
  readonly lockTable?: boolean | undefined;
}

export function correcting(
  incident: IncidentFolder,
  live: ConnectionSettings,
  { moved = false, secrets, tool = 'pra', rehearsalRows, ...limits }: CorrectingOptions = {},
): Correcting {
  const { host, port } = live;
  const { lockTimeout, statementTimeout, lockTable = false } = limits;
  const patience = {
    ...usualPatience,
    ...(lockTimeout === undefined ? {} : { lock: lockTimeout * 1000 }),
    ...(statementTimeout === undefined ? {} : { statement: statementTimeout * 1000 }),
  };
  const pass = freezePass(incident, secrets);
  const lock = lockTable ? 'share row exclusive' : 'row exclusive';
  const target = new PostgresCorrectionTarget(live, patience, pass, lock);
  return {
    ...{ incident, target, address: { host, port }, moved, rehearsalRows },
    signature: { incident: path.basename(incident.path), tool, operator: ownUser() },
    now: () => new Date(),
  };
}

/** Writes the report anew after a step. @returns Sentences: why it was not, where it was not. */
export async function reportNotices(incident: IncidentFolder): Promise<readonly string[]> {
  return renewReport(incident, { clock: thisMachinesClock() });
}
