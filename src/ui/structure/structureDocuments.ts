import * as vscode from 'vscode';
import type { TableId } from '../../core/catalog/table';
import { tableLabel } from '../../core/catalog/table';

const scheme = 'pra-structure';

/** Definitions of a table, in SQL. */
export interface Definitions {
  readonly backup: string;
  readonly live: string;
}

/** Opens both definitions of a table in VS Code's own diff editor, and gives it their texts, read only. */
export class StructureDocuments implements vscode.TextDocumentContentProvider {
  private readonly texts = new Map<string, string>();

  static register(documents: StructureDocuments): vscode.Disposable {
    return vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(scheme, documents),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        documents.texts.delete(uri.toString());
      }),
    );
  }

  /** The backup on the left. */
  async show(table: TableId, definitions: Definitions): Promise<void> {
    const label = tableLabel(table);
    const opened = String(Date.now());
    const [backup, live] = (['backup', 'live'] as const).map((side) => {
      // The ending tells VS Code that it is SQL.
      const uri = vscode.Uri.from({ scheme, path: `/${side}/${label}.sql`, query: opened });
      this.texts.set(uri.toString(), definitions[side]);
      return uri;
    });
    const title = `${label} (backup ↔ production)`;
    await vscode.commands.executeCommand('vscode.diff', backup, live, title, { preview: true });
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return (
      this.texts.get(uri.toString()) ??
      '-- The definitions are no longer at hand: compare the structure again.\n'
    );
  }
}
