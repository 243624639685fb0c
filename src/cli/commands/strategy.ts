import { openIncident } from '../../engine/incidents';
import { reportNotices } from '../../engine/correcting';
import { weighIncident } from '../../engine/strategy';
import { usage } from '../argv';
import { command, operand } from '../command';
import type { Command, CommandSpec } from '../commandSpec';
import { strategyText } from '../strategyText';
import { paragraphs } from '../text';

const spec = {
  name: 'strategy',
  summary:
    'Weighs the ways of putting a table right by the compared rows, and notes which is chosen.',
  operand: { name: 'DIR', help: 'The incident’s folder', count: 'one' },
  options: {
    damage: {
      ...{ type: 'list', value: 'XID' },
      help: 'A transaction that did the damage; those that stand out by default',
    },
    choose: {
      type: 'text',
      value: 'NAME',
      help: 'Which is chosen: the first column says its name',
    },
    reason: { type: 'text', value: 'TEXT', help: 'Why; the journal and the report have it' },
    by: { type: 'text', value: 'NAME', help: 'Who decided it; the user by default' },
  },
} as const satisfies CommandSpec;

export const strategy: Command = command(spec, async (call) => {
  const { damage, choose, reason, by } = call.options;
  if ((choose === undefined) !== (reason === undefined)) {
    throw usage(spec, 'A strategy is chosen by --choose and --reason together.');
  }
  const incident = await openIncident(operand(call));
  const weighed = await weighIncident(
    incident,
    {
      damagedBy: damage.length > 0 ? damage : undefined,
      choice: choose === undefined ? undefined : { name: choose, reason: reason ?? '', by },
    },
    call.work,
  );
  const { table, from, writers, strategies, chosen } = weighed;
  const notices = chosen ? await reportNotices(incident) : [];
  return {
    fields: {
      ...{ table, ...from, writers },
      strategies: strategies.map(({ name, is, value, figures }) => {
        return { name, ...is, ...(value === undefined ? {} : { value }), figures };
      }),
      ...(chosen ? { chosen: chosen.name, notices } : {}),
    },
    text: paragraphs(
      strategyText(weighed, { dir: incident.path, language: call.language }),
      ...notices,
    ),
  };
});
