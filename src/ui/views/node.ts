import * as vscode from 'vscode';
import type { TableId } from '../../core/catalog/table';
import type { TaskName } from '../../core/incident/steps/procedure';
import type { ConnectionProfile } from '../connections/profiles';
import { inWindow } from '../asking';

/** What a node of a view stands for; commands of its menu are handed the node. */
export type Subject =
  | { readonly kind: 'connection'; readonly profile: ConnectionProfile }
  | { readonly kind: 'liveTable'; readonly profile: ConnectionProfile; readonly table: TableId }
  | { readonly kind: 'localScratch' }
  | {
      readonly kind: 'scratchDatabase';
      readonly name: string;
      /** Undefined: of the private server. */
      readonly profile: ConnectionProfile | undefined;
    }
  | { readonly kind: 'dumpFolder'; readonly folder: string }
  | { readonly kind: 'dump'; readonly path: string }
  | { readonly kind: 'dumpTable'; readonly path: string; readonly table: TableId }
  | { readonly kind: 'incident'; readonly dir: string }
  | { readonly kind: 'task'; readonly dir: string; readonly task: TaskName };

/** A node of a view; its children are read when it is opened. */
export interface ViewNode {
  readonly item: vscode.TreeItem;
  readonly children?: () => Promise<readonly ViewNode[]>;
  readonly subject?: Subject;
}

/** The subject of that kind, where a menu handed over such a node. */
export function subjectOf<K extends Subject['kind']>(
  argument: unknown,
  kind: K,
): Extract<Subject, { readonly kind: K }> | undefined {
  const subject = (argument as Partial<ViewNode> | undefined)?.subject;
  return subject?.kind === kind
    ? // The kind has just been compared.
      (subject as Extract<Subject, { readonly kind: K }>)
    : undefined;
}

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
