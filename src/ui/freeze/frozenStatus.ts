import * as vscode from 'vscode';
import type { UiServices } from '../services';
import { counted } from '../words';
import { knownFreezes } from './knownFreezes';

/** The item of the status bar that is there while anything is known to be frozen; it opens the frozen tables. */
export function frozenStatus(services: UiServices): vscode.Disposable {
  const { frozen, profiles } = services;
  let item: vscode.StatusBarItem | undefined;
  const show = (): void => {
    const known = knownFreezes(services);
    if (known.length === 0) {
      item?.hide();
      return;
    }
    item ??= newItem();
    void tell(item, `${counted(known.length, 'table')} frozen`);
    item.tooltip = known
      .map(({ profile, found: { table } }) => `${profile.name}: ${table.schema}.${table.name}`)
      .join('\n');
    item.show();
  };
  show();
  return vscode.Disposable.from(frozen.onDidChange(show), profiles.onDidChange(show), {
    dispose: () => item?.dispose(),
  });
}

/** French is loaded once there is something to say. */
async function tell(item: vscode.StatusBarItem, text: string): Promise<void> {
  const { inWindow } = await import('../asking');
  item.text = `$(lock) ${inWindow(text)}`;
}

function newItem(): vscode.StatusBarItem {
  const item = vscode.window.createStatusBarItem('pra.frozen', vscode.StatusBarAlignment.Left, 10);
  item.name = 'PRA: Frozen Tables';
  item.command = 'pra.showFrozen';
  item.backgroundColor = new vscode.ThemeColor('statusBarItem.warningBackground');
  return item;
}
