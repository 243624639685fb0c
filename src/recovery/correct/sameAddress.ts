import type { TableIdentity } from '../../core/correction/plan';
import { addressLabel, isSameAddress } from '../../core/correction/serverAddress';
import { RecoveryError } from '../../core/errors';
import type { Correcting } from './correcting';

/**
 * A clone of production, from a base backup or of its machine, has production's identifiers: only the
 * address tells them apart. So another one than the compared is taken only where the operator says so.
 * @throws {RecoveryError} `wrong-server`.
 */
export function refuseOtherAddress(
  { table }: { readonly table: { readonly identity: TableIdentity } },
  { address, moved }: Pick<Correcting, 'address' | 'moved'>,
): void {
  const compared = table.identity.address;
  if (compared === undefined || moved === true || isSameAddress(compared, address)) {
    return;
  }
  throw new RecoveryError(
    'wrong-server',
    `The comparison was made with ${addressLabel(compared)}; this connection is to ${addressLabel(address)}, which could be a clone of it.`,
    {
      hint: 'If it is the compared server itself, at another address now, say so.',
      ways: ['moved'],
    },
  );
}
