import * as vscode from 'vscode';
import { inWindow } from '../asking';
import type { ViewNode } from './subject';

export interface NodeLook {
  readonly label: string;
  readonly icon: vscode.ThemeIcon;
  readonly description?: string;
  /** Lines of plain text, whatever they hold. */
  readonly tooltip?: readonly string[];
  /** What menus ask for. */
  readonly context?: string;
  readonly id?: string;
  readonly state?: vscode.TreeItemCollapsibleState;
  readonly resource?: vscode.Uri;
}

export function itemOf(look: NodeLook, opens: boolean): vscode.TreeItem {
  const { None, Collapsed } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(look.label, look.state ?? (opens ? Collapsed : None));
  item.iconPath = look.icon;
  if (look.description !== undefined) {
    item.description = inWindow(look.description);
  }
  if (look.tooltip) {
    item.tooltip = plainTooltip(look.tooltip.map(inWindow));
  }
  if (look.context !== undefined) {
    item.contextValue = look.context;
  }
  if (look.id !== undefined) {
    item.id = look.id;
  }
  if (look.resource) {
    item.resourceUri = look.resource;
  }
  return item;
}

export function note(label: string, icon = 'info'): ViewNode {
  return {
    item: itemOf(
      { label: inWindow(label), icon: new vscode.ThemeIcon(icon), tooltip: [label] },
      false,
    ),
  };
}

/** Names of a database are text, never markup or links. */
function plainTooltip(lines: readonly string[]): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  lines.forEach((line, at) => {
    text.appendText(line);
    if (at < lines.length - 1) {
      text.appendMarkdown('\n\n');
    }
  });
  return text;
}
