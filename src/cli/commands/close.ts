import { RecoveryError } from '../../core/errors';
import { closedBy } from '../../core/incident/steps/progress';
import { wordsIn } from '../../core/report/words/language';
import type { ReportWords } from '../../core/report/words/words';
import { reportNotices } from '../../engine/correcting';
import { openIncident } from '../../engine/incidents';
import { closeIncident, damageWithoutWord, leftBeforeClosing } from '../../engine/procedure';
import type { IncidentFolder } from '../../files/incidentFolder';
import { command, operand } from '../command';
import type { Answer, Call, Command, CommandSpec } from '../commandSpec';
import { paragraphs } from '../text';

const spec = {
  name: 'close',
  summary: 'Closes an incident; what is still open is named, and needs a reason.',
  operand: { name: 'DIR', help: 'The incident’s folder', count: 'one' },
  options: {
    reason: {
      ...{ type: 'text', value: 'TEXT' },
      help: 'Why it is closed, needed where something is open; the report has it',
    },
    by: { type: 'text', value: 'NAME', help: 'Who closes it; the user by default' },
  },
} as const satisfies CommandSpec;

export const close: Command = command(spec, run);

/** One that is closed already stays as it was closed. */
async function run(call: Call<(typeof spec)['options']>): Promise<Answer> {
  const { by } = call.options;
  const reason = call.options.reason?.trim() === '' ? undefined : call.options.reason?.trim();
  const incident = await openIncident(operand(call));
  if (closedBy(await incident.entries())) {
    return {
      fields: { outcome: 'already-closed', notices: [] },
      text: 'The incident is closed already.',
    };
  }
  const { tasks } = wordsIn(call.language).procedure;
  if (reason === undefined) {
    await refuseWithoutReason(incident, tasks);
  }
  const open = await closeIncident(incident, { reason, by });
  const notices = await reportNotices(incident);
  return {
    fields: { outcome: 'closed', open, notices },
    text: paragraphs(
      'The incident is closed.',
      open.length > 0 && `Still open: ${open.map((task) => tasks[task]).join(', ')}.`,
      ...notices,
    ),
  };
}

/** @throws {RecoveryError} `not-confirmed` where something is to be said before it is closed. */
async function refuseWithoutReason(
  incident: IncidentFolder,
  tasks: ReportWords['procedure']['tasks'],
): Promise<void> {
  const left = await leftBeforeClosing(incident);
  if (left.length > 0) {
    throw new RecoveryError(
      'not-confirmed',
      `Still open: ${left.map((task) => tasks[task]).join(', ')}.`,
      { hint: 'Do it, or say by --reason why the incident is closed all the same.' },
    );
  }
  const damage = await damageWithoutWord(incident);
  if (damage !== undefined) {
    throw new RecoveryError('not-confirmed', damage, {
      hint: 'Note it (pra note --step left), or say it by --reason.',
    });
  }
}
