import * as vscode from 'vscode';
import { RecoveryError } from '../../core/errors';
import type { EngineHost } from '../../engine/engineHost';
import { openIncident } from '../../engine/incidents';
import { factsOf, openReview } from '../../engine/reviewing';
import type { ReviewStatus, RunningStep, Step } from '../../protocol/state';
import type { ReviewIntent, ReviewSession } from '../../recovery/review/reviewSession';
import type { ProgressStep } from '../../recovery/work';
import { progressReport } from '../progress';
import type { UiServices } from '../services';
import { reviewStatus } from './status';

type Folder = Awaited<ReturnType<typeof openIncident>>;

/** An incident at work in this window. Its review and its commands share it; one step at a time. */
export class OpenIncident {
  private readonly changed = new vscode.EventEmitter<ReviewStatus>();
  /** Where it stands, whenever that has changed. */
  readonly onDidChange = this.changed.event;
  private readonly chosen = new vscode.EventEmitter<void>();
  readonly onDidChoose = this.chosen.event;
  private running: { readonly step: RunningStep; readonly abort: AbortController } | undefined;

  private constructor(
    readonly folder: Folder,
    readonly session: ReviewSession,
    private readonly services: UiServices,
  ) {}

  static async open(
    dir: string,
    services: UiServices,
    { work }: EngineHost,
  ): Promise<OpenIncident> {
    const folder = await openIncident(dir);
    return new OpenIncident(folder, await openReview(folder, work), services);
  }

  get isBusy(): boolean {
    return this.running !== undefined;
  }

  async status(): Promise<ReviewStatus> {
    const facts = await factsOf(this.folder);
    const rehearsal = await this.folder.lastRehearsal();
    const status = reviewStatus(this.session, { ...facts, rehearsal });
    return this.running ? { ...status, running: this.running.step } : status;
  }

  async choose(intent: ReviewIntent): Promise<void> {
    if (this.running) {
      throw busy();
    }
    await this.session.select(intent);
    this.chosen.fire();
    await this.tell();
  }

  /**
   * Runs a step with its progress in a notification and in the review, either of which can stop it.
   * @throws {RecoveryError} `in-use` while another runs, and what the step throws.
   */
  async run<T>(step: Step, title: string, work: (host: EngineHost) => Promise<T>): Promise<T> {
    if (this.running) {
      throw busy();
    }
    const abort = new AbortController();
    const begun = { step, phase: '', done: 0, cancellable: true };
    this.running = { step: begun, abort };
    try {
      await this.tell();
      return await this.inNotification(title, abort, work);
    } finally {
      this.running = undefined;
      await this.tell();
      this.services.refresh();
    }
  }

  cancel(): void {
    this.running?.abort.abort();
  }

  async tell(): Promise<void> {
    this.changed.fire(await this.status());
  }

  async close(): Promise<void> {
    this.cancel();
    this.changed.dispose();
    this.chosen.dispose();
    await this.session.close();
  }

  private async inNotification<T>(
    title: string,
    abort: AbortController,
    work: (host: EngineHost) => Promise<T>,
  ): Promise<T> {
    const location = vscode.ProgressLocation.Notification;
    return vscode.window.withProgress({ location, title, cancellable: true }, (progress, token) => {
      token.onCancellationRequested(() => {
        abort.abort();
      });
      const notify = progressReport(progress);
      return work(
        this.services.tasks.host(abort.signal, (step) => {
          notify(step);
          this.advance(step);
        }),
      );
    });
  }

  /** Drawn with the next news; a notification shows every step. */
  private advance({ phase, done, total }: ProgressStep): void {
    if (!this.running) {
      return;
    }
    const { step, abort } = this.running;
    const isNew = step.phase !== phase;
    const reached = { phase, done, ...(total === undefined ? {} : { total }) };
    this.running = { step: { step: step.step, cancellable: true, ...reached }, abort };
    if (isNew) {
      void this.services.tasks.showingFailure(() => this.tell());
    }
  }
}

function busy(): RecoveryError {
  return new RecoveryError('in-use', 'Another step of this incident is running.', {
    hint: 'Wait until it has ended, or cancel it.',
  });
}
