import * as vscode from 'vscode';
import { logFailure } from '../errors';
import type { ViewNode } from './subject';

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
      const { problemNodes } = await import('./problemNodes');
      return problemNodes(error);
    }
  }

  dispose(): void {
    this.changed.dispose();
  }
}
