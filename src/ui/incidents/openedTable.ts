import type { TableId } from '../../core/catalog/table';
import { RecoveryError } from '../../core/errors';
import type { JournalEntry } from '../../core/incident/journal';
import type { openIncident } from '../../engine/incidents';
import type { LiveTable } from '../connections/liveTable';
import { connectionOf, pickProduction } from '../review/production';
import type { UiServices } from '../services';

export type Incident = Awaited<ReturnType<typeof openIncident>>;

export type Opening = Extract<JournalEntry, { readonly step: 'opened' }>;

/** With what an incident was opened last; undefined where its journal does not say it. */
export function openingIn(entries: readonly JournalEntry[]): Opening | undefined {
  return entries.findLast((entry) => entry.step === 'opened');
}

export function tableOf({ table }: Opening): TableId {
  const [schema = '', ...name] = table.split('.');
  return { schema, name: name.join('.') };
}

/**
 * The table that an incident was opened for, in the production that it names; asked where no connection is it.
 * @throws {RecoveryError} `incident-unreadable` where its journal does not say it.
 */
export async function openedTable(
  incident: Incident,
  { profiles }: UiServices,
): Promise<LiveTable> {
  const opened = openingIn(await incident.entries());
  if (!opened) {
    throw new RecoveryError(
      'incident-unreadable',
      'This incident does not say of which table it is.',
      { hint: 'Call the command on the table itself, in the view Connections.' },
    );
  }
  const { production } = opened;
  const profile =
    connectionOf(production, profiles) ??
    (await pickProduction(profiles, `The incident is of ${production}`));
  return { profile, settings: await profiles.settings(profile), table: tableOf(opened) };
}
