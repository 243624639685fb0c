import * as vscode from 'vscode';
import { failureText, failureWords, logFailure } from '../errors';
import { inWindow } from '../asking';
import { itemOf, type ViewNode } from './node';

/** A view whose nodes are read when they are opened; a failure is a node that says what to do. */
export class LazyTree implements vscode.TreeDataProvider<ViewNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<ViewNode | undefined>();
  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    private readonly roots: () => Promise<readonly ViewNode[]>,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  readonly refresh = (): void => {
    this.changed.fire(undefined);
  };

  /** What stands below the node is asked for again. */
  readonly redraw = (node: ViewNode): void => {
    this.changed.fire(node);
  };

  getTreeItem({ item }: ViewNode): vscode.TreeItem {
    return item;
  }

  async getChildren(node?: ViewNode): Promise<ViewNode[]> {
    try {
      return [...((await (node ? node.children?.() : this.roots())) ?? [])];
    } catch (error) {
      logFailure(error, this.log);
      return problemNodes(error);
    }
  }

  dispose(): void {
    this.changed.dispose();
  }
}

/** The sentence, and below it what to do next. */
export function problemNodes(error: unknown): ViewNode[] {
  const { message, hint } = failureWords(error);
  const icon = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  const look = {
    label: inWindow(message),
    icon,
    tooltip: [failureText(error)],
    context: 'pra.problem',
  };
  const problem = { item: itemOf(look, false) };
  if (hint === undefined) {
    return [problem];
  }
  const bulb = new vscode.ThemeIcon('lightbulb');
  return [problem, { item: itemOf({ label: inWindow(hint), icon: bulb, tooltip: [hint] }, false) }];
}
