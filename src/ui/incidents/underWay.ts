import path from 'node:path';
import { type TableId, tableLabel } from '../../core/catalog/table';
import { closedBy } from '../../core/incident/steps/progress';
import { openIncident } from '../../engine/incidents';
import type { ListedIncident } from '../../engine/reviewing';
import { connectionLabel } from '../../recovery/connectionSettings';
import { pickOne } from '../asking';
import { chosen } from '../chosen';
import type { LiveTable } from '../connections/liveTable';
import type { UiServices } from '../services';
import { type Incident, openingIn } from './openedTable';

/** The workspace's incidents of the table that are not over. */
async function underWay(
  table: TableId,
  { incidents }: UiServices,
): Promise<readonly ListedIncident[]> {
  return (await incidents.all()).filter(
    ({ standing, facts: { entries } }) =>
      standing !== 'proved' &&
      standing !== 'undone' &&
      !closedBy(entries) &&
      openingIn(entries)?.table === tableLabel(table),
  );
}

/** The one of them that a table is qualified for, as the operator says; undefined for a new one. */
export async function incidentToQualify(
  table: TableId,
  services: UiServices,
): Promise<Incident | undefined> {
  const own = await underWay(table, services);
  return own.length === 0
    ? undefined
    : pickIncident(own, {
        none: '$(add) A new incident',
        placeHolder: 'For which incident is the table qualified?',
      });
}

/** The one that a table of production is frozen for; asked where there are several. */
export async function incidentOfTable(
  { profile, table }: LiveTable,
  services: UiServices,
): Promise<Incident | undefined> {
  const production = connectionLabel({ ...profile.server, password: undefined });
  const own = (await underWay(table, services)).filter(
    ({ facts }) => openingIn(facts.entries)?.production === production,
  );
  const [only, ...others] = own;
  if (others.length === 0) {
    return only && openIncident(only.dir);
  }
  return pickIncident(own, {
    none: '$(circle-slash) For none of them',
    placeHolder: 'For which incident is the table frozen?',
  });
}

async function pickIncident(
  own: readonly ListedIncident[],
  { none, placeHolder }: { readonly none: string; readonly placeHolder: string },
): Promise<Incident | undefined> {
  const items = [
    ...own.map(({ dir }) => ({ label: `$(book) ${path.basename(dir)}`, dir })),
    { label: none, dir: undefined },
  ];
  const { dir } = chosen(await pickOne(items, { placeHolder }));
  return dir === undefined ? undefined : openIncident(dir);
}
