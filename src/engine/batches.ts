import type { BatchMark } from '../core/incident/journal';
import type { IncidentFolder } from '../files/incidentFolder';
import { processes } from '../pgtools/server/processes';

/** What the operator says of a batch, with who says it. */
export function noteBatch(
  incident: IncidentFolder,
  batch: string,
  state: BatchMark,
): Promise<void> {
  return incident.note({ step: 'batch', batch, state, by: processes.user });
}
