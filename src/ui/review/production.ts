import {
  addressLabel,
  isSameAddress,
  type ServerAddress,
} from '../../core/correction/serverAddress';
import { RecoveryError } from '../../core/errors';
import { comparisonIn, factsOf } from '../../engine/reviewing';
import { connectionLabel, type ConnectionSettings } from '../../recovery/connectionSettings';
import { chosen } from '../chosen';
import type { ConnectionProfile, Profiles } from '../connections/profiles';
import type { OpenIncident } from './openIncident';
import { productionLabel } from './reviewState';
import { pickOne, warn } from '../asking';

/** A production connection of the operator's, ready to be used. */
export interface Production {
  readonly profile: ConnectionProfile;
  readonly settings: ConnectionSettings;
}

/** The server that was compared, on the operator's word where its address is another one. */
export interface ComparedProduction extends Production {
  readonly moved: boolean;
}

/**
 * The production that the incident was compared with. The engine refuses every other server, whatever
 * is chosen.
 * @throws {vscode.CancellationError} where the operator chooses none, or does not know it to be the same.
 */
export async function comparedProduction(
  { folder }: Pick<OpenIncident, 'folder'>,
  profiles: Profiles,
): Promise<ComparedProduction> {
  const production = await productionOf({ folder }, profiles);
  const { address } = (await comparisonIn(folder)).identity;
  const moved = address !== undefined && !isSameAddress(address, production.settings);
  if (moved) {
    await confirmMoved(address, production.settings);
  }
  return { ...production, moved };
}

/** The same, to be compared again: asks where no connection is it by name. */
export async function productionOf(
  { folder }: Pick<OpenIncident, 'folder'>,
  profiles: Profiles,
): Promise<Production> {
  const { entries } = await factsOf(folder);
  const label = productionLabel(await comparisonIn(folder), entries);
  const profile =
    connectionOf(label, profiles) ??
    (await pickProduction(profiles, `The incident is of ${label}`));
  return { profile, settings: await profiles.settings(profile) };
}

/** The connection that an incident names as its production; undefined where the operator has none such. */
export function connectionOf(
  label: string,
  profiles: Pick<Profiles, 'ofRole'>,
): ConnectionProfile | undefined {
  return profiles
    .ofRole('production')
    .find(({ server }) => connectionLabel({ ...server, password: undefined }) === label);
}

/** A clone of production has its identifiers: only the operator can tell them apart. */
async function confirmMoved(compared: ServerAddress, now: ServerAddress): Promise<void> {
  const question = `Is ${addressLabel(now)} the server that was compared?`;
  const detail = `The comparison was made with ${addressLabel(compared)}. A clone of that server cannot be told from it by anything but its address.`;
  const options = { modal: true, detail };
  chosen(await warn(question, options, 'It Is the Same Server'));
}

/** @throws {RecoveryError} `usage` where there is none to choose. */
export async function pickProduction(
  profiles: Profiles,
  placeHolder: string,
): Promise<ConnectionProfile> {
  const all = profiles.ofRole('production');
  if (all.length === 0) {
    throw new RecoveryError('usage', 'There is no production connection yet.', {
      hint: 'Add it first: PRA: Add Connection.',
    });
  }
  const items = all.map((profile) => ({
    label: `$(lock) ${profile.name}`,
    description: connectionLabel({ ...profile.server, password: undefined }),
    profile,
  }));
  const picked = await pickOne(items, {
    title: 'Production',
    placeHolder,
  });
  return chosen(picked).profile;
}
