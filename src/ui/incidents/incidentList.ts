import * as vscode from 'vscode';
import type { ListedIncident } from '../../engine/reviewing';
import type { IncidentStanding } from '../../core/incident/standing';
import { isAbort, logFailure } from '../errors';
import { incidentsFolder, workspaceIncidents } from './incidentFolders';

const quietMilliseconds = 300;

/** The incidents of the workspace, read again whenever one of their files has changed. */
export class IncidentList implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private listed: Promise<readonly ListedIncident[]> | undefined;
  private waiting: NodeJS.Timeout | undefined;
  private readonly listening: vscode.Disposable;

  constructor(private readonly log: vscode.LogOutputChannel) {
    // Whatever changes an incident's standing writes its journal or an outcome: ours, or another program's.
    // Of a folder that goes as a whole, only the folder is told.
    const watchers = ['*', '*/journal/*', '*/*.{json,sql,md}'].map((glob) =>
      vscode.workspace.createFileSystemWatcher(`**/${incidentsFolder}/${glob}`),
    );
    this.listening = vscode.Disposable.from(
      ...watchers.flatMap((watcher) => [
        watcher,
        watcher.onDidCreate(this.soon),
        watcher.onDidChange(this.soon),
        watcher.onDidDelete(this.soon),
      ]),
      vscode.workspace.onDidChangeWorkspaceFolders(this.refresh),
    );
  }

  /** The newest name first in each folder of the workspace. */
  all(): Promise<readonly ListedIncident[]> {
    this.listed ??= this.read();
    return this.listed;
  }

  readonly refresh = (): void => {
    clearTimeout(this.waiting);
    this.listed = undefined;
    this.changed.fire();
    // Menus ask for it though no view is open.
    this.all().catch((error: unknown) => {
      if (!isAbort(error)) {
        logFailure(error, this.log);
      }
    });
  };

  dispose(): void {
    clearTimeout(this.waiting);
    this.listening.dispose();
    this.changed.dispose();
  }

  private readonly soon = (): void => {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(this.refresh, quietMilliseconds);
  };

  private async read(): Promise<readonly ListedIncident[]> {
    const incidents = await workspaceIncidents();
    tellMenus(incidents);
    return incidents;
  }
}

const written: readonly IncidentStanding[] = [
  'partly-applied',
  'applied',
  'proved',
  'filed',
  'unknown',
];

/** Menus ask what is missing, so that nothing is hidden before it is known. */
function tellMenus(incidents: readonly ListedIncident[]): void {
  const keys = {
    'pra.noIncidents': incidents.length === 0,
    'pra.incidentDirs': incidents.map(({ dir }) => dir),
    'pra.nothingApplied': !incidents.some(({ standing }) => written.includes(standing)),
  };
  for (const [key, value] of Object.entries(keys)) {
    void vscode.commands.executeCommand('setContext', key, value);
  }
}
