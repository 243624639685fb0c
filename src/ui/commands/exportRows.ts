import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { tableLabel } from '../../core/catalog/table';
import { exportTable } from '../../engine/tableSnapshots';
import { chosen } from '../chosen';
import type { UiServices } from '../services';
import { counted } from '../words';
import { restoredTable, withRestored } from './restoredTable';
import { askNewFile, askText, inform, pickOne } from '../asking';
import type { PickItem } from '../shownTexts';

/** Writes rows of a table that stands in scratch into a file: all, or those of a condition. */
export async function exportRows(services: UiServices, node: unknown): Promise<void> {
  const restored = await restoredTable(services, node);
  const label = tableLabel(restored.table);
  const { format } = chosen(await pickOne(formats, { title: `Export ${label}` }));
  const where = chosen(
    await askText({
      title: `Export ${label}: which rows?`,
      prompt: 'A condition as after WHERE; all rows where it is empty.',
    }),
  ).trim();
  const { fsPath } = await askNewFile(dialogOf(label, format));
  const condition = where === '' ? undefined : where;
  const { rows, sha256, notices } = await services.tasks.run(`Exporting ${label}`, (host) =>
    withRestored(restored, host, (from) =>
      exportTable({ from, table: restored.table, condition, format, out: fsPath }, host),
    ),
  );
  const done = `${counted(rows, 'row')} of ${label} exported to ${fsPath}, SHA-256 ${sha256}.`;
  void inform([done, ...notices]);
}

const formats: readonly (PickItem & { readonly format: 'csv' | 'sql' })[] = [
  { label: 'CSV', description: 'NULL is nothing, an empty text is ""', format: 'csv' },
  {
    label: 'SQL',
    description: 'INSERTs in one transaction, without computed columns',
    format: 'sql',
  },
];

function dialogOf(label: string, format: 'csv' | 'sql'): vscode.SaveDialogOptions {
  const name = `${label.replaceAll(/[/\\:*?"<>|]/g, '_')}.${format}`;
  return {
    // Not in the workspace: rows stay out of git's sight unless the operator wants them there.
    defaultUri: vscode.Uri.file(path.join(homedir(), name)),
    filters: format === 'csv' ? { CSV: ['csv'] } : { SQL: ['sql'] },
  };
}
