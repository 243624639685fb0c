import type { FoundFreeze } from '../../recovery/freeze/frozenTables';
import type { ConnectionProfile } from '../connections/profiles';
import type { UiServices } from '../services';

export interface KnownFreeze {
  readonly profile: ConnectionProfile;
  readonly found: FoundFreeze;
}

/** What is known to be frozen in all productions. */
export function knownFreezes({
  profiles,
  frozen,
}: Pick<UiServices, 'profiles' | 'frozen'>): readonly KnownFreeze[] {
  return profiles
    .ofRole('production')
    .flatMap((profile) => frozen.of(profile).map((found) => ({ profile, found })));
}
