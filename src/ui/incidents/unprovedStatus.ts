import * as vscode from 'vscode';
import type { ListedIncident } from '../../engine/reviewing';
import { inWindow, newStatusItem } from '../asking';
import { nameOf } from './folderName';
import { looks } from './standingLooks';
import { unprovedCounts } from './unproved';

/** The item of the status bar that is there while what was written is not proved; it opens the incidents. */
export class UnprovedStatus implements vscode.Disposable {
  private item: vscode.StatusBarItem | undefined;

  /** @param unproved The incidents that still call for somebody. */
  show(unproved: readonly ListedIncident[]): void {
    if (unproved.length === 0) {
      this.item?.hide();
      return;
    }
    this.item ??= newStatusItem('pra.unproved', 8, 'PRA: Not Verified');
    const { item } = this;
    const lines = unproved.map(lineOf);
    const [line = '', ...others] = lines;
    item.text = `$(warning) ${others.length === 0 ? line : unprovedCounts(unproved)}`;
    item.tooltip = unproved.map(tooltipOf).join('\n');
    item.command = 'pra.incidents.focus';
    item.backgroundColor = unproved.every(
      ({ standing }) => standing === 'applied' || standing === 'filed',
    )
      ? undefined
      : new vscode.ThemeColor('statusBarItem.warningBackground');
    item.show();
  }

  dispose(): void {
    this.item?.dispose();
  }
}

/** Its line; of a file, also what becomes of it. */
function tooltipOf(incident: ListedIncident): string {
  const line = lineOf(incident);
  const { standing } = incident;
  return standing === 'filed' ? `${line}\n${inWindow(looks[standing].sentence)}` : line;
}

/** `demandes_rdv · applied, not verified`. */
function lineOf({ dir, standing }: ListedIncident): string {
  return `${nameOf(dir).table} · ${inWindow(looks[standing].word)}`;
}
