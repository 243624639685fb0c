import { connectionLabel } from '../../recovery/connectionSettings';
import type { ConnectionProfile } from './profiles';
import { pickOne } from '../asking';

/** Undefined where the operator leaves. */
export async function pickConnection(
  profiles: readonly ConnectionProfile[],
  placeHolder: string,
): Promise<ConnectionProfile | undefined> {
  const items = profiles.map((profile) => ({
    label: `$(${profile.role === 'production' ? 'lock' : 'database'}) ${profile.name}`,
    description: profile.role === 'production' ? 'PRODUCTION' : 'scratch',
    detail: connectionLabel({ ...profile.server, password: undefined }),
    profile,
  }));
  return (await pickOne(items, { placeHolder }))?.profile;
}
