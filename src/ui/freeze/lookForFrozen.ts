import type { FoundFreeze } from '../../recovery/freeze/frozenTables';
import type { Work } from '../../recovery/work';
import type { ConnectionProfile } from '../connections/profiles';
import { logFailure } from '../errors';
import type { UiServices } from '../services';

/** Asks production what is frozen, and has all views know it. */
export async function lookForFrozen(
  profile: ConnectionProfile,
  services: UiServices,
  work: Work,
): Promise<readonly FoundFreeze[]> {
  const { frozenIn } = await import('../../engine/freezing');
  const live = await services.profiles.settings(profile);
  const all = await frozenIn({ live, incident: undefined, secrets: services.tokens }, work);
  const found = await Promise.all(all.map((each) => withIncidentsToken(each, services)));
  await services.frozen.found(profile, found);
  return found;
}

/** What the command line has frozen for an incident of this workspace is ours, too. */
async function withIncidentsToken(found: FoundFreeze, services: UiServices): Promise<FoundFreeze> {
  const { incident, tokenHash } = found.freeze;
  if (found.tokenHeld || incident === undefined) {
    return found;
  }
  const { incidentNamed } = await import('../incidents/tableSubject');
  const folder = await incidentNamed(incident, services);
  const token = await folder?.tokens.token(tokenHash);
  return { ...found, tokenHeld: token !== undefined };
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
