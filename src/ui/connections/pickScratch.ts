import type { ScratchPlace } from '../../engine/connections';
import { connectionLabel } from '../../recovery/connectionSettings';
import { chosen } from '../chosen';
import type { UiServices } from '../services';
import { subjectOf } from '../views/subject';
import type { Profiles } from './profiles';
import { pickOne } from '../asking';

/**
 * The private server; asked only where the operator has added other scratch servers.
 * @throws {vscode.CancellationError} where the operator leaves.
 */
export async function pickScratch(profiles: Profiles, placeHolder: string): Promise<ScratchPlace> {
  const others = profiles.ofRole('scratch');
  if (others.length === 0) {
    return undefined;
  }
  const local = {
    label: '$(server-environment) Local scratch server',
    description: 'private, on this machine',
    profile: undefined,
  };
  const items = others.map((profile) => ({
    label: `$(database) ${profile.name}`,
    description: connectionLabel({ ...profile.server, password: undefined }),
    profile,
  }));
  const picked = chosen(await pickOne([local, ...items], { placeHolder }));
  return picked.profile && profiles.settings(picked.profile);
}

/** The place that a node of the views is in; asked where there is no node and more than one place. */
export async function scratchPlace(
  { profiles }: UiServices,
  node: unknown,
  placeHolder: string,
): Promise<ScratchPlace> {
  const subject = subjectOf(node, 'scratchDatabase') ?? subjectOf(node, 'connection');
  if (!subject && !subjectOf(node, 'localScratch')) {
    return pickScratch(profiles, placeHolder);
  }
  return subject?.profile && profiles.settings(subject.profile);
}
