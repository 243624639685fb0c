import type { KeptRun } from './checkRun';

/** Between which values an indicator has kept; both count as inside. */
export interface Band {
  readonly least: number;
  readonly most: number;
}

/** When the data of a production were damaged: what was found then says nothing of how they should be. */
export interface DamagedTime {
  /** ISO 8601; undefined: since ever. */
  readonly from: string | undefined;
  /** When they were corrected; undefined: not yet. */
  readonly to: string | undefined;
}

/** Of what earlier runs found, with room for what a day may bring; undefined where nothing was. */
export function bandOf(values: readonly number[]): Band | undefined {
  if (values.length === 0) {
    return undefined;
  }
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  const size = Math.max(Math.abs(lowest), Math.abs(highest));
  const room = Math.max((highest - lowest) / 2, size * share, Math.sqrt(size) * 3, leastRoom);
  const least = lowest - room;
  return { least: lowest >= 0 ? Math.max(0, least) : least, most: highest + room };
}

/** Of the largest value. */
const share = 0.2;
/** A few sessions more or less are nothing to warn of. */
const leastRoom = 3;

export function isInside({ least, most }: Band, value: number): boolean {
  return value >= least && value <= most;
}

/** The runs on that production before `at` that were made while its data were right. */
export function healthyRuns(
  kept: readonly KeptRun[],
  { at, production }: Pick<KeptRun, 'at' | 'production'>,
  damaged: DamagedTime | undefined,
): readonly KeptRun[] {
  return kept.filter(
    (run) =>
      run.production === production &&
      Date.parse(run.at) < Date.parse(at) &&
      !(damaged && isWithin(damaged, run.at)),
  );
}

function isWithin({ from, to }: DamagedTime, at: string): boolean {
  const time = Date.parse(at);
  const isSince = from === undefined || time >= Date.parse(from);
  return isSince && (to === undefined || time < Date.parse(to));
}
