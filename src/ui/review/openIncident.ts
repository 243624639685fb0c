import * as vscode from 'vscode';
import type { LeftOut } from '../../core/correction/rowSelection';
import { RecoveryError } from '../../core/errors';
import type { MaskedColumns } from '../../core/review/mask';
import type { EngineHost } from '../../engine/engineHost';
import { openIncident } from '../../engine/incidents';
import { factsOf, noteMaskedAgain, noteRevealed, openReview } from '../../engine/reviewing';
import type { ReviewStatus, RunningStep, Step } from '../../protocol/state';
import type { ReviewIntent } from '../../recovery/review/choosing';
import type { ReviewSession } from '../../recovery/review/reviewSession';
import { selectStrategy } from '../../recovery/strategy/selectStrategy';
import type { StrategyTakes } from '../../recovery/strategy/strategies';
import type { Work } from '../../recovery/work';
import type { UiServices } from '../services';
import { Masking } from './masking';
import { reviewStatus } from './status';
import { StepRun } from './stepRun';
import { inform, warn } from '../asking';

type Folder = Awaited<ReturnType<typeof openIncident>>;

/** A review on the screen, or behind another editor. */
export interface Viewer {
  readonly visible: boolean;
}

/** An incident at work in this window. Its review and its commands share it; one step at a time. */
export class OpenIncident {
  private readonly changed = new vscode.EventEmitter<ReviewStatus>();
  private readonly otherRows = new vscode.EventEmitter<undefined>();
  /** Its rows, or what may be selected of them, are others from now on. */
  readonly onDidChangeRows = this.otherRows.event;
  /** Raised with {@link onDidChangeRows}. */
  private rowsGeneration = 1;
  /** Where it stands, whenever that has changed. */
  readonly onDidChange = this.changed.event;
  private viewer: Viewer | undefined;
  private running: StepRun | undefined;
  private lastTold: ReviewStatus | undefined;
  /** What the last step left to be known, beside what the folder says. */
  private remarks: readonly string[] = [];

  private readonly masking: Masking;

  private constructor(
    readonly folder: Folder,
    private opened: ReviewSession,
    private readonly services: UiServices,
  ) {
    this.masking = new Masking(opened.comparison.table, () => {
      this.rowsAreOthers();
    });
    opened.mask(this.masking.columns);
  }

  /** As the rows are now: another one after each {@link onDidChangeRows}. */
  get session(): ReviewSession {
    return this.opened;
  }

  get generation(): number {
    return this.rowsGeneration;
  }

  /** Personal columns that are shown all the same. */
  get revealed(): MaskedColumns {
    return this.masking.revealed;
  }

  static async open(
    dir: string,
    services: UiServices,
    { work }: EngineHost,
  ): Promise<OpenIncident> {
    const folder = await openIncident(dir);
    const incident = new OpenIncident(folder, await openReview(folder, work), services);
    incident.tellDamage();
    return incident;
  }

  /** Whether a review of it is in sight: that shows what a notification would say. */
  get isWatched(): boolean {
    return this.viewer?.visible === true;
  }

  /** The step that runs now. */
  get step(): RunningStep | undefined {
    return this.running?.state;
  }

  async status(): Promise<ReviewStatus> {
    const facts = await factsOf(this.folder);
    const rehearsal = await this.folder.lastRehearsal();
    const { remarks } = this;
    const status = reviewStatus(this.session, { ...facts, rehearsal, remarks });
    this.lastTold = status;
    return withStep(status, this.running?.state);
  }

  /** @returns Rows that were meant and not taken in. */
  async choose(intent: ReviewIntent): Promise<LeftOut> {
    if (this.running) {
      throw busy();
    }
    const leftOut = await this.session.select(intent);
    await this.tell();
    return leftOut;
  }

  /** Selects what the strategy takes, and nothing else; a review in sight shows it. */
  async selectStrategy(strategy: StrategyTakes): Promise<void> {
    if (this.running) {
      throw busy();
    }
    await selectStrategy(strategy, this.session);
    this.rowsAreOthers();
    await this.tell();
  }

  /**
   * Shows a masked column from now on, until it is masked again, the review closed or the window reloaded. The journal has it
   * before anybody sees it.
   * @throws {RecoveryError} `usage` where it is not masked.
   */
  async reveal(column: number): Promise<void> {
    const { masked, comparison } = this.session;
    const name = masked.has(column) ? comparison.table.columns[column]?.name : undefined;
    if (name === undefined) {
      throw new RecoveryError('usage', 'This column is not masked.');
    }
    await noteRevealed(this.folder, name);
    this.masking.reveal(name);
    this.rowsAreOthers();
  }

  /** @throws {RecoveryError} `usage` where it was not revealed. */
  async maskAgain(column: number): Promise<void> {
    const { columns } = this.session.comparison.table;
    const name = this.revealed.has(column) ? columns[column]?.name : undefined;
    if (name === undefined) {
      throw new RecoveryError('usage', 'This column was not revealed.');
    }
    this.masking.maskAgain(name);
    this.rowsAreOthers();
    await noteMaskedAgain(this.folder, name);
  }

  /** Undefined: the review is closed. Called again whenever the review is hidden or shown. */
  watchedBy(viewer: Viewer | undefined): void {
    this.viewer = viewer;
    this.notifyUnwatched();
  }

  /**
   * Runs a step with its progress where it is looked for: in the review that is in sight, else in a
   * notification. Both can stop it.
   * @throws {RecoveryError} `in-use` while another runs, and what the step throws.
   */
  async run<T>(step: Step, title: string, work: (host: EngineHost) => Promise<T>): Promise<T> {
    if (this.running) {
      throw busy();
    }
    const run = new StepRun(step, title, (reached) => {
      this.advanced(reached);
    });
    this.running = run;
    this.remarks = [];
    try {
      this.notifyUnwatched();
      await this.tell();
      await this.session.settled();
      const { running, tasks } = this.services;
      const incident = this.folder.path;
      return await running.during(incident, doing[step], async () => {
        this.services.incidents.refresh();
        return tasks.work.during({ title, incident }, () =>
          work(tasks.host(run.signal, run.advance)),
        );
      });
    } finally {
      this.running = undefined;
      run.over();
      await this.tell();
      this.services.incidents.refresh();
    }
  }

  /** Reads the rows anew, where a step has changed them or which are stale. */
  async reopen(work: Work): Promise<void> {
    const before = this.opened;
    this.opened = await openReview(this.folder, work);
    this.rowsAreOthers();
    this.tellDamage();
    await before.close();
  }

  /** What a step leaves to be known: in the review that is in sight, else in a notification. */
  async say(sentence: string, remarks: readonly string[] = []): Promise<void> {
    this.remarks = remarks;
    for (const remark of remarks) {
      this.services.log.warn(remark);
    }
    if (this.isWatched) {
      await this.tell();
    } else {
      void inform([sentence, ...remarks]);
    }
  }

  /** The same of what calls for attention. */
  warn(sentence: string): void {
    this.services.log.warn(sentence);
    if (!this.isWatched) {
      void warn(sentence);
    }
  }

  cancel(): void {
    this.running?.cancel();
  }

  async tell(): Promise<void> {
    this.changed.fire(await this.status());
  }

  async close(): Promise<void> {
    this.cancel();
    this.masking.dispose();
    this.changed.dispose();
    this.otherRows.dispose();
    await this.session.close();
  }

  /** Found out after the review was opened, if at all. */
  private tellDamage(): void {
    const { session, services } = this;
    void services.tasks.showingFailure(async () => {
      await session.checked;
      if (session.damage && session === this.session) {
        this.warn(session.damage.message);
        await this.tell();
      }
    });
  }

  /** Others, or with other columns masked. */
  private rowsAreOthers(): void {
    this.session.mask(this.masking.columns);
    this.rowsGeneration += 1;
    this.otherRows.fire(undefined);
  }

  private notifyUnwatched(): void {
    if (!this.isWatched) {
      this.running?.notify();
    }
  }

  private advanced(reached: RunningStep): void {
    if (this.lastTold) {
      this.changed.fire(withStep(this.lastTold, reached));
    }
  }
}

const doing: Readonly<Record<Step, string>> = {
  saveScript: 'planning',
  rehearse: 'rehearsing',
  apply: 'APPLYING',
  undo: 'UNDOING',
  verify: 'verifying',
  compareAgain: 'comparing again',
  findStale: 'looking for stale rows',
  compareStale: 'comparing stale rows again',
  refresh: 'comparing again what has moved on',
};

function withStep(status: ReviewStatus, running: RunningStep | undefined): ReviewStatus {
  return running ? { ...status, running } : status;
}

function busy(): RecoveryError {
  return new RecoveryError('in-use', 'Another step of this incident is running.', {
    hint: 'Wait until it has ended, or cancel it.',
  });
}
