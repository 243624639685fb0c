import { typedName } from '../../core/catalog/tableName';
import type { RecoveryError } from '../../core/errors';
import type { CorrectionPlan } from '../../core/correction/plan';
import { DriftedRowsError, ViolationError } from '../../core/correction/refusal';
import { foreseenSentences } from '../../core/incident/foreseen';
import { type Rehearsal, sampleSentence, violationSentences } from '../../core/incident/rehearsal';
import { lockWaitSentences } from '../../core/incident/lockWait';
import { type KnownOfWriting, undoLimits } from '../../core/incident/undoLimits';
import { countsText } from '../../core/correction/countsText';
import { foreseeRehearsal, rehearseCorrection } from '../../recovery/correct/rehearse';
import { command, operand } from '../command';
import type { Command, CommandSpec } from '../commandSpec';
import { withConnections } from '../../engine/connections';
import { correcting, reportNotices } from '../../engine/correcting';
import { openIncident, plannedIn } from '../../engine/incidents';
import { keepDrifted } from '../../engine/staleRows';
import {
  driftedText,
  liveOption,
  rehearsalLimit,
  rehearsalOptions,
  waitFields,
  writingLimits,
  writingOptions,
  withoutDrifted,
} from '../correcting';
import { fileOption, rehearseCalled } from '../scriptFiles';
import { counted, paragraphs, printable, rounded, shellWord } from '../text';

const spec = {
  name: 'rehearse',
  summary: 'Makes the whole correction in production and rolls it back.',
  operand: { name: 'DIR', help: 'The incident’s folder', count: 'one' },
  options: { ...liveOption, ...fileOption, ...writingOptions, ...rehearsalOptions },
} as const satisfies CommandSpec;

export const rehearse: Command = command(spec, (call) =>
  withConnections(call, async (connections) => {
    const limits = { ...writingLimits(spec, call.options), ...rehearsalLimit(spec, call.options) };
    const incident = await openIncident(operand(call));
    const stored = await plannedIn(incident);
    const live = await connections.connection(call.options.live);
    const steps = correcting(incident, live, { moved: call.options.moved, ...limits });
    const { file } = call.options;
    if (file !== undefined) {
      return rehearseCalled({ file, incident, stored, steps }, call);
    }
    const foreseen = await foreseeRehearsal(stored, steps, call.work);
    call.say(printable(foreseenSentences(stored.counts, foreseen).join(' ')));
    const rehearsal = await rehearseCorrection(stored, steps, call.work);
    await keepDrifted(incident, rehearsal, call);
    const notices = await reportNotices(incident);
    const failure = rehearsalFailure(rehearsal);
    const { plan, drifted, triggers, altered, violations, nothingToDo, seconds } = rehearsal;
    return {
      fields: {
        ...{ plan, sample: rehearsal.sample ?? null },
        ...{ drifted: drifted.map(({ key }) => key), triggers, altered, violations },
        ...{ undoLimits: undoLimits(stored.plan, { ...foreseen, ...rehearsal }) },
        lockWaits: waitFields(rehearsal.lockWaits ?? []),
        ...{ nothingToDo, outside: foreseen.outside, seconds: rounded(seconds), notices },
      },
      text: paragraphs(
        rehearsalText(rehearsal, incident.path),
        ...(failure || nothingToDo
          ? []
          : nextStep(stored.plan, { ...foreseen, ...rehearsal }, incident.path)),
      ),
      ...(failure ? { failure } : {}),
    };
  }),
);

function nextStep(plan: CorrectionPlan, known: KnownOfWriting, dir: string): readonly string[] {
  const table = shellWord(typedName(plan.table.identity.table));
  return [
    ...undoLimits(plan, known).map(printable),
    `Next: pra apply ${shellWord(dir)} --live CONN --confirm ${table}`,
  ];
}

export function rehearsalFailure({
  drifted,
  driftedBecause,
  violations: [violation],
}: Rehearsal): RecoveryError | undefined {
  if (drifted.length > 0) {
    return new DriftedRowsError(drifted, driftedBecause);
  }
  return violation && new ViolationError(violation, { hint: 'Nothing was written.' });
}

export function rehearsalText(rehearsal: Rehearsal, dir: string): string {
  const { plan, triggers, altered, nothingToDo, seconds, drifted, violations, sample } = rehearsal;
  const { lockWaits = [] } = rehearsal;
  if (rehearsalFailure(rehearsal)) {
    return paragraphs(
      'Rehearsed and rolled back: the correction cannot be applied.',
      ...violationSentences(violations).map(printable),
      drifted.length > 0 && driftedText(drifted),
      drifted.length > 0 && withoutDrifted(dir),
    );
  }
  return paragraphs(
    nothingToDo
      ? 'Every planned row is as planned already: there is nothing to do.'
      : `Rehearsed in ${seconds.toFixed(1)} s and rolled back: ${countsText(plan)}, no drift, no violation.`,
    sample && sampleSentence(sample),
    ...lockWaitSentences(lockWaits).map(printable),
    triggers.length > 0 && `Triggers that will run: ${printable(triggers.join(', '))}.`,
    altered.length > 0 &&
      `Triggers or types will alter ${counted(altered.length, 'written value')}.`,
  );
}
