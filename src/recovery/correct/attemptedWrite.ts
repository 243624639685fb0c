import type { Row } from '../../core/catalog/table';
import { ForeseenRows } from '../../core/correction/foreseenRows';
import { type ActionCounts, type CorrectionPlan, countActions } from '../../core/correction/plan';
import type { KeptChildren } from '../../core/correction/keptChildren';
import { allAsPlanned, alteredIn } from '../../core/correction/planState';
import type { AlteredCell } from '../../core/correction/rowState';
import { areAfter, type RowImage } from '../../core/correction/undo';
import type { WriteStep } from '../../core/incident/journal';
import type { AppliedOutcome, Attempt, Written } from '../../core/incident/outcome';
import { ledgerOrder } from '../ledger/entering';
import type { CorrectionTransaction, WrittenRows } from '../ports/correctionTarget';
import type { Work } from '../work';
import type { Correcting } from './correcting';
import { reasonOf, rolledBack } from './notApplied';
import { isAlready } from './rowsFound';
import { settleAttempt, unlessRefused } from './settleOutcome';
import { noted, type WriteJob, type WriteResult } from './writeJob';

/** One attempt at a job, in one transaction, step by step. */
export class AttemptedWrite {
  private attempt: Attempt;
  private before: readonly (Row | null)[] = [];
  private altered: readonly AlteredCell[] = [];
  private images: readonly RowImage[] = [];
  private written: Written | undefined;
  private started = false;
  private left: KeptChildren | undefined;
  private isForeseen = false;
  private rest: Pick<WrittenRows, 'mayMoveSequences' | 'givenBack'> = {
    mayMoveSequences: false,
    givenBack: [],
  };

  constructor(
    private readonly job: WriteJob,
    private readonly correcting: Correcting,
    private readonly transaction: CorrectionTransaction,
  ) {
    const { xid, systemIdentifier, timeline } = transaction;
    const { kind, plan, digest, undoes, follows } = job;
    this.attempt = {
      ...{ kind, planId: plan.id, planDigest: digest, xid, systemIdentifier, timeline },
      at: correcting.now().toISOString(),
      ...(undoes === undefined ? {} : { undoes }),
      ...(follows === undefined ? {} : { follows }),
    };
  }

  /** Locks the rows; true where there is nothing to do. */
  async check(): Promise<boolean> {
    const { corrections } = this.job.plan;
    this.before = await this.transaction.lockRows('left to the index');
    await this.note({ step: 'rows-locked', xid: this.attempt.xid, rows: corrections.length });
    this.left = await this.childrenLeft();
    if (this.left) {
      return false;
    }
    return isAlready({ ...noted(this.job), plan: this.job.plan }, this.before, this.correcting);
  }

  /** Of an undo: what undo.sql, which gave its rows back, has left. */
  private async childrenLeft(): Promise<KeptChildren | undefined> {
    const { plan, children } = this.job;
    return children && allAsPlanned(plan, this.before)
      ? this.transaction.children.left(children)
      : undefined;
  }

  /** Writes, and keeps on disk what the rows were and have become. */
  async write(): Promise<void> {
    await (this.left ? this.writeLeft(this.left) : this.writePlan());
  }

  /** No row of the table is written: that no image is of any says so. */
  private async writeLeft(left: KeptChildren): Promise<void> {
    const { xid } = this.attempt;
    const plan = { insert: 0, update: 0, delete: 0 };
    await this.start(plan);
    const givenBack = await this.transaction.children.giveBack(left);
    this.rest = { mayMoveSequences: false, givenBack };
    await this.note({ step: 'rows-written', xid, plan, altered: 0 });
    await this.correcting.incident.saveImages(this.job.kind, xid, []);
    const writers = [String(BigInt(xid) % 2n ** 32n)];
    this.written = { ...this.attempt, plan, writers, triggers: [] };
  }

  private async start(counts: ActionCounts): Promise<void> {
    await this.enter(counts);
    await this.correcting.incident.recordOutcome({ ...this.attempt, state: 'started' });
    this.started = true;
  }

  private async writePlan(): Promise<void> {
    const { incident } = this.correcting;
    const { kind, plan } = this.job;
    const counts = countActions(plan.corrections);
    if (this.job.children) {
      await this.transaction.children.check(this.job.children);
    }
    await this.start(counts);
    const keepsChildren = await this.keepChildren();
    const foreseen = ForeseenRows.of(plan);
    let images: readonly RowImage[] | undefined;
    const { asForeseen, after, writers, ...rest } = await this.transaction.write({
      foreseen,
      giveBack: this.job.children?.before,
      // What is foreseen mostly comes to be.
      meanwhile: async () => {
        if (foreseen) {
          images = foreseen.images();
          await incident.saveImages(kind, this.attempt.xid, foreseen);
        }
      },
    });
    this.rest = rest;
    if (keepsChildren) {
      await this.keepChildrenAfter();
    }
    this.isForeseen = images !== undefined && (asForeseen || areAfter(images, after()));
    this.altered = this.isForeseen ? [] : alteredIn(plan, after());
    await this.note({
      ...{ step: 'rows-written', xid: this.attempt.xid, plan: counts },
      altered: this.altered.length,
    });
    if (images && this.isForeseen) {
      this.images = images;
    } else {
      this.images = imagesOf(plan, this.before, after());
      await incident.saveImages(kind, this.attempt.xid, this.images);
    }
    const { triggers } = this.transaction;
    const kept = keepsChildren ? { keepsChildren } : {};
    this.written = { ...this.attempt, plan: counts, writers, triggers, ...kept };
  }

  /** True where there are any that the undo will give back. */
  private async keepChildren(): Promise<boolean> {
    const { xid } = this.attempt;
    const before = await this.transaction.children.before();
    if (before) {
      await this.correcting.incident.saveChildren('before', xid, before);
    }
    return before !== undefined;
  }

  private async keepChildrenAfter(): Promise<void> {
    const { incident } = this.correcting;
    const { xid } = this.attempt;
    const before = await incident.children('before', xid);
    await incident.saveChildren('after', xid, this.transaction.children.after(before));
  }

  private async enter(counts: ActionCounts): Promise<void> {
    const { plan, ledger: place } = this.job;
    const by = this.correcting.signature;
    const ledger = await this.transaction.enter(
      ledgerOrder(this.attempt, place, { plan, counts, by }),
    );
    this.attempt = { ...this.attempt, ...(ledger === undefined ? {} : { ledger }) };
  }

  /** Says on disk that COMMIT comes next. */
  async announce(): Promise<void> {
    await this.correcting.incident.recordOutcome({ ...this.writtenAttempt(), state: 'committing' });
    await this.note({ step: 'committing', xid: this.attempt.xid });
  }

  async commit(work: Work): Promise<WriteResult> {
    const written = this.writtenAttempt();
    try {
      await this.transaction.commit(this.job.plan);
    } catch (error) {
      return this.settle(error, work);
    }
    return this.conclude(written);
  }

  /** COMMIT was not sent: nothing was written. */
  async giveUp(error: unknown, { signal }: Work): Promise<void> {
    if (!this.started) {
      return;
    }
    const why = reasonOf(error, signal);
    await this.correcting.incident.concludeOutcome({ ...this.attempt, state: 'not-applied', why });
    await this.note({ step: 'not-applied', xid: this.attempt.xid, why });
  }

  private async settle(error: unknown, work: Work): Promise<WriteResult> {
    const outcome = await settleAttempt(
      { ...this.writtenAttempt(), state: 'committing' },
      this.job.plan,
      this.correcting,
      work,
    );
    switch (outcome.state) {
      case 'applied':
        return this.result(outcome);
      case 'not-applied':
        throw rolledBack(error);
      case 'started':
      case 'committing':
      case 'unknown':
        return { result: 'unknown', outcome };
    }
  }

  /** Committed, whatever else fails now: what cannot be recorded stays open, and the database knows it. */
  private async conclude(written: Written): Promise<WriteResult> {
    const outcome = { ...written, state: 'applied', sequences: [] } as const;
    await unlessRefused(async () => {
      await this.correcting.incident.concludeOutcome(outcome);
      await this.note({ step: 'committed', xid: this.attempt.xid });
    });
    return this.result(outcome);
  }

  private result(outcome: AppliedOutcome): WriteResult {
    const { altered, images, isForeseen, rest } = this;
    return { result: 'written', outcome, altered, images, isForeseen, ...rest };
  }

  private writtenAttempt(): Written {
    if (!this.written) {
      throw new Error('COMMIT before the rows were written.');
    }
    return this.written;
  }

  private async note(step: WithoutWrite<WriteStep>): Promise<void> {
    await this.correcting.incident.note({ ...step, ...noted(this.job) });
  }
}

type WithoutWrite<T> = T extends unknown ? Omit<T, 'write' | 'part'> : never;

function imagesOf(
  { corrections }: CorrectionPlan,
  before: readonly (Row | null)[],
  after: readonly (Row | null)[],
): readonly RowImage[] {
  return corrections.map(({ key }, position) => ({
    key,
    before: before[position] ?? null,
    after: after[position] ?? null,
  }));
}
