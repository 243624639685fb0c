import type { ActionCounts, ConfirmedPlan } from '../../core/correction/plan';
import type { StoredPlan } from '../../core/correction/planFile';
import { RecoveryError } from '../../core/errors';
import { isOpen } from '../../core/incident/outcome';
import type { LockWait } from '../../core/incident/lockWait';
import type { ScriptFile } from '../../core/scriptFile/scriptFile';
import {
  type FileRehearsal,
  noCounts,
  ScriptRefusedError,
  type ScriptRun,
  vouchesForFile,
} from '../../core/scriptFile/scriptRun';
import { appliedElsewhere } from '../ledger/appliedElsewhere';
import { keepDamagedStateOnce } from '../snapshot/keepDamagedState';
import type { SavedTable } from '../snapshot/saveTable';
import type { Work } from '../work';
import { type AppliedFile, lastAppliedFile } from './appliedFile';
import type { Correcting } from './correcting';
import { noteWaits, noticingWaits } from './lockWaits';
import { usuallyHolds } from './rehearse';
import { rehearseFile } from './rehearseFile';
import { refuseOtherAddress } from './sameAddress';
import { lastOutcomes } from './parts';
import { settledParts } from './settledOutcomes';
import { settleOutcome, unlessRefused } from './settleOutcome';
import { onceOf, writeFile } from './writeFile';

/** A script of an incident, and the incident's plan whose table the operator has named. */
export interface ConfirmedFile extends StoredPlan {
  readonly plan: ConfirmedPlan;
  readonly script: ScriptFile;
}

export type FileResult =
  | {
      readonly outcome: 'applied' | 'already-applied';
      readonly xid: string;
      /** Where it was applied already: nothing was run by this call. */
      readonly run: Pick<ScriptRun, 'statements' | 'counts' | 'others' | 'triggers' | 'said'>;
      /** Of the damaged table, where this call took one. */
      readonly snapshot: SavedTable | undefined;
      /** Its rehearsal's excepted. */
      readonly lockWaits: readonly LockWait[];
      readonly seconds: number;
    }
  | { readonly outcome: 'unknown'; readonly xid: string };

const nothingRun = { statements: [], counts: noCounts, others: [], triggers: [], said: [] };

/**
 * Runs a script in production and commits it, once: in one transaction, after a snapshot of the damaged table, and only
 * the very bytes that were rehearsed well a short time ago. Said to be applied, it is; said to be unknown, ask again.
 * @throws {RecoveryError} what kept it, among them `not-rehearsed`; nothing was written then.
 */
export async function applyFile(
  file: ConfirmedFile,
  correcting: Correcting,
  work: Work,
): Promise<FileResult> {
  const { plan, script, origin } = file;
  refuseOtherAddress(plan, correcting);
  const begun = correcting.now().getTime();
  const settled = await settleOutcome('file', plan, correcting, work);
  if (isOpen(settled)) {
    return { outcome: 'unknown', xid: settled.xid };
  }
  const last = await lastAppliedFile(correcting.incident);
  if (last?.digest === script.digest) {
    return alreadyApplied(last, correcting);
  }
  await refuseUnsettled(file, correcting, work);
  await appliedElsewhere(plan, onceOf(script), correcting, work);
  const rehearsal = await vouching(file, last, correcting, work);
  const { identity } = plan.table;
  const keeping = { ...correcting, identity, tool: origin.tool };
  const snapshot = await keepDamagedStateOnce(keeping, plan.wholeTable === undefined, work);
  const noticing = noticingWaits(work);
  const written = await writeFile({ plan, script, rehearsal }, correcting, noticing.work);
  const lockWaits = noticing.waits();
  await unlessRefused(() => noteWaits(correcting, 'file', lockWaits));
  const seconds = (correcting.now().getTime() - begun) / 1000;
  const { xid, run } = written;
  return written.known
    ? { outcome: 'applied', xid, run, snapshot, lockWaits, seconds }
    : { outcome: 'unknown', xid };
}

/**
 * How many rows the file touched in the rehearsal that lets it be applied: what the operator confirms.
 * @throws {RecoveryError} `not-rehearsed`, where {@link applyFile} would refuse it for that.
 */
export async function countsToConfirm(
  script: ScriptFile,
  correcting: Correcting,
): Promise<ActionCounts> {
  const { incident } = correcting;
  const applied = await lastAppliedFile(incident);
  const willAsk = isOpen(await incident.outcome('file')) || applied?.digest === script.digest;
  if (willAsk || correcting.rehearsalHolds === 0) {
    const last = await incident.lastFileRehearsal();
    return last?.digest === script.digest ? last.counts : noCounts;
  }
  return (await lastRehearsal(script, applied, correcting)).counts;
}

async function alreadyApplied({ xid }: AppliedFile, { incident }: Correcting): Promise<FileResult> {
  await incident.note({ step: 'already', write: 'file', by: 'outcome' });
  return {
    ...{ outcome: 'already-applied', xid, run: nothingRun },
    ...{ snapshot: undefined, lockWaits: [], seconds: 0 },
  };
}

/** What became of the plan's own apply or undo comes first. */
async function refuseUnsettled(
  file: ConfirmedFile,
  correcting: Correcting,
  work: Work,
): Promise<void> {
  const { apply, undo } = lastOutcomes(await settledParts(file, correcting, work));
  if (isOpen(apply) || isOpen(undo)) {
    throw new RecoveryError(
      'outcome-unknown',
      'It is not known yet what became of the last apply or undo of this incident.',
      { hint: 'Run that again first: it asks, and never writes twice.' },
    );
  }
}

/** The rehearsal that lets it be applied. Where none may be older than nothing, one is made. */
async function vouching(
  file: ConfirmedFile,
  applied: AppliedFile | undefined,
  correcting: Correcting,
  work: Work,
): Promise<FileRehearsal> {
  return correcting.rehearsalHolds === 0
    ? rehearseFirst(file, correcting, work)
    : lastRehearsal(file.script, applied, correcting);
}

/** @throws {RecoveryError} `not-rehearsed` where it does not vouch for the file. */
async function lastRehearsal(
  script: ScriptFile,
  applied: AppliedFile | undefined,
  { incident, now, rehearsalHolds = usuallyHolds }: Correcting,
): Promise<FileRehearsal> {
  const last = await incident.lastFileRehearsal();
  const times = { now: now().getTime(), maxAge: rehearsalHolds * 60_000 };
  const isOvertaken = last && applied && last.at < applied.at;
  if (!isOvertaken && vouchesForFile(last, script.digest, times)) {
    return last;
  }
  const why =
    isOvertaken && last.digest === script.digest
      ? `Another file was applied after the rehearsal of ${script.name}.`
      : whyNot(last, script, rehearsalHolds);
  throw new RecoveryError('not-rehearsed', why, {
    hint: 'Nothing was written. Rehearse the file as it is now, then apply it.',
    ways: ['rehearse-file'],
  });
}

async function rehearseFirst(
  file: ConfirmedFile,
  correcting: Correcting,
  work: Work,
): Promise<FileRehearsal> {
  const rehearsal = await rehearseFile(file, correcting, work);
  if (rehearsal.refusal) {
    throw new ScriptRefusedError(rehearsal.refusal);
  }
  return rehearsal;
}

function whyNot(
  last: FileRehearsal | undefined,
  { name, digest }: ScriptFile,
  holds: number,
): string {
  if (last?.digest !== digest) {
    return last?.file === name
      ? `${name} was edited after its rehearsal.`
      : `${name} was not rehearsed as it is now.`;
  }
  return last.refusal
    ? `The rehearsal of ${name} was refused in line ${last.refusal.line}.`
    : `The rehearsal of ${name} is more than ${holds} minutes old.`;
}
