import { stopTestServer } from './postgres';

/** Loaded by mocha (`--require`): nothing may run on when the last test has ended. */
export const mochaHooks = { afterAll: stopTestServer };
