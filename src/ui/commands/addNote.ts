import * as vscode from 'vscode';
import { parseIncidentTime } from '../../core/dumpTime/incidentTime';
import { type NoteSubject, noteSubjects } from '../../core/incident/noteSubject';
import { wordsIn } from '../../core/report/words/language';
import { languageOf } from '../../core/report/words/languages';
import { reportNotices } from '../../engine/correcting';
import { thisMachinesClock } from '../../engine/dumpRanking';
import { openIncident } from '../../engine/incidents';
import { noteOf } from '../../engine/reporting';
import { chosen } from '../chosen';
import type { UiServices } from '../services';
import { askText, pickOne } from '../asking';

type Validate = (text: string) => string | undefined;

/** Asks what people did, decided or know, who and when, and notes it in the incident's journal. */
export async function addNote(dir: string, services: UiServices): Promise<void> {
  const incident = await openIncident(dir);
  const about = await pickSubject();
  const title = wordsIn(languageOf(vscode.env.language)).subjects[about];
  const ask = async (prompt: string, validateInput?: Validate): Promise<string> =>
    chosen(
      await askText({
        title,
        prompt,
        ...(validateInput ? { validateInput } : {}),
      }),
    ).trim();
  const text = await ask(prompts[about]);
  if (text === '') {
    return;
  }
  const by = await ask('Who? Empty: you');
  const when = await ask('When? 2026-03-10 09:30; empty: now', timeRefusal);
  await noteOf(incident, {
    ...{ about, text },
    ...(by === '' ? {} : { by }),
    ...(when === '' ? {} : { when: momentOf(when) }),
  });
  for (const notice of await reportNotices(incident)) {
    services.log.warn(notice);
  }
  services.incidents.refresh();
}

async function pickSubject(): Promise<NoteSubject> {
  const { subjects } = wordsIn(languageOf(vscode.env.language));
  const lines = noteSubjects.map((about) => ({
    ...{ label: subjects[about], detail: prompts[about], about },
  }));
  const title = 'Add a note to the journal';
  return chosen(await pickOne(lines, { title })).about;
}

const prompts: Readonly<Record<NoteSubject, string>> = {
  found: 'How the damage was found',
  impact: 'What it means for the service and its users',
  qualified: 'What logs, jobs or people told of it',
  informed: 'Who was told, and how',
  suspended: 'What was suspended, beside the batches of the checklist',
  decision: 'What was decided',
  strategy: 'How it is put right, and why so',
  left: 'What was decided about damage that is left as it is',
  validated: 'What was looked at and found right',
  resumed: 'What was taken up again',
  cause: 'What made it happen',
  action: 'What is to be done, by whom, until when',
  lesson: 'What was learnt',
};

function momentOf(text: string): string {
  return new Date(parseIncidentTime(text, thisMachinesClock()).from).toISOString();
}

/** Undefined where it is a time, or nothing. */
function timeRefusal(text: string): string | undefined {
  try {
    if (text.trim() !== '') {
      momentOf(text);
    }
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
