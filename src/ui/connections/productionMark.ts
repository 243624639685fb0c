import * as vscode from 'vscode';
import type { ConnectionProfile } from './profiles';

const scheme = 'pra-connection';
export const productionColour = new vscode.ThemeColor('pra.productionForeground');

/** What the mark of a connection hangs on. */
export function connectionUri({ id, role }: ConnectionProfile): vscode.Uri {
  return vscode.Uri.from({ scheme, authority: role, path: `/${id}` });
}

/** Colours production in the views, wherever it stands. */
export const productionMark: vscode.FileDecorationProvider = {
  provideFileDecoration: ({ scheme: kind, authority }) =>
    kind === scheme && authority === 'production'
      ? new vscode.FileDecoration(undefined, 'PRODUCTION', productionColour)
      : undefined,
};
