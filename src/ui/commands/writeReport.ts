import path from 'node:path';
import * as vscode from 'vscode';
import { languageOf } from '../../core/report/words/languages';
import { openIncident } from '../../engine/incidents';
import { writeIncidentReport } from '../../engine/reporting';
import { maskedIn } from '../review/masking';
import type { UiServices } from '../services';

/** Writes report.md in the window's language, with its charts, and shows it. */
export async function writeReport(dir: string, services: UiServices): Promise<void> {
  const incident = await openIncident(dir);
  const language = languageOf(vscode.env.language);
  const { notices } = await services.tasks.run('Writing the incident report', ({ work }) =>
    writeIncidentReport(incident, { language, masked: maskedIn }, work),
  );
  for (const notice of notices) {
    services.log.warn(notice);
  }
  services.incidents.refresh();
  const file = vscode.Uri.file(path.join(dir, 'report.md'));
  await vscode.commands.executeCommand('markdown.showPreview', file);
}
