import { Pace, paceParts, type Rate } from '../recovery/pace';
import type { Say } from '../french/say';
import type { ProgressStep } from '../recovery/work';
import { count, counted } from './text';

/** Where progress is drawn: standard error, or a test's. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const barWidth = 24;
/** Milliseconds between two redraws of a bar, and between two lines where there is no terminal. */
const barPause = 100;
const linePause = 3000;

/** A bar on a terminal; elsewhere plain lines, at most one every few seconds. */
export class ProgressDisplay {
  private drawn = false;
  private last: number;
  private phase = '';
  private readonly pace = new Pace();

  constructor(
    private readonly output: ProgressOutput,
    private readonly now: () => number,
    private readonly words: Say = (english) => english,
  ) {
    // What is done within a moment needs no line.
    this.last = output.isTTY ? -Infinity : now();
  }

  readonly show = (step: ProgressStep): void => {
    const time = this.now();
    const rate = this.pace.after(step, time);
    const isNewPhase = step.phase !== this.phase;
    if (this.output.isTTY) {
      if (isNewPhase || time - this.last >= barPause || step.done === step.total) {
        this.output.write(
          `\r\u001b[K${barLine(step, rate, this.words).slice(0, (this.output.columns ?? 80) - 1)}`,
        );
        this.drawn = true;
        this.last = time;
      }
    } else if (time - this.last >= linePause) {
      this.output.write(`${plainLine(step, rate, this.words)}\n`);
      this.last = time;
    }
    this.phase = step.phase;
  };

  /** A line of its own, the bar redrawn below it by the next step. */
  say(line: string): void {
    this.clear();
    this.output.write(`${line}\n`);
  }

  /** Takes the bar off the terminal. */
  clear(): void {
    if (this.drawn) {
      this.output.write('\r\u001b[K');
      this.drawn = false;
    }
    this.phase = '';
  }
}

function barLine(step: ProgressStep, rate: Rate | undefined, words: Say): string {
  const share = shareDone(step);
  if (share === undefined) {
    return `${phaseOf(step, words)}  ${amount(step, rate, words)}`.trimEnd();
  }
  const full = Math.round(share * barWidth);
  const bar = '█'.repeat(full) + '░'.repeat(barWidth - full);
  return `${bar} ${percent(share)}  ${phaseOf(step, words)}  ${amount(step, rate, words)}`;
}

function plainLine(step: ProgressStep, rate: Rate | undefined, words: Say): string {
  const share = shareDone(step);
  const far = amount(step, rate, words);
  return `${phaseOf(step, words)}${far === '' ? '' : `${words(': ')}${far}`}${share === undefined ? '' : ` (${percent(share).trim()})`}`;
}

function phaseOf({ phase: english }: ProgressStep, words: Say): string {
  const phase = words(english);
  return phase.charAt(0).toUpperCase() + phase.slice(1);
}

function shareDone({ done, total }: ProgressStep): number | undefined {
  return total === undefined || total <= 0 ? undefined : Math.min(1, done / total);
}

function percent(share: number): string {
  return `${String(Math.floor(share * 100)).padStart(3)} %`;
}

function amount(step: ProgressStep, rate: Rate | undefined, words: Say): string {
  const far = step.done === 0 && step.total === undefined ? [] : [farOf(step)];
  return [...far, ...paceParts(step, rate)].map(words).join(' · ');
}

function farOf({ done, total, estimated, unit }: ProgressStep): string {
  if (unit === 'bytes') {
    const all = total === undefined ? '' : ` of ${megabytes(total)}`;
    return `${megabytes(done)}${all} MB`;
  }
  return total === undefined
    ? counted(done, unit.slice(0, -1))
    : `${count(done)} of ${estimated ? 'about ' : ''}${counted(total, unit.slice(0, -1))}`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
