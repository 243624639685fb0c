import path from 'node:path';
import { tableLabel, type TableId } from '../../core/catalog/table';
import { RecoveryError } from '../../core/errors';
import { openIncident } from '../../engine/incidents';
import type { ConnectionSettings } from '../../recovery/connectionSettings';
import { chosen } from '../chosen';
import { liveTable } from '../connections/liveTable';
import type { Incident } from '../incidents/tableSubject';
import { connectionOf, pickProduction } from '../review/production';
import type { UiServices } from '../services';
import { subjectOf } from '../views/node';
import { pickOne } from '../asking';

/** What is qualified. */
export interface QualifySubject {
  readonly settings: ConnectionSettings;
  readonly table: TableId;
  /** Undefined: a new one is opened. */
  readonly incident: Incident | undefined;
}

/**
 * The table of the incident or of the node that a command was called on; asked where there is none. A table whose
 * incident is still under way is qualified for that one, where the operator wishes it.
 * @throws {vscode.CancellationError} where the operator leaves.
 */
export async function qualifySubject(services: UiServices, node: unknown): Promise<QualifySubject> {
  const dir = subjectOf(node, 'incident')?.dir;
  if (dir !== undefined) {
    return subjectOfIncident(await openIncident(dir), services);
  }
  const { settings, table } = await liveTable(services, node);
  return { settings, table, incident: await incidentOf(table, services) };
}

async function subjectOfIncident(
  incident: Incident,
  { profiles }: UiServices,
): Promise<QualifySubject> {
  const entries = await incident.entries();
  const opened = entries.findLast(({ step }) => step === 'opened');
  if (opened?.step !== 'opened') {
    throw new RecoveryError(
      'incident-unreadable',
      'This incident does not say of which table it is.',
      {
        hint: 'Qualify the table itself, in the view Connections.',
      },
    );
  }
  const { production, table } = opened;
  const profile =
    connectionOf(production, profiles) ??
    (await pickProduction(profiles, `The incident is of ${production}`));
  const [schema = '', ...name] = table.split('.');
  return {
    settings: await profiles.settings(profile),
    table: { schema, name: name.join('.') },
    incident,
  };
}

/** Of the workspace's incidents of the table that are not over the one that the operator names; undefined for a new one. */
export async function incidentOf(
  table: TableId,
  { incidents }: UiServices,
): Promise<Incident | undefined> {
  const label = tableLabel(table);
  const own = (await incidents.all()).filter(
    ({ standing, facts }) =>
      standing !== 'proved' &&
      standing !== 'undone' &&
      facts.entries.some((entry) => entry.step === 'opened' && entry.table === label),
  );
  if (own.length === 0) {
    return undefined;
  }
  const items = [
    ...own.map(({ dir }) => ({ label: `$(book) ${path.basename(dir)}`, dir })),
    { label: '$(add) A new incident', dir: undefined },
  ];
  const placeHolder = 'For which incident is the table qualified?';
  const { dir } = chosen(await pickOne(items, { placeHolder }));
  return dir === undefined ? undefined : openIncident(dir);
}
