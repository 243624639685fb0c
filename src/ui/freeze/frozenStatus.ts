import * as vscode from 'vscode';
import type { UiServices } from '../services';
import { counted } from '../words';
import { knownFreezes } from './knownFreezes';

/** The item of the status bar that is there while anything is known to be frozen; it opens the frozen tables. */
export function frozenStatus(services: UiServices): vscode.Disposable {
  const { frozen, profiles } = services;
  let item: vscode.StatusBarItem | undefined;
  const show = async (): Promise<void> => {
    if (!item && knownFreezes(services).length === 0) {
      return;
    }
    // French is loaded once there is something to say.
    const { inWindow, newStatusItem } = await import('../asking');
    const known = knownFreezes(services);
    item ??= look(newStatusItem('pra.frozen', 10, 'PRA: Frozen Tables'));
    item.text = `$(lock) ${inWindow(`${counted(known.length, 'table')} frozen`)}`;
    item.tooltip = known
      .map(({ profile, found: { table } }) => `${profile.name}: ${table.schema}.${table.name}`)
      .join('\n');
    item[known.length === 0 ? 'hide' : 'show']();
  };
  const showLater = (): void => void show();
  showLater();
  return vscode.Disposable.from(frozen.onDidChange(showLater), profiles.onDidChange(showLater), {
    dispose: () => item?.dispose(),
  });
}

function look(item: vscode.StatusBarItem): vscode.StatusBarItem {
  item.command = 'pra.showFrozen';
  item.backgroundColor = new vscode.ThemeColor('statusBarItem.warningBackground');
  return item;
}
