import * as vscode from 'vscode';
import { RecoveryError } from '../../core/errors';
import { comparisonIn, factsOf } from '../../engine/reviewing';
import { connectionLabel, type ConnectionSettings } from '../../recovery/connectionSettings';
import { chosen } from '../chosen';
import type { ConnectionProfile, Profiles } from '../connections/profiles';
import type { OpenIncident } from './openIncident';
import { productionLabel } from './reviewState';

/** A production connection of the operator's, ready to be used. */
export interface Production {
  readonly profile: ConnectionProfile;
  readonly settings: ConnectionSettings;
}

/**
 * The production that the incident was compared with; asks where no connection is it by name. The engine
 * refuses every other server, whatever is chosen.
 * @throws {vscode.CancellationError} where the operator chooses none.
 */
export async function productionOf(
  { folder }: Pick<OpenIncident, 'folder'>,
  profiles: Profiles,
): Promise<Production> {
  const { entries } = await factsOf(folder);
  const label = productionLabel(await comparisonIn(folder), entries);
  const known = profiles
    .ofRole('production')
    .find(({ server }) => connectionLabel({ ...server, password: undefined }) === label);
  const profile = known ?? (await pickProduction(profiles, `The incident is of ${label}`));
  return { profile, settings: await profiles.settings(profile) };
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
  const picked = await vscode.window.showQuickPick(items, {
    title: 'Production',
    placeHolder,
    ignoreFocusOut: true,
  });
  return chosen(picked).profile;
}
