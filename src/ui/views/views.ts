import * as vscode from 'vscode';
import { productionMark } from '../connections/productionMark';
import type { UiServices } from '../services';
import type { DumpsView } from './dumpsView';
import { LazyTree } from './lazyTree';

/**
 * The views Connections and Dumps; they are drawn anew when what they show has changed. What draws them is
 * read when one is first looked at.
 */
export function registerViews(services: UiServices): vscode.Disposable {
  const { profiles, frozen, dumpFolders, dumpContents, verifications, log } = services;
  const { onDidRefresh } = services;
  const connections = new LazyTree(
    async () => (await import('./connectionsView')).connectionNodes(services),
    log,
  );
  let dumpsView: DumpsView | undefined;
  const dumps = new LazyTree(async () => {
    dumpsView ??= new (await import('./dumpsView')).DumpsView(services);
    return dumpsView.roots();
  }, log);
  const showKeys = (): void => {
    tellMenus(services);
  };
  showKeys();
  return vscode.Disposable.from(
    ...[connections, dumps],
    vscode.window.createTreeView('pra.connections', view(connections)),
    vscode.window.createTreeView('pra.dumps', view(dumps)),
    vscode.window.registerFileDecorationProvider(productionMark),
    onDidRefresh(connections.refresh),
    onDidRefresh(dumps.refresh),
    profiles.onDidChange(connections.refresh),
    frozen.onDidChange(connections.refresh),
    profiles.onDidChange(showKeys),
    dumpFolders.onDidChange(dumps.refresh),
    dumpFolders.onDidChange(showKeys),
    dumpFolders.onDidChange(() => {
      dumpContents.keepOnly(dumpFolders.all());
    }),
    dumpContents.onDidChange((file) => {
      dumpsView?.nodesOf(file).forEach(dumps.redraw);
    }),
    verifications.onDidChange(dumps.refresh),
  );
}

/** Menus ask what is missing, so that nothing is hidden before the extension has said anything. */
function tellMenus({ profiles, dumpFolders }: UiServices): void {
  const keys = {
    'pra.noConnections': profiles.all().length === 0,
    'pra.noProduction': profiles.ofRole('production').length === 0,
    'pra.noDumpFolders': dumpFolders.all().length === 0,
  };
  for (const [key, value] of Object.entries(keys)) {
    void vscode.commands.executeCommand('setContext', key, value);
  }
}

function view<T>(treeDataProvider: vscode.TreeDataProvider<T>): vscode.TreeViewOptions<T> {
  return { treeDataProvider, showCollapseAll: true };
}
