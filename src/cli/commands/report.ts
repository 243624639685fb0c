import path from 'node:path';
import { type ReportLanguage, reportLanguages } from '../../core/report/words/languages';
import { type Audience, audiences } from '../../core/report/words/messageFacts';
import { openIncident } from '../../engine/incidents';
import { draftMessage, languageOf, writeIncidentReport } from '../../engine/reporting';
import { usage } from '../argv';
import { command, operand } from '../command';
import type { Command, CommandSpec } from '../commandSpec';
import { asIs, paragraphs } from '../text';

const spec = {
  name: 'report',
  summary: 'Writes report.md and its charts from the journal, or drafts a message of it.',
  operand: { name: 'DIR', help: 'The incident’s folder', count: 'one' },
  options: {
    lang: {
      ...{ type: 'text', value: 'fr|en' },
      help: 'Its language; that of the present report, else of the system, by default',
    },
    message: {
      ...{ type: 'text', value: 'business|team' },
      help: 'Prints the draft of a message to them, of how far it has come; writes nothing',
    },
  },
} as const satisfies CommandSpec;

export const report: Command = command(spec, async (call) => {
  const { lang, message } = call.options;
  const audience = oneOf(audiences, message, '--message');
  const asked = oneOf(reportLanguages, lang, '--lang');
  const incident = await openIncident(operand(call));
  const language = asked ?? (await languageOf(incident)) ?? call.language;
  if (audience !== undefined) {
    const { phase, text } = await draftMessage(incident, audience, language);
    return { fields: { language, audience, phase, message: text }, text: asIs(text.trimEnd()) };
  }
  const { notices } = await writeIncidentReport(incident, { language }, call.work);
  const file = path.join(incident.path, 'report.md');
  return {
    fields: { report: file, language, notices },
    text: paragraphs(`Written: ${file}`, ...notices),
  };
});

function oneOf<T extends ReportLanguage | Audience>(
  words: readonly T[],
  given: string | undefined,
  option: string,
): T | undefined {
  const word = words.find((each) => each === given);
  if (given !== undefined && word === undefined) {
    throw usage(spec, `${option} takes ${words.join(' or ')}.`);
  }
  return word;
}
