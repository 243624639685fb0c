import { parseIncidentTime } from '../../core/dumpTime/incidentTime';
import { type NoteSubject, noteSubjects } from '../../core/incident/noteSubject';
import { reportNotices } from '../../engine/correcting';
import { thisMachinesClock } from '../../engine/dumpRanking';
import { openIncident } from '../../engine/incidents';
import { noteOf } from '../../engine/reporting';
import { usage } from '../argv';
import { command } from '../command';
import type { Command, CommandSpec } from '../commandSpec';
import { paragraphs } from '../text';

const spec = {
  name: 'note',
  summary: 'Notes in the journal what people did, decided or know, for the report.',
  operand: {
    name: 'DIR TEXT',
    help: 'The incident’s folder, and what is to be noted',
    count: 'several',
  },
  options: {
    step: {
      ...{ type: 'text', value: 'STEP', required: true },
      help: `What it is about: ${noteSubjects.join(', ')}`,
    },
    by: { type: 'text', value: 'NAME', help: 'Who did or decided it; the user by default' },
    at: {
      type: 'text',
      value: 'TIME',
      help: 'When, 2026-03-10 09:30 or with its offset; now by default',
    },
  },
} as const satisfies CommandSpec;

export const note: Command = command(spec, async ({ operands, options }) => {
  const [dir = '', ...words] = operands;
  const about = subjectNamed(options.step);
  const when = options.at === undefined ? undefined : momentOf(options.at);
  if (words.length === 0) {
    throw usage(spec, 'There is nothing to note.');
  }
  const incident = await openIncident(dir);
  await noteOf(incident, { about, text: words.join(' '), by: options.by, when });
  const notices = await reportNotices(incident);
  return {
    fields: { step: about, notices },
    text: paragraphs('Noted in the journal; the report has it.', ...notices),
  };
});

function subjectNamed(step: string): NoteSubject {
  const subject = noteSubjects.find((each) => each === step);
  if (subject === undefined) {
    throw usage(spec, `--step takes one of: ${noteSubjects.join(', ')}.`);
  }
  return subject;
}

function momentOf(text: string): string {
  return new Date(parseIncidentTime(text, thisMachinesClock()).from).toISOString();
}
