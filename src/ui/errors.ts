import * as vscode from 'vscode';
import { RecoveryError } from '../core/errors';

/** Whether the operator stopped it: nothing needs to be said. */
export function isAbort(error: unknown): boolean {
  return (
    error instanceof vscode.CancellationError ||
    (error instanceof Error && error.name === 'AbortError')
  );
}

/** The sentence and what to do next. */
export function failureText(error: unknown): string {
  if (error instanceof RecoveryError) {
    return error.hint === undefined ? error.message : `${error.message} ${error.hint}`;
  }
  const message = error instanceof Error ? error.message : String(error);
  return `Unexpected: ${message}`;
}

/** Logs a failure, and shows it without waiting for an answer. */
export function showFailure(error: unknown, log: vscode.LogOutputChannel): void {
  logFailure(error, log);
  void vscode.window.showErrorMessage(failureText(error), 'Show Log').then((answer) => {
    if (answer !== undefined) {
      log.show();
    }
  });
}

/** An expected failure is a line, a bug has its stack. */
export function logFailure(error: unknown, log: vscode.LogOutputChannel): void {
  if (error instanceof RecoveryError) {
    log.warn(`${error.code}: ${failureText(error)}`);
  } else {
    log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}
