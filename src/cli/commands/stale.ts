import { withConnections } from '../../engine/connections';
import { openIncident } from '../../engine/incidents';
import { compareStale, findStale, type StaleOrder } from '../../engine/staleRows';
import type { ComparedAgain } from '../../recovery/review/compareStaleRows';
import type { StaleFound } from '../../recovery/review/findStaleRows';
import { command, operand } from '../command';
import type { Command, CommandSpec } from '../commandSpec';
import { longestSnapshot, snapshotOption } from '../comparing';
import { liveOption } from '../correcting';
import { count, counted, paragraphs, shellWord, wordFor } from '../text';

const spec = {
  name: 'stale',
  summary: 'Looks which rows of an incident moved on in production since they were compared.',
  operand: { name: 'DIR', help: 'The incident’s folder', count: 'one' },
  options: {
    ...liveOption,
    ...snapshotOption,
    'compare-again': {
      type: 'flag',
      help: 'Compare these again, and take over what they are now',
    },
  },
} as const satisfies CommandSpec;

export const stale: Command = command(spec, (call) =>
  withConnections(call, async (connections) => {
    const incident = await openIncident(operand(call));
    const live = await connections.connection(call.options.live);
    const longest = longestSnapshot(spec, call.options);
    const order: StaleOrder = {
      ...{ incident, live, moved: call.options.moved },
      longestSnapshot: longest,
    };
    const found = await findStale(order, call);
    const isAsked = call.options['compare-again'] && found.stale > 0;
    const again = isAsked ? await compareStale(order, call) : undefined;
    return {
      fields: { rows: found.rows, stale: again?.stale ?? found.stale, ...(again ? { again } : {}) },
      text: again ? againText(again) : foundText(found, incident.path),
    };
  }),
);

function foundText({ rows, stale: number }: StaleFound, dir: string): string {
  return number === 0
    ? `${counted(rows, 'row')} looked at: production is as it was compared.`
    : paragraphs(
        `${count(number)} of ${counted(rows, 'row')} moved on in production since ${wordFor(number, 'it was', 'they were')} compared, and ${wordFor(number, 'is', 'are')} in no plan before being compared again.`,
        `Next: pra stale ${shellWord(dir)} --live CONN --compare-again`,
      );
}

function againText({ missing, changed, extra, equal, stale: left }: ComparedAgain): string {
  return paragraphs(
    `Compared again: ${count(missing)} missing, ${count(changed)} changed, ${count(extra)} only in production, ${count(equal)} ${wordFor(equal, 'differs', 'differ')} no longer.`,
    left > 0 &&
      `${counted(left, 'row')} can only be compared with the whole table: several rows of production have ${wordFor(left, 'its', 'their')} key now.`,
  );
}
