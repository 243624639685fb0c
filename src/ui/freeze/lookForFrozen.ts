import type { FoundFreeze } from '../../recovery/freeze/frozenTables';
import type { Work } from '../../recovery/work';
import type { ConnectionProfile } from '../connections/profiles';
import { logFailure } from '../errors';
import type { UiServices } from '../services';

/** Asks production what is frozen, and has all views know it. */
export async function lookForFrozen(
  profile: ConnectionProfile,
  { profiles, tokens, frozen }: UiServices,
  work: Work,
): Promise<readonly FoundFreeze[]> {
  const { frozenIn } = await import('../../engine/freezing');
  const live = await profiles.settings(profile);
  const found = await frozenIn({ live, incident: undefined, secrets: tokens }, work);
  await frozen.found(profile, found);
  return found;
}

/** The same beside what the operator asked for, which a failure is not to stop. */
export async function lookBeside(profile: ConnectionProfile, services: UiServices): Promise<void> {
  const work = { signal: AbortSignal.timeout(30_000), progress: () => undefined };
  try {
    await lookForFrozen(profile, services, work);
  } catch (error) {
    logFailure(error, services.log);
  }
}
