import type { Freeze } from '../../core/freeze/freeze';
import { factsOf } from '../../engine/reviewing';
import type { UiServices } from '../services';
import type { OpenIncident } from './openIncident';
import { connectionOf } from './production';
import { productionLabel } from './reviewState';

/** The freeze that production's table carried when it was last looked at; undefined where it took writes. Asks nobody. */
export async function knownFreezeOf(
  { folder, session: { comparison } }: Pick<OpenIncident, 'folder' | 'session'>,
  { profiles, frozen }: Pick<UiServices, 'profiles' | 'frozen'>,
): Promise<Freeze | undefined> {
  const { entries } = await factsOf(folder);
  const profile = connectionOf(productionLabel(comparison, entries), profiles);
  return profile && frozen.on(profile, comparison.identity.table)?.freeze;
}
