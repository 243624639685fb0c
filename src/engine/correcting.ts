import type { IncidentFolder } from '../files/incidentFolder';
import { usualPatience } from '../postgres/correction/line';
import { PostgresCorrectionTarget } from '../postgres/correction/target';
import type { ConnectionSettings } from '../recovery/connectionSettings';
import type { Correcting } from '../recovery/correct/correcting';
import type { TokenStore } from '../recovery/ports/freezer';
import { writeReport } from '../recovery/correct/planFromComparison';
import { freezePass } from './freezing';

/**
 * @param moved The operator's word that the compared server is at another address now.
 * @param secrets Where tokens of frozen tables are, beside the incident's folder and the tool's own.
 */
export function correcting(
  incident: IncidentFolder,
  live: ConnectionSettings,
  moved = false,
  secrets?: TokenStore,
): Correcting {
  const { host, port } = live;
  const target = new PostgresCorrectionTarget(live, usualPatience, freezePass(incident, secrets));
  return { incident, target, address: { host, port }, moved, now: () => new Date() };
}

/**
 * Writes the report anew after a step. What happened in production happened: a report that cannot be
 * written is a note beside it.
 */
export async function reportNotices(incident: IncidentFolder): Promise<readonly string[]> {
  try {
    await writeReport(incident);
    return [];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [`report.md was not written anew: ${why}`];
  }
}
