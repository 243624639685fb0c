import { fieldsIn } from '../uncheckedFields';
import type { Check, CheckSide } from './check';
import { isFailure, type Verdict } from './verdict';

/** A side that was asked, and when. */
export interface CheckedSide {
  readonly side: CheckSide;
  /** `user@host:port/database` */
  readonly label: string;
  /** Of its snapshot, by its own clock: ISO 8601, UTC. */
  readonly at: string;
}

export interface CheckedCheck {
  readonly check: Check;
  /** Undefined for a side that was not asked, or that the check is not for. */
  readonly verdicts: Readonly<Partial<Record<CheckSide, Verdict>>>;
}

/** All checks, on the sides that were named. */
export interface CheckRun {
  readonly sides: readonly CheckedSide[];
  readonly checks: readonly CheckedCheck[];
}

/** Where a check of severity error is broken, or could not be asked. */
export function failuresOf({ checks }: CheckRun): readonly CheckedCheck[] {
  return checks.filter(({ check, verdicts }) =>
    Object.values(verdicts).some((verdict) => isFailure(check, verdict)),
  );
}

/** What a run found in production, without any row's content, to be read beside later ones. */
export interface KeptRun {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly production: string;
  /** By the file of the check. */
  readonly found: ReadonlyMap<string, number>;
}

/** Undefined where production was not asked. */
export function keptRun({ sides, checks }: CheckRun): KeptRun | undefined {
  const production = sides.find(({ side }) => side === 'production');
  const found = checks.flatMap(({ check, verdicts: { production: verdict } }) =>
    verdict && 'found' in verdict ? [[check.file, verdict.found] as const] : [],
  );
  return production && { at: production.at, production: production.label, found: new Map(found) };
}

export function keptRunText({ at, production, found }: KeptRun): string {
  return `${JSON.stringify({ version: 1, at, production, found: Object.fromEntries(found) }, null, 1)}\n`;
}

/** Undefined for what is no run of this version. */
export function readKeptRun(text: string): KeptRun | undefined {
  const { version, at, production, found } = fieldsIn(text);
  if (version !== 1 || typeof at !== 'string' || typeof production !== 'string') {
    return undefined;
  }
  const numbers = Object.entries(typeof found === 'object' && found !== null ? found : {}).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number',
  );
  return { at, production, found: new Map(numbers) };
}

/** Earlier runs on the same production that a run is read beside. */
export interface EarlierRuns {
  /** The one before. */
  readonly before: KeptRun | undefined;
  /** The one nearest to seven days before, by a day at most. */
  readonly weekBefore: KeptRun | undefined;
}

const day = 86_400_000;

export function earlierRuns(
  kept: readonly KeptRun[],
  { at, production }: Pick<KeptRun, 'at' | 'production'>,
): EarlierRuns {
  const now = Date.parse(at);
  const same = kept
    .filter((run) => run.production === production && Date.parse(run.at) < now)
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  const fromWeek = (run: KeptRun): number => Math.abs(now - 7 * day - Date.parse(run.at));
  const [weekBefore] = same
    .filter((run) => fromWeek(run) <= day)
    .sort((a, b) => fromWeek(a) - fromWeek(b));
  return { before: same[0], weekBefore };
}
