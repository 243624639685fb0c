import type { en } from './en';

/**
 * All that a script says to the DBA who reads and runs it, in one language; a sentence that another language lacks
 * does not compile. `%s` is put in by the server, in that order.
 */
export type ScriptWords = typeof en;
