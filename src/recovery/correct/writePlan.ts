import type { Row } from '../../core/catalog/table';
import type { ActionCounts, ConfirmedPlan, CorrectionPlan } from '../../core/correction/plan';
import { countActions } from '../../core/correction/plan';
import { ViolationError } from '../../core/correction/refusal';
import { alteredIn } from '../../core/correction/planState';
import type { AlteredCell } from '../../core/correction/rowState';
import { areAfter, imagesForeseen, type RowImage } from '../../core/correction/undo';
import type { WriteStep } from '../../core/incident/journal';
import type {
  AppliedOutcome,
  Attempt,
  Outcome,
  Outcomes,
  Written,
} from '../../core/incident/outcome';
import { type LedgerPlace, ledgerOrder } from '../ledger/entering';
import { type Correcting, untilLocksAllow } from './correcting';
import type { CorrectionTransaction } from '../ports/correctionTarget';
import type { OutcomeStore } from '../ports/incidentStore';
import { reasonOf, rolledBack } from './notApplied';
import { isAlready } from './rowsFound';
import { settleAttempt, unlessRefused } from './settleOutcome';
import type { Work } from '../work';

/** A correction or an undo, about to be written. */
export interface WriteJob {
  readonly kind: 'apply' | 'undo';
  readonly plan: ConfirmedPlan;
  readonly digest: string;
  /** Of an undo: the transaction that it takes back. */
  readonly undoes?: string | undefined;
  /** Where it is written in several transactions: which of them, from 1. */
  readonly part?: number | undefined;
  /** Of a part that is not the first: the transaction that wrote the part before it. */
  readonly follows?: string | undefined;
  readonly ledger: LedgerPlace;
  /** What was known of earlier attempts when this one was decided on: its own part's, and its neighbour's. */
  readonly seen: readonly SeenOutcomes[];
}

export interface SeenOutcomes extends Outcomes {
  /** Where they stand. */
  readonly incident: OutcomeStore;
}

export type WriteResult =
  | {
      readonly result: 'written';
      readonly outcome: AppliedOutcome;
      readonly altered: readonly AlteredCell[];
      readonly images: readonly RowImage[];
      /** True where every row became what the plan alone foresees. */
      readonly isForeseen: boolean;
    }
  /** Every row was as planned before anything was written. */
  | { readonly result: 'already' }
  /** Somebody else has applied or undone meanwhile: what to do must be decided anew. */
  | { readonly result: 'overtaken' }
  | { readonly result: 'unknown'; readonly outcome: Outcome };

/**
 * Writes a plan in one transaction: all of it or nothing. What the database will have to be asked
 * about is on disk before COMMIT is sent.
 * @throws {RecoveryError} among them {@link DriftedRowsError}, `violation`, `row-not-written`,
 * `lock-timeout`; nothing was written then.
 */
export async function writePlan(
  job: WriteJob,
  correcting: Correcting,
  work: Work,
): Promise<WriteResult> {
  const { incident } = correcting;
  await incident.note({ step: 'begun', ...noted(job), digest: job.digest });
  return untilLocksAllow(
    () => writeOrSayWhatIsThere(job, correcting, work),
    (after) => incident.note({ step: 'tried-again', ...noted(job), after }),
    work,
  );
}

/** Said once COMMIT comes next. */
export const commitStep = {
  phase: 'committing',
  done: 0,
  total: undefined,
  unit: 'steps',
} as const;

/** A row that is added and is there already is found by the unique index that refuses it: what is there, is looked at then. */
async function writeOrSayWhatIsThere(
  job: WriteJob,
  correcting: Correcting,
  work: Work,
): Promise<WriteResult> {
  try {
    return await writeOnce(job, correcting, work);
  } catch (error) {
    if (!(error instanceof ViolationError) || error.violation.sqlstate !== uniqueViolation) {
      throw error;
    }
    const found = await correcting.target.observe(job.plan, undefined, work);
    const rows = found.rows.map(({ row }) => row);
    if (await isAlready({ ...noted(job), plan: job.plan }, rows, correcting)) {
      return { result: 'already' };
    }
    throw error;
  }
}

const uniqueViolation = '23505';

async function writeOnce(job: WriteJob, correcting: Correcting, work: Work): Promise<WriteResult> {
  const transaction = await correcting.target.begin(job.plan, work);
  const writing = new Writing(job, correcting, transaction);
  try {
    if (await isOvertaken(job)) {
      return { result: 'overtaken' };
    }
    if (await writing.check()) {
      return { result: 'already' };
    }
    await writing.write();
    work.signal.throwIfAborted();
    await writing.announce();
  } catch (error) {
    await writing.giveUp(error, work);
    throw error;
  } finally {
    if (!writing.announced) {
      await transaction.rollback();
    }
  }
  // From here on there is no way back: no cancelling, and no failure that says what became of it.
  work.progress({ ...commitStep, irrevocable: true });
  return writing.commit(work);
}

/** The outcome is recorded only by who holds the turn: what stands there now is final. */
async function isOvertaken({ seen }: WriteJob): Promise<boolean> {
  for (const { incident, apply, undo } of seen) {
    const isSame =
      isSameState(apply, await incident.outcome('apply')) &&
      isSameState(undo, await incident.outcome('undo'));
    if (!isSame) {
      return true;
    }
  }
  return false;
}

function isSameState(one: Outcome | undefined, other: Outcome | undefined): boolean {
  return standing(one) === standing(other);
}

/** Attempts that came to nothing count as none. */
function standing(outcome: Outcome | undefined): string | undefined {
  return outcome && outcome.state !== 'started' && outcome.state !== 'not-applied'
    ? `${outcome.state} ${outcome.xid}`
    : undefined;
}

/** One attempt, step by step. */
class Writing {
  announced = false;
  private attempt: Attempt;
  private before: readonly (Row | null)[] = [];
  private altered: readonly AlteredCell[] = [];
  private images: readonly RowImage[] = [];
  private written: Written | undefined;
  private started = false;
  private isForeseen = false;

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
    return isAlready({ ...noted(this.job), plan: this.job.plan }, this.before, this.correcting);
  }

  /** Writes, and keeps on disk what the rows were and have become. */
  async write(): Promise<void> {
    const { incident } = this.correcting;
    const { kind, plan } = this.job;
    const counts = countActions(plan.corrections);
    await this.enter(counts);
    await incident.recordOutcome({ ...this.attempt, state: 'started' });
    this.started = true;
    let foreseen: readonly RowImage[] | undefined;
    const { after, writers } = await this.transaction.write({
      // What is foreseen mostly comes to be.
      meanwhile: async () => {
        foreseen = imagesForeseen(plan);
        if (foreseen) {
          await incident.saveImages(kind, this.attempt.xid, foreseen);
        }
      },
    });
    this.isForeseen = foreseen !== undefined && areAfter(foreseen, after);
    this.altered = this.isForeseen ? [] : alteredIn(plan, after);
    await this.note({
      ...{ step: 'rows-written', xid: this.attempt.xid, plan: counts },
      altered: this.altered.length,
    });
    if (foreseen && this.isForeseen) {
      this.images = foreseen;
    } else {
      this.images = imagesOf(plan, this.before, after);
      await incident.saveImages(kind, this.attempt.xid, this.images);
    }
    const { triggers } = this.transaction;
    this.written = { ...this.attempt, plan: counts, writers, triggers };
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
    this.announced = true;
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
    const { altered, images, isForeseen } = this;
    return { result: 'written', outcome, altered, images, isForeseen };
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

function noted({ kind, part }: WriteJob): Pick<WriteStep, 'write' | 'part'> {
  return { write: kind, ...(part === undefined ? {} : { part }) };
}

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
