import path from 'node:path';
import * as vscode from 'vscode';
import type { JournalEntry } from '../../core/incident/journal';
import { openIncident } from '../../engine/incidents';

/** Opens the journal as a text: what was done, and when. */
export async function showJournal(dir: string): Promise<void> {
  const entries = await (await openIncident(dir)).entries();
  const content = [
    `Journal of ${path.basename(dir)} (times in UTC)`,
    '',
    ...entries.map(lineOf),
    '',
  ];
  const document = await vscode.workspace.openTextDocument({ content: content.join('\n') });
  await vscode.window.showTextDocument(document, { preview: true });
}

/** Counts and names only: a journal holds nothing of a row. */
function lineOf({ at, step, ...facts }: JournalEntry): string {
  const told = Object.entries(facts)
    .filter(([name]) => name !== 'n' && name !== 'writer')
    .map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return `${at}  ${step}  ${told.join(', ')}`.trimEnd();
}
