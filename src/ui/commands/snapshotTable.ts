import { tableLabel } from '../../core/catalog/table';
import { openIncident } from '../../engine/incidents';
import { comparisonIn } from '../../engine/reviewing';
import { keepInIncident, type KeptOrder } from '../../engine/tableSnapshots';
import { type Incident, openedTable } from '../incidents/openedTable';
import { comparedProduction } from '../review/production';
import type { UiServices } from '../services';
import { counted } from '../words';
import { inform } from '../asking';

/** Writes the damaged table of an incident into its folder. Production is only read. */
export async function snapshotTable(dir: string, services: UiServices): Promise<void> {
  const { order, label } = await damagedTable(await openIncident(dir), services);
  const { rows, path, notices } = await services.tasks.run(`Keeping ${label} as it is`, (host) =>
    keepInIncident(order, host),
  );
  for (const notice of notices) {
    services.log.warn(notice);
  }
  services.incidents.refresh();
  void inform(`A snapshot of ${label} is taken: ${counted(rows, 'row')} in ${path}.`);
}

/** As it was compared; before that, as the incident was opened for it. */
async function damagedTable(
  incident: Incident,
  services: UiServices,
): Promise<{ readonly order: KeptOrder; readonly label: string }> {
  if ((await incident.entries()).some(({ step }) => step === 'compared')) {
    const { identity } = await comparisonIn(incident);
    const { settings: live } = await comparedProduction({ folder: incident }, services.profiles);
    return { order: { incident, live, table: identity }, label: tableLabel(identity.table) };
  }
  const { settings: live, table } = await openedTable(incident, services);
  return { order: { incident, live, table }, label: tableLabel(table) };
}
