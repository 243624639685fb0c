import type { CorrectionPlan } from '../../core/correction/plan';
import type { StoredPlan } from '../../core/correction/planFile';
import type { Foreseen } from '../../core/incident/foreseen';
import { readScript } from '../../core/scriptFile/readScript';
import { type ScriptFile, statementsIn } from '../../core/scriptFile/scriptFile';
import type { FileRehearsal, ScriptRun } from '../../core/scriptFile/scriptRun';
import type { ScriptTransaction } from '../ports/scriptTarget';
import type { Work } from '../work';
import { type Correcting, untilLocksAllow } from './correcting';
import { noteWaits, noticingWaits } from './lockWaits';
import { refuseOtherAddress } from './sameAddress';

/** A script, and the incident's plan, which says of which table it is. */
export interface ScriptOfIncident extends Pick<StoredPlan, 'plan'> {
  readonly script: ScriptFile;
}

/**
 * A whole script in production as it stands, rolled back whatever it ends with; kept in the incident with the digest of
 * the file. What the database refuses of it is a finding; what else goes wrong is thrown.
 * @throws {RecoveryError} among them `script-refused` and `wrong-table`, for what is not sent at all.
 */
export async function rehearseFile(
  { script, plan }: ScriptOfIncident,
  correcting: Correcting,
  work: Work,
): Promise<FileRehearsal> {
  refuseOtherAddress(plan, correcting);
  statementsIn(script);
  const { incident, now } = correcting;
  const { name: file, digest } = script;
  const begun = now();
  await incident.note({ step: 'file-rehearsal-begun', file, digest });
  const noticing = noticingWaits(work);
  const run = await untilLocksAllow(
    () => rolledBack({ script, plan }, correcting, noticing.work),
    (after) => incident.note({ step: 'rehearsal-tried-again', after, file }),
    work,
  );
  const ended = now();
  const seconds = (ended.getTime() - begun.getTime()) / 1000;
  const lockWaits = noticing.waits();
  const rehearsal = { ...run, file, digest, at: ended.toISOString(), lockWaits, seconds };
  await incident.saveFileRehearsal(rehearsal);
  await noteWaits(correcting, 'file-rehearsal', lockWaits);
  await incident.note({
    ...{ step: 'file-rehearsed', file, digest, plan: run.counts, seconds },
    ...(run.refusal === undefined ? {} : { refusedInLine: run.refusal.line }),
  });
  return rehearsal;
}

/** What is to be said before {@link rehearseFile}: what it sets off in production. Reads only. */
export async function foreseeFile(
  plan: CorrectionPlan,
  correcting: Correcting,
  work: Work,
): Promise<Foreseen> {
  refuseOtherAddress(plan, correcting);
  return correcting.target.foreseeScript(plan, work);
}

/** Runs it as this server reads it. */
export async function runScript(
  { text }: ScriptFile,
  transaction: ScriptTransaction,
): Promise<ScriptRun> {
  return transaction.run(readScript(text, transaction.standardStrings));
}

async function rolledBack(
  { script, plan }: ScriptOfIncident,
  { target }: Correcting,
  work: Work,
): Promise<ScriptRun> {
  const transaction = await target.beginScript(plan, work);
  try {
    return await runScript(script, transaction);
  } finally {
    await transaction.rollback();
  }
}
