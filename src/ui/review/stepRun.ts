import type { RunningStep, Step } from '../../protocol/state';
import type { Progress, ProgressStep } from '../../recovery/work';
import { OverallProgress } from '../../recovery/overallProgress';
import { Pace, paceParts } from '../../recovery/pace';
import { progressReport, usualPhases } from '../progress';
import { showProgress } from '../asking';

const leastMilliseconds = 100;

/** One step of an incident while it runs: where it has come to, where that is shown, and its way out. */
export class StepRun {
  private readonly abort = new AbortController();
  private readonly ended: Promise<void>;
  private end: () => void = () => undefined;
  private reached: RunningStep;
  private inNotification: Progress | undefined;
  private toldAt = 0;
  private readonly pace = new Pace();
  private readonly overall = new OverallProgress(usualPhases);

  constructor(
    step: Step,
    private readonly title: string,
    private readonly onProgress: (reached: RunningStep) => void,
  ) {
    this.reached = { step, phase: title, done: 0, cancellable: true };
    this.ended = new Promise((resolve) => {
      this.end = resolve;
    });
  }

  get signal(): AbortSignal {
    return this.abort.signal;
  }

  get state(): RunningStep {
    return this.reached;
  }

  /** No longer heard from COMMIT on. */
  cancel(): void {
    this.abort.abort();
  }

  /** Where no review shows it, a notification does, until the step has ended. */
  notify(): void {
    if (this.inNotification) {
      return;
    }
    this.inNotification = () => undefined;
    void showProgress(this.title, (progress, token) => {
      token.onCancellationRequested(() => {
        this.cancel();
      });
      this.inNotification = progressReport(progress);
      return this.ended;
    });
  }

  readonly advance = (made: ProgressStep): void => {
    this.inNotification?.(made);
    const { phase, done, total, irrevocable } = made;
    const isNew = phase !== this.reached.phase;
    const pace = paceParts(made, this.pace.after(made, performance.now())).join(' · ');
    this.reached = {
      ...{ step: this.reached.step, phase, done, pace, cancellable: irrevocable !== true },
      ...(total === undefined ? {} : { total }),
      percent: this.overall.after(made),
    };
    const now = performance.now();
    if (isNew || now - this.toldAt >= leastMilliseconds) {
      this.toldAt = now;
      this.onProgress(this.reached);
    }
  };

  over(): void {
    this.end();
  }
}
