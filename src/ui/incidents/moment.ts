import * as vscode from 'vscode';

/** `27 Nov, 10:58`, as the window's language writes it. */
export function shortMoment(at: string): string {
  return new Date(at).toLocaleString(vscode.env.language, {
    ...{ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  });
}
