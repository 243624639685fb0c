import { ForeseenRows } from '../../core/correction/foreseenRows';
import { ViolationError } from '../../core/correction/refusal';
import type { Outcome } from '../../core/incident/outcome';
import type { CorrectionTransaction } from '../ports/correctionTarget';
import { inSpareMoments } from '../spareMoments';
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
      return { result: 'already' };
    }
    throw error;
  }
}

const uniqueViolation = '23505';

async function writeOnce(job: WriteJob, correcting: Correcting, work: Work): Promise<WriteResult> {
  const foreseen = ForeseenRows.of(job.plan);
  const made = foreseen?.made();
  // Production looks itself over at first.
  const making = inSpareMoments(made ?? []);
  try {
    const transaction = await correcting.target.begin(job.plan, work);
    return await writeIn(transaction, foreseen, { job, correcting, work });
  } finally {
    made?.return(undefined);
    await making;
  }
}

interface Services {
  readonly job: WriteJob;
  readonly correcting: Correcting;
  readonly work: Work;
}

async function writeIn(
  transaction: CorrectionTransaction,
  foreseen: ForeseenRows | undefined,
  { job, correcting, work }: Services,
): Promise<WriteResult> {
  const writing = new AttemptedWrite(job, correcting, transaction, foreseen);
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
