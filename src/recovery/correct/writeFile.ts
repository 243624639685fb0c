import type { ConfirmedPlan } from '../../core/correction/plan';
import { RecoveryError } from '../../core/errors';
import { type Attempt, isOpen, type Written } from '../../core/incident/outcome';
import type { ScriptFile } from '../../core/scriptFile/scriptFile';
import {
  type FileRehearsal,
  ScriptRefusedError,
  type ScriptRun,
  touchedTheSame,
} from '../../core/scriptFile/scriptRun';
import type { ScriptTransaction } from '../ports/scriptTarget';
import type { Work } from '../work';
import { lastAppliedFile } from './appliedFile';
import { type LedgerPlace, ledgerOrder } from '../ledger/entering';
import { type Correcting, untilLocksAllow } from './correcting';
import { runScript } from './rehearseFile';
import { settleAttempt, unlessRefused } from './settleOutcome';
import { reasonOf, rolledBack } from './notApplied';
import { commitStep } from './writePlan';

export interface FileJob {
  readonly plan: ConfirmedPlan;
  readonly script: ScriptFile;
  readonly rehearsal: FileRehearsal;
}

/** `known`: that it was committed. */
export interface FileWritten {
  readonly known: boolean;
  readonly xid: string;
  readonly run: ScriptRun;
}

/**
 * Runs a script in one transaction and commits it. What the database will have to be asked about is on disk before
 * COMMIT is sent.
 * @throws {RecoveryError} among them {@link ScriptRefusedError}; nothing was written then.
 */
export async function writeFile(
  job: FileJob,
  correcting: Correcting,
  work: Work,
): Promise<FileWritten> {
  const { incident } = correcting;
  const { digest, name: file } = job.script;
  await incident.note({ step: 'begun', write: 'file', digest, file });
  return untilLocksAllow(
    () => writeOnce(job, correcting, work),
    (after) => incident.note({ step: 'tried-again', write: 'file', after }),
    work,
  );
}

async function writeOnce(job: FileJob, correcting: Correcting, work: Work): Promise<FileWritten> {
  const transaction = await correcting.target.beginScript(job.plan, work);
  const attempt = attemptOf(job, transaction, correcting);
  let announced: Written | undefined;
  try {
    await refuseOvertaken(job, correcting);
    await correcting.incident.recordOutcome({ ...attempt, state: 'started' });
    const run = await runAsRehearsed(job, transaction);
    const ledger = await enter(attempt, run, job, { transaction, correcting });
    await transaction.keepNumber();
    work.signal.throwIfAborted();
    const written = writtenBy({ ...attempt, ...ledger }, run);
    await correcting.incident.recordOutcome({ ...written, state: 'committing' });
    await correcting.incident.note({ step: 'committing', write: 'file', xid: attempt.xid });
    announced = written;
    work.progress({ ...commitStep, irrevocable: true });
    return await commit({ job, transaction, written, run }, correcting, work);
  } catch (error) {
    if (!announced) {
      await giveUp(attempt, error, correcting, work);
    }
    throw error;
  } finally {
    await transaction.rollback();
  }
}

/** Whoever holds the turn is the only one who records: somebody else may have run a file since it was asked. */
async function refuseOvertaken({ rehearsal }: FileJob, { incident }: Correcting): Promise<void> {
  // In this order: whoever has just committed records meanwhile that it is applied.
  const isBeingApplied = isOpen(await incident.outcome('file'));
  const last = await lastAppliedFile(incident);
  if (isBeingApplied || (last && last.at > rehearsal.at)) {
    throw new RecoveryError(
      'in-use',
      'Somebody else has applied a file of this incident meanwhile.',
      {
        hint: 'Nothing was written. Rehearse the file again.',
        ways: ['rehearse-file'],
      },
    );
  }
}

async function runAsRehearsed(
  { script, rehearsal }: FileJob,
  transaction: ScriptTransaction,
): Promise<ScriptRun> {
  const run = await runScript(script, transaction);
  if (run.refusal) {
    throw new ScriptRefusedError(run.refusal);
  }
  if (!touchedTheSame(run, rehearsal)) {
    throw new RecoveryError(
      'row-drifted',
      `${script.name} touches other numbers of rows than in its rehearsal: production has moved on.`,
      { hint: 'Nothing was written. Rehearse the file again.', ways: ['rehearse-file'] },
    );
  }
  return run;
}

/** What production's ledger must not have from another folder. */
export function onceOf({ digest }: ScriptFile): Pick<LedgerPlace, 'once' | 'own' | 'foundUndone'> {
  return { once: [digest], own: [], foundUndone: [] };
}

async function enter(
  attempt: Attempt,
  { counts }: ScriptRun,
  { plan, script }: FileJob,
  {
    transaction,
    correcting,
  }: Pick<Committing, 'transaction'> & { readonly correcting: Correcting },
): Promise<Pick<Attempt, 'ledger'>> {
  const place = { ...onceOf(script), digest: script.digest, part: 1 };
  const by = correcting.signature;
  const ledger = await transaction.enter(ledgerOrder(attempt, place, { plan, counts, by }));
  return ledger === undefined ? {} : { ledger };
}

interface Committing {
  readonly job: FileJob;
  readonly transaction: ScriptTransaction;
  readonly written: Written;
  readonly run: ScriptRun;
}

async function commit(
  { job, transaction, written, run }: Committing,
  correcting: Correcting,
  work: Work,
): Promise<FileWritten> {
  const { xid } = written;
  try {
    await transaction.commit(job.plan);
  } catch (error) {
    const open = { ...written, state: 'committing' } as const;
    const { state } = await settleAttempt(open, job.plan, correcting, work);
    if (state === 'not-applied') {
      throw rolledBack(error);
    }
    return { known: state === 'applied', xid, run };
  }
  await unlessRefused(async () => {
    await correcting.incident.concludeOutcome({ ...written, state: 'applied', sequences: [] });
    await correcting.incident.note({
      ...{ step: 'committed', write: 'file', xid },
      ...{ digest: job.script.digest, file: job.script.name, plan: run.counts },
    });
  });
  return { known: true, xid, run };
}

/** COMMIT was not sent: nothing was written. */
async function giveUp(
  attempt: Attempt,
  error: unknown,
  { incident }: Correcting,
  { signal }: Work,
): Promise<void> {
  const why = reasonOf(error, signal);
  await incident.concludeOutcome({ ...attempt, state: 'not-applied', why });
  await incident.note({ step: 'not-applied', write: 'file', xid: attempt.xid, why });
}

function attemptOf(
  { plan, script }: FileJob,
  { xid, systemIdentifier, timeline }: ScriptTransaction,
  { now }: Correcting,
): Attempt {
  return {
    ...{ kind: 'file', planId: plan.id, planDigest: script.digest },
    ...{ xid, systemIdentifier, timeline, at: now().toISOString() },
  };
}

function writtenBy(attempt: Attempt, { counts, triggers }: ScriptRun): Written {
  const writers = [String(BigInt(attempt.xid) % 2n ** 32n)];
  return { ...attempt, plan: counts, writers, triggers };
}
