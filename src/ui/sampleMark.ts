import { rm } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Tasks } from './tasks';

/** Whoever puts this file into a folder has the sample incident opened there, once. */
const name = '.pra-sample';

/** Opens the sample incident where the folder asks for it; in a folder that is not trusted, nothing happens. */
export function openSampleIfMarked(tasks: Tasks): vscode.Disposable {
  const open = (): void => {
    void tasks.showingFailure(async () => {
      if (vscode.workspace.isTrusted && (await takeMark())) {
        await vscode.commands.executeCommand('pra.openSample');
      }
    });
  };
  setImmediate(open);
  return vscode.workspace.onDidGrantWorkspaceTrust(open);
}

/** True where there was a mark. */
async function takeMark(): Promise<boolean> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder?.uri.scheme !== 'file') {
    return false;
  }
  try {
    await rm(path.join(folder.uri.fsPath, name));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return false;
    }
    throw error;
  }
}
