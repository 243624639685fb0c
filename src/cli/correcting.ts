import { DriftedRowsError } from '../core/correction/refusal';
import type { IncidentFolder } from '../files/incidentFolder';
import { PostgresCorrectionTarget } from '../postgres/correction/target';
import type { Correcting } from '../recovery/correct/correcting';
import { writeReport } from '../recovery/correct/planFromComparison';
import type { ConnectionSettings } from '../recovery/connectionSettings';
import type { Answer } from './commandSpec';

export const liveOption = {
  live: { type: 'text', value: 'CONN', help: 'Production', required: true },
} as const;

export const confirmOption = {
  confirm: {
    type: 'text',
    value: 'TABLE',
    help: 'The name of the table that is written, with its schema',
    required: true,
  },
} as const;

export function correcting(incident: IncidentFolder, live: ConnectionSettings): Correcting {
  return { incident, target: new PostgresCorrectionTarget(live), now: () => new Date() };
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

/** A refusal because rows have moved on names their keys in the JSON document. */
export async function namingDrift(step: () => Promise<Answer>): Promise<Answer> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof DriftedRowsError) {
      const drifted = error.drifted.map(({ key }) => key);
      return { fields: { drifted }, text: '', failure: error };
    }
    throw error;
  }
}
