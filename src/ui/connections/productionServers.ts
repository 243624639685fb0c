import { RecoveryError } from '../../core/errors';
import type { ProductionServers } from '../../recovery/restore/notOnProduction';
import { chosen } from '../chosen';
import type { Profiles } from './profiles';
import { warn } from '../asking';

/**
 * Runs a restore that stays away from the servers of all productions; where its scratch server turns out to
 * be one of them, asks, and runs it again only where the operator allows it.
 */
export async function allowingProductionServer<T>(
  profiles: Profiles,
  restore: (productions: ProductionServers) => Promise<T>,
): Promise<T> {
  const known = await Promise.all(
    profiles.ofRole('production').map(async (profile) => ({
      name: profile.name,
      connection: await profiles.settings(profile),
    })),
  );
  try {
    return await restore({ known, allowed: false });
  } catch (error) {
    if (!(error instanceof RecoveryError) || error.code !== 'scratch-on-production') {
      throw error;
    }
    const options = { modal: true, detail: error.message };
    const question = 'Restore on a server of production?';
    chosen(await warn(question, options, 'Restore There'));
    return restore({ known, allowed: true });
  }
}
