import { ViolationError } from '../../core/correction/refusal';
import type { Outcome } from '../../core/incident/outcome';
import type { CorrectionTransaction } from '../ports/correctionTarget';
import type { Work } from '../work';
import { AttemptedWrite } from './attemptedWrite';
import { type Correcting, untilLocksAllow } from './correcting';
import { isAlready } from './rowsFound';
import { noted, type WriteJob, type WriteResult } from './writeJob';

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
      return job.children ? writeOnce(job, correcting, work) : { result: 'already' };
    }
    throw error;
  }
}

const uniqueViolation = '23505';

async function writeOnce(job: WriteJob, correcting: Correcting, work: Work): Promise<WriteResult> {
  const transaction = await correcting.target.begin(job.plan, work);
  return writeIn(transaction, { job, correcting, work });
}

interface Services {
  readonly job: WriteJob;
  readonly correcting: Correcting;
  readonly work: Work;
}

async function writeIn(
  transaction: CorrectionTransaction,
  { job, correcting, work }: Services,
): Promise<WriteResult> {
  const writing = new AttemptedWrite(job, correcting, transaction);
  try {
    const ended = await endBeforeCommit(writing, job, work);
    if (ended) {
      return ended;
    }
    // From here on there is no way back: no cancelling, and no failure that says what became of it.
    work.progress({ ...commitStep, irrevocable: true });
    return await writing.commit(work);
  } finally {
    await transaction.rollback();
  }
}

/** Undefined where all is ready for COMMIT. */
async function endBeforeCommit(
  writing: AttemptedWrite,
  job: WriteJob,
  work: Work,
): Promise<WriteResult | undefined> {
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
    return undefined;
  } catch (error) {
    await writing.giveUp(error, work);
    throw error;
  }
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
