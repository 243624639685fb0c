import { tableLabel } from '../../core/catalog/table';
import { openIncident } from '../../engine/incidents';
import { comparisonIn } from '../../engine/reviewing';
import { keepInIncident } from '../../engine/tableSnapshots';
import { comparedProduction } from '../review/production';
import type { UiServices } from '../services';
import { counted } from '../words';
import { inform } from '../asking';

/** Writes the damaged table of an incident into its folder. Production is only read. */
export async function snapshotTable(dir: string, services: UiServices): Promise<void> {
  const folder = await openIncident(dir);
  const { identity } = await comparisonIn(folder);
  const { settings } = await comparedProduction({ folder }, services.profiles);
  const label = tableLabel(identity.table);
  const { rows, path, notices } = await services.tasks.run(`Keeping ${label} as it is`, (host) =>
    keepInIncident({ incident: folder, live: settings, identity }, host),
  );
  for (const notice of notices) {
    services.log.warn(notice);
  }
  services.refresh();
  void inform(`A snapshot of ${label} is taken: ${counted(rows, 'row')} in ${path}.`);
}
