import type { TableId } from '../../core/catalog/table';
import { openIncident } from '../../engine/incidents';
import type { ConnectionSettings } from '../../recovery/connectionSettings';
import { liveTable } from '../connections/liveTable';
import { type Incident, openedTable } from '../incidents/openedTable';
import { incidentToQualify } from '../incidents/underWay';
import type { UiServices } from '../services';
import { pickQualified } from './pickQualified';
import { subjectOf } from '../views/subject';

/** What is qualified. */
export interface QualifySubject {
  readonly settings: ConnectionSettings;
  readonly table: TableId;
  /** Undefined: a new one is opened. */
  readonly incident: Incident | undefined;
}

/**
 * The table of the incident or of the node that a command was called on; asked where there is none, also for one that
 * only dumps hold by now. A table whose
 * incident is still under way is qualified for that one, where the operator wishes it.
 * @throws {vscode.CancellationError} where the operator leaves.
 */
export async function qualifySubject(services: UiServices, node: unknown): Promise<QualifySubject> {
  const dir = subjectOf(node, 'incident')?.dir;
  if (dir !== undefined) {
    const incident = await openIncident(dir);
    return { ...(await openedTable(incident, services)), incident };
  }
  const { settings, table } = await liveTable(services, node, pickQualified);
  return { settings, table, incident: await incidentToQualify(table, services) };
}
