import * as vscode from 'vscode';
import { triggerSentences } from '../../core/incident/foreseen';
import { fileSentences, type ScriptFile, statementsIn } from '../../core/scriptFile/scriptFile';
import type { FileRehearsal, ScriptRefusal } from '../../core/scriptFile/scriptRun';
import { correcting } from '../../engine/correcting';
import { plannedIn } from '../../engine/incidents';
import { scriptFile } from '../../engine/scriptFiles';
import { foreseeFile, rehearseFile as rehearse } from '../../recovery/correct/rehearseFile';
import { chosen } from '../chosen';
import { correctingOptions } from '../correctingOptions';
import { rehearsalPage } from '../incidents/rehearsalPage';
import { savedFile } from '../incidents/scriptNamed';
import { countsLine } from '../review/confirm';
import type { OpenIncident } from '../review/openIncident';
import { comparedProduction } from '../review/production';
import type { UiServices } from '../services';
import { noted } from './rehearse';
import { complain, inform, inWindow, warn } from '../asking';

/** Rehearses a script of an incident as it stands, after saying what that does. */
export async function rehearseFile(
  file: string,
  incident: OpenIncident,
  services: UiServices,
): Promise<void> {
  await savedFile(file);
  const { profile, settings, moved } = await comparedProduction(incident, services.profiles);
  const steps = correcting(incident.folder, settings, correctingOptions(moved, services));
  const { plan, ...stored } = await plannedIn(incident.folder);
  const script = await scriptFile(file, incident.folder, { plan, ...stored });
  const announced = await incident.run('rehearse', 'Looking at what it sets off', async (host) => [
    ...fileSentences(statementsIn(script)),
    ...triggerSentences(await foreseeFile(plan, steps, host.work)),
  ]);
  const question = `Rehearse ${script.name} in production, ${profile.name}?`;
  const options = { modal: true, detail: announced.join('\n') };
  chosen(await warn(question, options, 'Rehearse'));
  const rehearsal = await incident.run('rehearse', 'Rehearsing the file', async (host) => {
    const done = await rehearse({ script, plan }, steps, host.work);
    await noted(incident, services);
    return done;
  });
  tell(rehearsal, { file, script, services });
}

interface Told {
  readonly file: string;
  readonly script: ScriptFile;
  readonly services: UiServices;
}

/** Does not wait for the answer. */
function tell(rehearsal: FileRehearsal, { file, script, services }: Told): void {
  const { refusal, seconds, counts } = rehearsal;
  const details = 'Show What It Did';
  const look = (): Promise<void> =>
    services.pages.show(
      `Rehearsal of ${script.name}, rolled back`,
      rehearsalPage(rehearsal, script, inWindow),
    );
  if (refusal) {
    const line = 'Go to the Line';
    const sentence = `Rolled back: line ${refusal.line} of ${script.name} was refused (${refusal.sqlstate}). ${refusal.message}`;
    void complain(sentence, line, details).then(async (answer) => {
      if (answer === line) {
        await goTo(file, refusal);
      }
      if (answer === details) {
        await look();
      }
    });
    return;
  }
  const sentence = `Rehearsed ${script.name} in ${seconds.toFixed(1)} s and rolled back: ${countsLine(counts)}. Nothing was written.`;
  void inform(sentence, details).then(async (answer) => {
    if (answer === details) {
      await look();
    }
  });
}

async function goTo(file: string, { line }: ScriptRefusal): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
  const at = new vscode.Position(Math.min(line, document.lineCount) - 1, 0);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(at, at) });
}
