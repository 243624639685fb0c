import { stat } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { type TableId, tableLabel } from '../../core/catalog/table';
import type { ListedIncident } from '../../engine/reviewing';

/** The folder of a workspace that its incidents are in. */
export const incidentsFolder = 'pra';

/** The incidents of the open workspace, the newest name first in each of its folders. */
export async function workspaceIncidents(): Promise<readonly ListedIncident[]> {
  const candidates = localFolders().map(({ uri }) => path.join(uri.fsPath, incidentsFolder));
  const areThere = await Promise.all(candidates.map(exists));
  const folders = candidates.filter((_folder, at) => areThere[at]);
  if (folders.length === 0) {
    // The engine is not loaded to find nothing.
    return [];
  }
  const { incidentsIn } = await import('../../engine/reviewing');
  return (await Promise.all(folders.map((folder) => incidentsIn(folder)))).flat();
}

/**
 * Where a new incident of this table goes: `<workspace>/pra/<date>-<schema>.<table>`.
 * @throws {vscode.CancellationError} where no folder is open; the operator is told what to do.
 */
export async function newIncidentFolder(table: TableId, now: Date): Promise<string> {
  const workspace = await workspaceFolder();
  const day = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
  const label = tableLabel(table).replaceAll(/[^\p{L}\p{N}._-]/gu, '_');
  const parent = path.join(workspace.uri.fsPath, incidentsFolder);
  for (let number = 1; ; number++) {
    const dir = path.join(parent, `${day}-${label}${number === 1 ? '' : `-${number}`}`);
    if (!(await exists(dir))) {
      return dir;
    }
  }
}

async function workspaceFolder(): Promise<vscode.WorkspaceFolder> {
  const { askWorkspaceFolder, inform } = await import('../asking');
  const [first, ...others] = localFolders();
  if (!first) {
    const answer = await inform(
      'An incident keeps its scripts, its report and its journal in a folder of the workspace. Open a folder first.',
      'Open Folder',
    );
    if (answer !== undefined) {
      await vscode.commands.executeCommand('workbench.action.files.openFolder');
    }
    throw new vscode.CancellationError();
  }
  if (others.length === 0) {
    return first;
  }
  return askWorkspaceFolder('Which folder is the incident to be kept in?');
}

/** Only these are on this machine's disks. */
function localFolders(): readonly vscode.WorkspaceFolder[] {
  return (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
