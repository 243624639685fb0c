import type * as vscode from 'vscode';
import { count, wordFor } from '../core/words';
import { OverallProgress } from '../recovery/overallProgress';
import { Pace, paceParts, type Rate } from '../recovery/pace';
import type { Progress, ProgressStep } from '../recovery/work';

/** A message, and how many per cent more are done. */
interface Drawn {
  readonly message?: string;
  readonly increment?: number;
}

const leastMilliseconds = 100;

/** How many phases a command has about, where nobody says. */
export const usualPhases = 3;

/** Draws steps of the engine into a notification, not more often than an eye can follow. */
export function progressReport(progress: vscode.Progress<Drawn>, phases = usualPhases): Progress {
  const overall = new OverallProgress(phases);
  let shown = { phase: '', percent: 0, at: 0 };
  const pace = new Pace();
  return (step) => {
    const now = performance.now();
    const rate = pace.after(step, now);
    const percent = overall.after(step);
    const isNew = step.phase !== shown.phase;
    if (!isNew && now - shown.at < leastMilliseconds) {
      return;
    }
    progress.report({ message: messageOf(step, rate), increment: percent - shown.percent });
    shown = { phase: step.phase, percent, at: now };
  };
}

/** What is drawn into before there is anything to draw into. */
export class LaterProgress implements vscode.Progress<Drawn> {
  private before: { message?: string; increment: number } = { increment: 0 };
  private target: vscode.Progress<Drawn> | undefined;

  report({ message, increment = 0 }: Drawn): void {
    const said = message === undefined ? {} : { message };
    this.target?.report({ ...said, increment });
    this.before = { ...this.before, ...said, increment: this.before.increment + increment };
  }

  passTo(target: vscode.Progress<Drawn>): void {
    this.target = target;
    target.report(this.before);
  }
}

/** `counting, 12,000 of 20,000 rows · 4,000 rows/s · 2 s left`. */
export function messageOf(step: ProgressStep, rate?: Rate): string {
  return [farOf(step), ...paceParts(step, rate)].join(' · ');
}

function farOf(step: ProgressStep): string {
  const { phase, done, total, unit } = step;
  if (unit === 'steps' || unit === 'ranges' || (done === 0 && total === undefined)) {
    return total === undefined || total === 0 ? phase : `${phase}, ${percentText(done, total)}`;
  }
  if (unit === 'bytes') {
    const read = `${megabytes(done)}${total === undefined ? '' : ` of ${megabytes(total)}`}`;
    return `${phase}, ${read} MB`;
  }
  return `${phase}, ${rowsText(step)} ${wordFor(total ?? done, 'row', 'rows')}`;
}

function rowsText({ done, total, estimated }: ProgressStep): string {
  const all = estimated ? 'about ' : '';
  return total === undefined ? count(done) : `${count(done)} of ${all}${count(total)}`;
}

function percentText(done: number, total: number): string {
  return `${Math.floor((100 * done) / total)} %`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);
}
