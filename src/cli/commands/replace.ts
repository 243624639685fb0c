import { tableLabel } from '../../core/catalog/table';
import {
  childrenText,
  type LostChildren,
  undoneChildren,
} from '../../core/correction/lostChildren';
import { RecoveryError } from '../../core/errors';
import { countsText } from '../../core/correction/countsText';
import { withConnections } from '../../engine/connections';
import { incidentFiles, openIncident } from '../../engine/incidents';
import { planReplacement } from '../../engine/replacing';
import type { Replacement } from '../../recovery/correct/replaceTable';
import { usage } from '../argv';
import { command, operand } from '../command';
import type { Answer, Command, CommandSpec } from '../commandSpec';
import { liveOption } from '../correcting';
import { planText } from '../planText';

const spec = {
  name: 'replace',
  summary:
    'Plans that the whole table becomes as the backup has it, by difference, its deletes confirmed by number.',
  operand: { name: 'DIR', help: 'The incident’s folder', count: 'one' },
  options: {
    ...liveOption,
    deletes: {
      type: 'text',
      value: 'N',
      help: 'How many rows are deleted: those only in production. Without, it is refused and said',
    },
    children: {
      type: 'text',
      value: 'N',
      help: 'How many rows of other tables these deletes take along or change',
    },
  },
} as const satisfies CommandSpec;

export const replace: Command = command(spec, (call) =>
  withConnections(call, async (connections) => {
    const { options } = call;
    const given = [numberIn('deletes', options.deletes), numberIn('children', options.children)];
    const incident = await openIncident(operand(call));
    const live = await connections.connection(options.live);
    let asked: Replacement | undefined;
    const agreed = (replacement: Replacement): Promise<boolean> => {
      asked = replacement;
      return Promise.resolve(isConfirmed(replacement, given));
    };
    const order = { incident, live, moved: options.moved, agreed };
    const plan = await planReplacement(order, call);
    const children = (asked?.children ?? []).map(childrenFields);
    if (!plan) {
      const failure = notConfirmed(asked);
      return { fields: { plan: asked?.counts, children }, text: '', failure };
    }
    const { counts, notices } = plan;
    const files = incidentFiles(incident, true);
    return {
      fields: { plan: counts, children, files, notices },
      text: planText(plan, incident.path),
    };
  }),
);

function numberIn(name: string, text: string | undefined): number {
  if (text !== undefined && !/^\d{1,12}$/.test(text)) {
    throw usage(spec, `--${name} is a number of rows.`);
  }
  return Number(text ?? 0);
}

function isConfirmed(
  { counts, children }: Replacement,
  [deletes, taken]: readonly number[],
): boolean {
  return deletes === counts.delete && taken === rowsOf(children);
}

function rowsOf(children: readonly LostChildren[]): number {
  return children.reduce((sum, { rows }) => sum + rows, 0);
}

function notConfirmed(asked: Replacement | undefined): RecoveryError {
  const { counts, children } = asked ?? {
    counts: { insert: 0, update: 0, delete: 0 },
    children: [],
  };
  const sentences = [
    `The whole table takes ${countsText(counts)}.`,
    ...children.map(childrenText),
    ...undoneChildren(children),
    'Nothing is planned: its deletes were not confirmed by their number.',
  ];
  const confirming = [
    `--deletes ${counts.delete}`,
    ...(children.length > 0 ? [`--children ${rowsOf(children)}`] : []),
  ].join(' ');
  return new RecoveryError('not-confirmed', sentences.join(' '), {
    hint: `Where that is what is wanted: ${confirming}.`,
  });
}

function childrenFields({ constraint, child, action, rows }: LostChildren): Answer['fields'] {
  return { constraint, table: tableLabel(child), action, rows };
}
