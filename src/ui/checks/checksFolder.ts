import { readdir } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { RecoveryError } from '../../core/errors';
import { usualChecks } from '../../engine/checks';
import { askWorkspaceFolder } from '../asking';

/**
 * Where the checks of the workspace lie: `pra/checks`, beside its incidents.
 * @throws {RecoveryError} `usage` where no folder is open.
 */
export async function checksFolder(): Promise<string> {
  const [first, ...others] = localFolders();
  if (!first) {
    throw new RecoveryError('usage', 'Checks are files of a folder of the workspace.', {
      hint: 'Open a folder first.',
    });
  }
  const folder =
    others.length === 0 ? first : await askWorkspaceFolder('Which folder are the checks in?');
  return path.join(folder.uri.fsPath, usualChecks);
}

/** The first folder of the workspace that holds checks; undefined where none does. */
export async function foundChecks(): Promise<string | undefined> {
  for (const { uri } of localFolders()) {
    const dir = path.join(uri.fsPath, usualChecks);
    const names = await readdir(dir).catch(() => []);
    if (names.some((name) => name.endsWith('.sql'))) {
      return dir;
    }
  }
  return undefined;
}

/** Only these are on this machine's disks. */
function localFolders(): readonly vscode.WorkspaceFolder[] {
  return (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
}
