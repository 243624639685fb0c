import type { IncidentFolder } from '../files/incidentFolder';
import { PostgresCorrectionTarget } from '../postgres/correction/target';
import type { ConnectionSettings } from '../recovery/connectionSettings';
import type { Correcting } from '../recovery/correct/correcting';
import { writeReport } from '../recovery/correct/planFromComparison';

/** @param moved The operator's word that the compared server is at another address now. */
export function correcting(
  incident: IncidentFolder,
  live: ConnectionSettings,
  moved = false,
): Correcting {
  const { host, port } = live;
  const target = new PostgresCorrectionTarget(live);
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
