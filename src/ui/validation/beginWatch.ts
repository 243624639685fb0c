import { comparisonIn } from '../../engine/reviewing';
import { foundChecks } from '../checks/checksFolder';
import type { OpenIncident } from '../review/openIncident';
import { comparedProduction } from '../review/production';
import type { UiServices } from '../services';
import { watchMinutes } from '../settings';
import type { Watches } from './watches';

/** Watches the indicators of an incident's production for as long as the setting says, where there are checks. */
export async function beginWatch(
  { folder }: Pick<OpenIncident, 'folder'>,
  services: UiServices,
  watches: Watches,
): Promise<void> {
  const minutes = watchMinutes();
  const checks = await foundChecks();
  if (minutes > 0 && checks !== undefined) {
    const { settings: live } = await comparedProduction({ folder }, services.profiles);
    const { table } = (await comparisonIn(folder)).identity;
    watches.begin({ dir: folder.path, table, live, checks, minutes });
  }
}
