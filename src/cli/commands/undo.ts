import { tableLabel } from '../../core/catalog/table';
import { givenBackTexts } from '../../core/correction/keptChildren';
import { countsText } from '../../core/correction/countsText';
import { lockWaitSentences } from '../../core/incident/lockWait';
import { partlyUndone } from '../../recovery/correct/partly';
import { undoCorrection } from '../../recovery/correct/undoCorrection';
import { foreseeLedger } from '../../recovery/ledger/appliedElsewhere';
import type { UndoResult } from '../../recovery/correct/results';
import { command, operand } from '../command';
import type { Answer, Command, CommandSpec } from '../commandSpec';
import { withConnections } from '../../engine/connections';
import { correcting, reportNotices } from '../../engine/correcting';
import { openIncident, plannedIn } from '../../engine/incidents';
import {
  confirmOption,
  liveOption,
  namingDrift,
  waitFields,
  writingLimits,
  writingOptions,
} from '../correcting';
import { paragraphs, printable, rounded } from '../text';
import { unknownOutcome } from '../writing';

const spec = {
  name: 'undo',
  summary: 'Gives the corrected rows back as they were before the last apply.',
  operand: { name: 'DIR', help: 'The incident’s folder', count: 'one' },
  options: { ...liveOption, ...confirmOption, ...writingOptions },
} as const satisfies CommandSpec;

export const undo: Command = command(spec, (call) =>
  withConnections(call, async (connections) => {
    const { options, work } = call;
    const waits = writingLimits(spec, options);
    const incident = await openIncident(operand(call));
    const { plan, digest, continues } = await plannedIn(incident);
    const live = await connections.connection(options.live);
    return namingDrift(async () => {
      const request = { plan, digest, continues, confirmedTable: options.confirm };
      const steps = correcting(incident, live, {
        moved: options.moved,
        tool: call.program.tool,
        ...waits,
      });
      for (const sentence of await foreseeLedger(plan, steps, work)) {
        call.say(printable(sentence));
      }
      const result = await undoCorrection(request, steps, work);
      return undoneAnswer(result, await reportNotices(incident));
    });
  }),
);

function undoneAnswer(result: UndoResult, notices: readonly string[]): Answer {
  if (result.outcome === 'unknown') {
    const { outcome, xid } = result;
    return { fields: { outcome, xid }, text: '', failure: unknownOutcome('undo', xid) };
  }
  const { outcome, written, givenBack, notGivenBack, xid, lockWaits, seconds } = result;
  return {
    fields: {
      outcome,
      ...written,
      givenBack: givenBack.map(({ child, rows }) => ({ table: tableLabel(child), rows })),
      notGivenBack,
      xid: xid ?? null,
      lockWaits: waitFields(lockWaits),
      seconds: rounded(seconds),
      notices,
      ...(result.outcome === 'partly-undone' ? { left: result.left } : {}),
    },
    text: undoneText(result, notices),
    ...(result.outcome === 'partly-undone' ? { failure: partlyUndone(result) } : {}),
  };
}

export function undoneText(
  {
    outcome,
    written,
    givenBack,
    notGivenBack,
    lockWaits,
    seconds,
  }: Exclude<UndoResult, { outcome: 'unknown' }>,
  notices: readonly string[],
): string {
  return paragraphs(
    outcome === 'already-undone'
      ? 'Already undone: nothing was written.'
      : `Undone in ${seconds.toFixed(1)} s: ${countsText(written)}.`,
    ...givenBackTexts(givenBack).map(printable),
    ...lockWaitSentences(lockWaits).map(printable),
    ...notGivenBack.map((sentence) => `Not given back: ${printable(sentence)}`),
    ...notices.map((notice) => `Note: ${printable(notice)}`),
  );
}
