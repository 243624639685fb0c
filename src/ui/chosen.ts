import * as vscode from 'vscode';

/** What was picked; the operator's leaving is a stop, of which nothing is said. */
export function chosen<T>(picked: T | undefined): T {
  if (picked === undefined) {
    throw new vscode.CancellationError();
  }
  return picked;
}
