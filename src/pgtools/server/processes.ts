import { hostname, userInfo } from 'node:os';
import type { Processes } from '../../recovery/ports/scratch';
import { isAlive, ownIdentity } from './processIdentity';

/** The processes of the machine that the tool runs on. */
export const processes: Processes = {
  host: hostname(),
  user: userName(),
  own: ownIdentity,
  isAlive,
};

/** A container may run under a number that no account has. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
