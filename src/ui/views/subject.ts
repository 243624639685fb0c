import type * as vscode from 'vscode';
import type { TableId } from '../../core/catalog/table';
import type { TaskName } from '../../core/incident/steps/procedure';
import type { ConnectionProfile } from '../connections/profiles';

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
