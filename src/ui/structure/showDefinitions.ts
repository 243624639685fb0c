import * as vscode from 'vscode';
import { type TableId, tableLabel } from '../../core/catalog/table';
import { inWindow } from '../asking';
import type { TextPages } from '../textPages';

/** Definitions of a table, in SQL. */
export interface Definitions {
  readonly backup: string;
  readonly live: string;
}

/** Opens both definitions of a table in VS Code's own diff editor, the backup on the left. */
export async function showDefinitions(
  table: TableId,
  definitions: Definitions,
  pages: TextPages,
): Promise<void> {
  const label = tableLabel(table);
  const [backup, live] = (['backup', 'live'] as const).map((side) =>
    pages.add(`${side}/${label}.sql`, definitions[side]),
  );
  const title = inWindow(`${label} (backup ↔ production)`);
  await vscode.commands.executeCommand('vscode.diff', backup, live, title, { preview: true });
}
