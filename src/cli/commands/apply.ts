import { confirmPlan } from '../../core/correction/confirmation';
import { DriftedRowsError } from '../../core/correction/refusal';
import { RecoveryError } from '../../core/errors';
import { countsText } from '../../core/correction/countsText';
import type { StoredPlan } from '../../core/correction/planFile';
import type { RehearsedSample } from '../../core/incident/rehearsal';
import type { IncidentFolder } from '../../files/incidentFolder';
import { lockWaitSentences } from '../../core/incident/lockWait';
import { applyCorrection } from '../../recovery/correct/applyCorrection';
import type { ApplyResult, PartlyApplied } from '../../recovery/correct/results';
import { partlyApplied } from '../../recovery/correct/partly';
import { foreseeApply } from '../../recovery/correct/rehearse';
import type { Journal } from '../../recovery/ports/incidentStore';
import { usage } from '../argv';
import { command, operand } from '../command';
import type { Answer, Command, CommandSpec } from '../commandSpec';
import { withConnections } from '../../engine/connections';
import { correcting, reportNotices } from '../../engine/correcting';
import { openIncident, plannedIn } from '../../engine/incidents';
import { keepingDrift } from '../../engine/staleRows';
import {
  confirmOption,
  driftedText,
  liveOption,
  namingDrift,
  rehearsalLimit,
  rehearsalOptions,
  waitFields,
  writingLimits,
  writingOptions,
  withoutDrifted,
} from '../correcting';
import { applyCalled, fileOption } from '../scriptFiles';
import { counted, paragraphs, printable, rounded, shellWord } from '../text';
import { snapshotFields, snapshotText, unknownOutcome } from '../writing';

const spec = {
  name: 'apply',
  summary:
    'Writes the planned correction into production, in one guarded transaction or in batches.',
  operand: { name: 'DIR', help: 'The incident’s folder', count: 'one' },
  options: {
    ...{ ...liveOption, ...confirmOption, ...fileOption, ...writingOptions, ...rehearsalOptions },
    'batch-rows': {
      type: 'text',
      value: 'N',
      help: 'Write at most N rows in one transaction, one after the other (all in one)',
    },
    'rehearsal-holds': {
      type: 'text',
      value: 'MINUTES',
      help: 'How old a rehearsal may be that lets it write (15); 0: a rehearsal always comes first',
    },
    'no-snapshot': {
      type: 'text',
      value: 'REASON',
      help: 'Why the damaged table is not kept in DIR/rows/snapshot.sql before the first apply',
    },
  },
} as const satisfies CommandSpec;

export const apply: Command = command(spec, (call) =>
  withConnections(call, async (connections) => {
    const { options, work } = call;
    const limits = { ...writingLimits(spec, options), ...rehearsalLimit(spec, options) };
    const rehearsalHolds = minutesOf(options['rehearsal-holds']);
    const batchRows = batchRowsOf(options['batch-rows']);
    const incident = await openIncident(operand(call));
    const stored = await plannedIn(incident);
    if (stored.plan.wholeTable && options['no-snapshot'] !== undefined) {
      throw usage(spec, 'A whole table is not put back without a snapshot of it.');
    }
    const confirmed = { ...stored, plan: confirmPlan(stored.plan, options.confirm) };
    const live = await connections.connection(options.live);
    const where = correcting(incident, live, {
      moved: options.moved,
      tool: call.program.tool,
      ...limits,
    });
    const steps = { ...where, rehearsalHolds, batchRows };
    const { file, confirm } = options;
    if (file !== undefined) {
      const before = (): Promise<void> => noteDeclined(incident, options['no-snapshot']);
      return applyCalled({ file, incident, stored, steps }, call, { confirm, before });
    }
    const step = async (): Promise<Answer> => {
      for (const limit of await foreseeApply(stored, steps, work)) {
        call.say(printable(limit));
      }
      await noteDeclined(incident, options['no-snapshot']);
      const result = await keepingDrift(incident, call, {
        write: () => applyCorrection(confirmed, steps, work),
      });
      const notices = await reportNotices(incident);
      const sample = await sampleOf(stored, incident);
      return appliedAnswer(result, { dir: incident.path, notices, sample });
    };
    return namingDrift(step, { advice: withoutDrifted(incident.path) });
  }),
);

function minutesOf(text: string | undefined): number | undefined {
  if (text !== undefined && !/^\d{1,4}$/.test(text)) {
    throw usage(spec, '--rehearsal-holds is no number of minutes.');
  }
  return text === undefined ? undefined : Number(text);
}

function batchRowsOf(text: string | undefined): number | undefined {
  if (text !== undefined && !/^[1-9]\d{0,8}$/.test(text)) {
    throw usage(spec, '--batch-rows is no number of rows.');
  }
  return text === undefined ? undefined : Number(text);
}

/** Of the rehearsal that let it write. */
async function sampleOf(
  { digest }: Pick<StoredPlan, 'digest'>,
  incident: IncidentFolder,
): Promise<RehearsedSample | null> {
  const last = await incident.lastRehearsal();
  return (last?.planDigest === digest ? last.sample : undefined) ?? null;
}

interface Beside {
  readonly dir: string;
  readonly notices: readonly string[];
  readonly sample: RehearsedSample | null;
}

function appliedAnswer(result: ApplyResult, { dir, notices: more, sample }: Beside): Answer {
  if (result.outcome === 'unknown') {
    const { outcome, xid } = result;
    return { fields: { outcome, xid }, text: '', failure: unknownOutcome('apply', xid) };
  }
  const { outcome, written, xid, sequences, triggers, altered, seconds, lockWaits } = result;
  const notices = [...result.notices, ...more];
  const snapshot = snapshotFields(result.snapshot);
  const fields = {
    ...{ outcome, ...written, xid: xid ?? null, sequences, seconds: rounded(seconds), sample },
    ...{ triggers, altered, lockWaits: waitFields(lockWaits), notices, snapshot },
  };
  const text = appliedText(result, notices);
  return result.outcome === 'partly-applied'
    ? partlyAnswer(result, { fields, text }, dir)
    : {
        fields,
        text: paragraphs(
          text,
          xid === undefined
            ? `Next: pra prove ${shellWord(dir)} --live CONN. It was not this folder that wrote it: undo it where it was applied.`
            : `Next: pra prove ${shellWord(dir)} --live CONN; pra undo takes it back.`,
        ),
      };
}

function partlyAnswer(
  partly: PartlyApplied,
  { fields, text }: Pick<Answer, 'fields' | 'text'>,
  dir: string,
): Answer {
  const { done, left, why } = partly;
  const drifted = why instanceof DriftedRowsError ? why.drifted : [];
  return {
    fields: { ...fields, done, left, drifted: drifted.map(({ key }) => key) },
    text: paragraphs(
      text,
      drifted.length > 0 && driftedText(drifted),
      drifted.length > 0 && withoutDrifted(dir),
    ),
    failure: partlyApplied(partly),
  };
}

/** The operator's word, before anything is written. */
async function noteDeclined(journal: Journal, reason: string | undefined): Promise<void> {
  if (reason !== undefined) {
    await journal.note({ step: 'snapshot-declined', reason: reasonIn(reason) });
  }
}

function reasonIn(text: string): string {
  const reason = text.trim();
  if (reason === '') {
    throw new RecoveryError('usage', '--no-snapshot names no reason.', {
      hint: 'Say in a few words why the damaged table is not to be kept.',
    });
  }
  return reason;
}

export function appliedText(
  result: Exclude<ApplyResult, { outcome: 'unknown' }>,
  notices: readonly string[],
): string {
  const { outcome, written, xid, sequences, altered, seconds, snapshot, lockWaits } = result;
  return paragraphs(
    snapshot && snapshotText(snapshot),
    outcome === 'already-applied' && 'Already applied: nothing was written.',
    outcome === 'applied' &&
      `Applied in ${seconds.toFixed(1)} s by transaction ${xid ?? ''}: ${countsText(written)}.`,
    outcome === 'partly-applied' &&
      `Written in ${seconds.toFixed(1)} s before it stopped: ${countsText(written)}.`,
    ...lockWaitSentences(lockWaits).map(printable),
    ...sequences.map(({ name, from, to }) => `Sequence ${printable(name)}: ${from} → ${to}.`),
    altered.length > 0 && `Triggers or types altered ${counted(altered.length, 'written value')}.`,
    ...notices.map((notice) => `Note: ${printable(notice)}`),
  );
}
