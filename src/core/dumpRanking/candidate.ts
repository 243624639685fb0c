import type { DumpInterval } from '../dumpTime/dumpInterval';
import type { Instants, ZoneClock } from '../dumpTime/zoneClock';

/** A dump as far as it is known. */
export interface DumpCandidate {
  readonly path: string;
  readonly time: DumpInterval;
  readonly verification: 'verified' | 'not verified' | 'damaged';
  /** Why it is damaged, one sentence. */
  readonly problem?: string | undefined;
  /** Of the table that was damaged; undefined where they were not counted. */
  readonly rows?: number | 'no such table' | undefined;
}

/** What dumps are ranked for. */
export interface RankedIncident {
  readonly at: Instants;
  /** How the table is called in sentences. */
  readonly table?: string | undefined;
  /** Times that no local time was given for are shown by it. */
  readonly clock: ZoneClock;
}

/** From the most useful to the least. */
export const dumpRanks = [
  'usable',
  'not-verified',
  'volume',
  'uncertain',
  'too-late',
  'no-rows',
  'damaged',
] as const;

/**
 * `usable`: verified, ended before the incident, its volume in line. `volume`: out of line with its
 * neighbours. `uncertain`: it may have been begun before or after the incident.
 */
export type DumpRank = (typeof dumpRanks)[number];
