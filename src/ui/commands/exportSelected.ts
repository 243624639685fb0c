import * as vscode from 'vscode';
import { exportBackup } from '../../recovery/review/takeBackup';
import { chosen } from '../chosen';
import { inLanguage } from '../../french/sentences';
import { saveAs } from '../review/exportFile';
import type { OpenIncident } from '../review/openIncident';
import type { UiServices } from '../services';

/** Writes the selected rows as the backup has them into a file: to be looked at, or inserted by hand. */
export async function exportSelected(incident: OpenIncident, services: UiServices): Promise<void> {
  const say = inLanguage(vscode.env.language);
  const { session } = incident;
  const formats = [
    { label: 'CSV', description: say('NULL is nothing, an empty text is ""'), format: 'csv' },
    { label: 'SQL', description: say('INSERTs in one transaction'), format: 'sql' },
  ] as const;
  const title = say('Export the selected rows as the backup has them');
  const { format } = chosen(await vscode.window.showQuickPick(formats, { title }));
  const order = { format, time: new Date().toISOString(), tool: services.program().tool };
  await saveAs(
    `${session.comparison.identity.table.name}-backup.${format}`,
    (write, work) => exportBackup(order, session, write, work),
    incident,
    services,
  );
}
