import { listed } from '../../engine/dumpListing';
import type { KeptVerification } from '../../recovery/dumps/keptVerification';
import type { UiServices } from '../services';

/** What reading the dump whole showed; undefined where it was never read so, or has changed since. */
export async function keptVerificationOf(
  dump: string,
  { verifications }: Pick<UiServices, 'verifications'>,
): Promise<KeptVerification | undefined> {
  const stamp = await listed(dump);
  return stamp && verifications.of(stamp);
}
