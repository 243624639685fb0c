import path from 'node:path';
import { openIncident } from '../../engine/incidents';
import { comparisonIn } from '../../engine/reviewing';
import { type LiveTable, liveTable } from '../connections/liveTable';
import { comparedProduction } from '../review/production';
import type { UiServices } from '../services';
import { subjectOf } from '../views/subject';
import { type Incident, openedTable } from './openedTable';

/** A table of production, and the incident that something is done to it for. */
export interface TableSubject extends LiveTable {
  /** Undefined where it belongs to none yet. */
  readonly incident: Incident | undefined;
}

/**
 * The table of the incident that a command was called on, or of the node; asked where there is none.
 * @throws {vscode.CancellationError} where the operator leaves.
 */
export async function tableSubject(services: UiServices, node: unknown): Promise<TableSubject> {
  const dir = subjectOf(node, 'incident')?.dir;
  if (dir === undefined) {
    return { ...(await liveTable(services, node)), incident: undefined };
  }
  const folder = await openIncident(dir);
  if (!(await folder.entries()).some(({ step }) => step === 'compared')) {
    return { ...(await openedTable(folder, services)), incident: folder };
  }
  const { identity } = await comparisonIn(folder);
  const { profile, settings } = await comparedProduction({ folder }, services.profiles);
  return { profile, settings, table: identity.table, incident: folder };
}

/** The incident of this workspace that a freeze says it is for. */
export async function incidentNamed(
  name: string | undefined,
  { incidents }: UiServices,
): Promise<Incident | undefined> {
  const found = (await incidents.all()).find(({ dir }) => path.basename(dir) === name);
  return found && openIncident(found.dir);
}
