import { confirmPlan } from '../core/correction/confirmation';
import type { StoredPlan } from '../core/correction/planFile';
import { typedName } from '../core/catalog/tableName';
import { triggerSentences } from '../core/incident/foreseen';
import { lockWaitSentences } from '../core/incident/lockWait';
import { waitFields } from './correcting';
import { countsText } from '../core/correction/countsText';
import {
  fileLimits,
  fileSentences,
  type ScriptFile,
  statementsIn,
} from '../core/scriptFile/scriptFile';
import {
  type FileRehearsal,
  ScriptRefusedError,
  type ScriptRun,
  statementsToTell,
} from '../core/scriptFile/scriptRun';
import { reportNotices } from '../engine/correcting';
import { scriptFile } from '../engine/scriptFiles';
import type { IncidentFolder } from '../files/incidentFolder';
import { applyFile, type FileResult } from '../recovery/correct/applyFile';
import type { Correcting } from '../recovery/correct/correcting';
import { foreseeFile, rehearseFile } from '../recovery/correct/rehearseFile';
import { foreseeLedger } from '../recovery/ledger/appliedElsewhere';
import type { Answer, CommandHost } from './commandSpec';
import { listed, paragraphs, printable, rounded, shellWord } from './text';
import { snapshotFields, snapshotText, unknownOutcome } from './writing';

export const fileOption = {
  file: {
    type: 'text',
    value: 'FILE',
    help: 'A script of DIR, such as correction.sql edited by hand, in place of the plan',
  },
} as const;

/** A script that a command is called with, and the incident that it is of. */
export interface CalledFile {
  /** As the operator writes it. */
  readonly file: string;
  readonly incident: IncidentFolder;
  readonly stored: StoredPlan;
  readonly steps: Correcting;
}

export async function rehearseCalled(called: CalledFile, host: CommandHost): Promise<Answer> {
  const { file, incident, stored, steps } = called;
  const script = await scriptFile(file, incident, stored);
  const foreseen = await foreseeFile(stored.plan, steps, host.work);
  const announced = [...fileSentences(statementsIn(script)), ...triggerSentences(foreseen)];
  host.say(printable(announced.join(' ')));
  const rehearsal = await rehearseFile({ script, plan: stored.plan }, steps, host.work);
  const notices = await reportNotices(incident);
  const { refusal, triggers, seconds } = rehearsal;
  const failure = refusal && new ScriptRefusedError(refusal);
  const violations = refusal ? [{ constraint: undefined, ...refusal }] : [];
  return {
    fields: {
      ...{ ...runFields(rehearsal), drifted: [], triggers, altered: [], violations },
      ...{ undoLimits: fileLimits(script), nothingToDo: touchesNothing(rehearsal) },
      lockWaits: waitFields(rehearsal.lockWaits ?? []),
      ...{ outside: foreseen.outside, seconds: rounded(seconds), notices },
      ...{ file: script.name, sha256: script.digest, unedited: script.isPlansOwn },
    },
    text: paragraphs(
      rehearsedText(rehearsal),
      ...(failure ? [] : nextStep(called, script)),
      ...notices.map((notice) => `Note: ${printable(notice)}`),
    ),
    ...(failure ? { failure } : {}),
  };
}

/** @param before What is noted before anything is written. */
export async function applyCalled(
  { file, incident, stored, steps }: CalledFile,
  host: CommandHost,
  { confirm, before }: { readonly confirm: string; readonly before: () => Promise<void> },
): Promise<Answer> {
  const plan = confirmPlan(stored.plan, confirm);
  const script = await scriptFile(file, incident, stored);
  const ledger = await foreseeLedger(plan, steps, host.work);
  for (const limit of [...fileLimits(script), ...ledger]) {
    host.say(printable(limit));
  }
  await before();
  const result = await applyFile({ ...stored, plan, script }, steps, host.work);
  return appliedAnswer(script, result, await reportNotices(incident));
}

function appliedAnswer(
  { name: file, digest: sha256 }: ScriptFile,
  result: FileResult,
  notices: readonly string[],
): Answer {
  const { outcome, xid } = result;
  if (result.outcome === 'unknown') {
    return {
      fields: { outcome, xid, file, sha256 },
      text: '',
      failure: unknownOutcome('apply', xid),
    };
  }
  const { run, snapshot, lockWaits, seconds } = result;
  const { plan, ...ran } = runFields(run);
  return {
    fields: {
      ...{ outcome, ...plan, xid, sequences: [], seconds: rounded(seconds) },
      ...{ triggers: run.triggers, altered: [], notices, snapshot: snapshotFields(snapshot) },
      ...{ file, sha256, ...ran, lockWaits: waitFields(lockWaits) },
    },
    text: paragraphs(
      snapshot && snapshotText(snapshot),
      outcome === 'applied'
        ? `Applied ${printable(file)} in ${seconds.toFixed(1)} s by transaction ${xid}: ${countsText(run.counts)}.`
        : `These very bytes of ${printable(file)} were applied last, by transaction ${xid}: nothing was written.`,
      ...lockWaitSentences(lockWaits).map(printable),
      ...saidText(run),
      ...notices.map((notice) => `Note: ${printable(notice)}`),
    ),
  };
}

type Ran = Pick<ScriptRun, 'statements' | 'counts' | 'others' | 'said'>;

function runFields({ counts, statements, others, said }: Ran) {
  return {
    plan: counts,
    statements: statements.map(({ line, command, counts: own }) => ({ line, command, ...own })),
    others: others.map(({ table, counts: own }) => ({ table, ...own })),
    said,
  };
}

function rehearsedText(rehearsal: FileRehearsal): string {
  const { file, counts, seconds, triggers, refusal, lockWaits = [] } = rehearsal;
  return paragraphs(
    refusal
      ? `Rehearsed and rolled back: ${printable(file)} cannot be applied.`
      : `Rehearsed ${printable(file)} in ${seconds.toFixed(1)} s and rolled back: ${countsText(counts)}.`,
    ...lockWaitSentences(lockWaits).map(printable),
    statementsText(rehearsal),
    triggers.length > 0 && `Triggers that will run: ${printable(triggers.join(', '))}.`,
    ...saidText(rehearsal),
  );
}

function statementsText(ran: Ran): string {
  const rows = statementsToTell(ran).map(({ line, command, counts }) => [
    `line ${line}`,
    command,
    countsText(counts),
  ]);
  return rows.length === 0 ? '' : listed(rows);
}

function saidText({ others, said }: Pick<Ran, 'others' | 'said'>): readonly string[] {
  return [
    ...others.map(
      ({ table, counts }) => `Rows of ${printable(table)} as well: ${countsText(counts)}.`,
    ),
    ...said.map((each) => `It says: ${printable(each)}`),
  ];
}

function touchesNothing({ counts: { insert, update, delete: deleted } }: ScriptRun): boolean {
  return insert + update + deleted === 0;
}

function nextStep({ stored, incident }: CalledFile, script: ScriptFile): readonly string[] {
  const table = shellWord(typedName(stored.plan.table.identity.table));
  return [
    ...fileLimits(script).map(printable),
    `Next: pra apply ${shellWord(incident.path)} --file ${shellWord(script.name)} --live CONN --confirm ${table}`,
  ];
}
