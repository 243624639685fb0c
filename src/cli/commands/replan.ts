import { planFromComparison, selectsAnything } from '../../recovery/correct/planFromComparison';
import { usage } from '../argv';
import { command, operand } from '../command';
import type { Command, CommandSpec } from '../commandSpec';
import { incidentFiles, openIncident, planningIn } from '../../engine/incidents';
import { selectionChoice, selectOptions } from '../selecting';
import { planText } from '../planText';

const spec = {
  name: 'replan',
  summary: 'Plans another correction from the comparison that an incident holds.',
  operand: { name: 'DIR', help: 'The incident’s folder', count: 'one' },
  options: {
    ...selectOptions,
    'without-drifted': {
      type: 'flag',
      help: 'Leave out the rows that the last rehearsal found drifted',
    },
  },
} as const satisfies CommandSpec;

export const replan: Command = command(spec, async (call) => {
  const { options, work } = call;
  const incident = await openIncident(operand(call));
  const choice = await selectionChoice(spec, options);
  const withoutDrifted = options['without-drifted'];
  if (!selectsAnything(choice) && !withoutDrifted) {
    throw usage(spec, 'Nothing is selected.');
  }
  const planning = planningIn(incident, call.program);
  const plan = await planFromComparison({ choices: [choice], withoutDrifted }, planning, work);
  return {
    fields: {
      plan: plan.counts,
      files: incidentFiles(incident, true),
      notices: plan.notices,
    },
    text: planText(plan, incident.path),
  };
});
