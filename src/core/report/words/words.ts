import type { en } from './en/words';

/** All that a report says, in one language: a phrase that another language lacks does not compile. */
export type ReportWords = typeof en;
