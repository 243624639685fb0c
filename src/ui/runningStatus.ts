import * as vscode from 'vscode';
import type { PieceOfWork, RunningWork } from './runningWork';

/** The item of the status bar that is there while this window is at work. */
export function runningStatus(work: RunningWork): vscode.Disposable {
  let item: vscode.StatusBarItem | undefined;
  const show = async (): Promise<void> => {
    // French is loaded once there is something to say.
    const { inWindow, newStatusItem } = await import('./asking');
    const titles = work.all().map(({ title }) => inWindow(title));
    const [first, ...others] = titles;
    if (first === undefined) {
      item?.hide();
      return;
    }
    item ??= newStatusItem('pra.running', 11, 'PRA: What Runs');
    item.text = `$(sync~spin) ${first}${others.length === 0 ? '' : ` (+${others.length})`}`;
    item.tooltip = titles.join('\n');
    item.command = opening(work.all());
    item.show();
  };
  return vscode.Disposable.from(
    work.onDidChange(() => void show()),
    { dispose: () => item?.dispose() },
  );
}

/** What shows how far it has come: the review of the incident whose step it is, else the notification. */
function opening([piece]: readonly PieceOfWork[]): vscode.Command {
  return piece?.incident === undefined
    ? { command: 'notifications.showList', title: '' }
    : { command: 'pra.openReview', title: '', arguments: [vscode.Uri.file(piece.incident)] };
}
