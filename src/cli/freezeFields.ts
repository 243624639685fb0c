import type { Freeze } from '../core/freeze/freeze';

/** A freeze in a JSON document. */
export function freezeFields({
  at,
  role,
  owner,
  incident,
  reason,
}: Freeze): Omit<Freeze, 'tokenHash'> {
  return { at, role, owner, incident, reason };
}
