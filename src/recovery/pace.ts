import { sizeText } from '../core/sizeText';
import { count, counted } from '../core/words';
import type { ProgressStep } from './work';

export interface Rate {
  /** In the unit of the steps. */
  readonly perSecond: number;
  /** Undefined where the end is not known, or nothing has moved of late. */
  readonly secondsLeft: number | undefined;
}

/** Milliseconds: how long a phase must last before its rate says anything; how far back a rate looks. */
const leastTime = 2000;
const window = 5000;
/** Milliseconds between two moments that are kept. */
const leastPause = 100;

interface Moment {
  readonly at: number;
  readonly done: number;
}

/** How fast the steps of a phase come, over the last few seconds. Each phase begins anew. */
export class Pace {
  private phase: string | undefined;
  private beganAt = 0;
  /** The oldest is the last one before the window. */
  private moments: readonly Moment[] = [];

  /** @param now Milliseconds of a clock that never goes back. */
  after({ phase, done, total }: ProgressStep, now: number): Rate | undefined {
    const last = this.moments.at(-1);
    if (phase !== this.phase || (last && done < last.done)) {
      this.phase = phase;
      this.beganAt = now;
      this.moments = [];
    }
    this.keep({ at: now, done });
    const [first] = this.moments;
    if (!first || now - this.beganAt < leastTime) {
      return undefined;
    }
    const perSecond = ((done - first.done) / (now - first.at)) * 1000;
    const isKnown = total !== undefined && perSecond > 0;
    return { perSecond, secondsLeft: isKnown ? Math.max(0, total - done) / perSecond : undefined };
  }

  private keep(moment: Moment): void {
    const last = this.moments.at(-1);
    if (last && moment.at - last.at < leastPause) {
      return;
    }
    const before = this.moments.findLastIndex(({ at }) => at <= moment.at - window);
    this.moments = [...this.moments.slice(Math.max(0, before)), moment];
  }
}

/** What stands behind how far a step has come: `120,000 rows`, `8.1 MB/s`, `4 s left`, `for 12 s`. */
export function paceParts(
  { unit, rows, seconds }: ProgressStep,
  rate: Rate | undefined,
): readonly string[] {
  return [
    ...(rows === undefined ? [] : [counted(rows, 'row')]),
    ...(rate && rate.perSecond > 0 ? speedParts(unit, rate.perSecond) : []),
    ...(rate?.secondsLeft === undefined ? [] : [`${timeText(rate.secondsLeft)} left`]),
    ...(seconds === undefined ? [] : [`for ${timeText(seconds)}`]),
  ];
}

/** Steps and ranges are not all of one size: their speed tells nothing. */
function speedParts(unit: ProgressStep['unit'], perSecond: number): readonly string[] {
  switch (unit) {
    case 'bytes':
      return [`${sizeText(perSecond)}/s`];
    case 'rows':
      return [`${count(Math.round(perSecond))} rows/s`];
    case 'ranges':
    case 'steps':
      return [];
  }
}

function timeText(seconds: number): string {
  if (seconds < 90) {
    return `${Math.ceil(seconds)} s`;
  }
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
