import { hostname } from 'node:os';
import type { Processes } from '../../recovery/ports/scratch';
import { isAlive, ownIdentity } from './processIdentity';

/** The processes of the machine that the tool runs on. */
export const processes: Processes = { host: hostname(), own: ownIdentity, isAlive };
