import * as vscode from 'vscode';
import type { UiServices } from '../services';
import { subjectOf } from '../views/node';

export async function addDumpFolder({ dumpFolders }: UiServices): Promise<void> {
  const folders = await vscode.window.showOpenDialog({
    title: 'Add Dump Folder',
    openLabel: 'Add Folder',
    ...{ canSelectFiles: false, canSelectFolders: true, canSelectMany: true },
  });
  for (const { fsPath } of folders ?? []) {
    await dumpFolders.add(fsPath);
  }
}

/** The view forgets the folder; no file is touched. */
export async function removeDumpFolder({ dumpFolders }: UiServices, node: unknown): Promise<void> {
  const folder =
    subjectOf(node, 'dumpFolder')?.folder ??
    (await vscode.window.showQuickPick(dumpFolders.all(), {
      placeHolder: 'Which folder is no longer to be shown? No file is touched.',
    }));
  if (folder !== undefined) {
    await dumpFolders.remove(folder);
  }
}
