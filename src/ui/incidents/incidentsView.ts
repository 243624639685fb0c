import * as vscode from 'vscode';
import type { UiServices } from '../services';
import { LazyTree } from '../views/lazyTree';
import type { UnprovedStatus } from './unprovedStatus';

/**
 * The view Incidents, with a badge, and an item of the status bar, for those that still call for somebody. What
 * draws them is read when there is something to draw.
 */
export function registerIncidentsView(services: UiServices): vscode.Disposable {
  const { incidents, running, log, onDidRefresh } = services;
  const tree = new LazyTree(async () => {
    const all = await incidents.all();
    const { incidentNode } = await import('./incidentNodes');
    return all.map((incident) => incidentNode(incident, running.in(incident.dir)));
  }, log);
  const view = vscode.window.createTreeView('pra.incidents', { treeDataProvider: tree });
  let status: UnprovedStatus | undefined;
  const showUnproved = async (): Promise<void> => {
    const all = await incidents.all();
    if (all.length === 0 && !status) {
      return;
    }
    const { badgeOf, unprovedOf } = await import('./unproved');
    const unproved = unprovedOf(all);
    view.badge = badgeOf(unproved);
    const { UnprovedStatus } = await import('./unprovedStatus');
    status ??= new UnprovedStatus();
    status.show(unproved);
  };
  const tellUnproved = (): void => {
    void services.tasks.showingFailure(showUnproved);
  };
  // Also while the view is not open, and not within the activation, which has to be quick.
  setImmediate(tellUnproved);
  return vscode.Disposable.from(
    ...[tree, view, onDidRefresh(incidents.refresh), incidents.onDidChange(tree.refresh)],
    incidents.onDidChange(tellUnproved),
    { dispose: () => status?.dispose() },
  );
}
