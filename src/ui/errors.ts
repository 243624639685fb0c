import * as vscode from 'vscode';
import { RecoveryError } from '../core/errors';
import { hintIn } from '../core/hint';
import { fileRefusal } from '../recovery/fileRefusal';
import { wayNames } from './ways';

/** A failure in words: what it is, and what to do next where the operator can do something. */
export interface FailureWords {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

/** Whether the operator stopped it: nothing needs to be said. */
export function isAbort(error: unknown): boolean {
  return (
    error instanceof vscode.CancellationError ||
    (error instanceof Error && error.name === 'AbortError')
  );
}

/** Whether work needs a PostgreSQL of this machine, which has none but may have one fetched. */
export function lacksPostgres(error: unknown): boolean {
  return error instanceof RecoveryError && error.ways.includes('fetch-postgres');
}

export function failureWords(error: unknown): FailureWords {
  const refusal = error instanceof RecoveryError ? error : fileRefusal(error);
  if (!refusal) {
    const message = error instanceof Error ? error.message : String(error);
    return { code: 'unexpected', message: `Unexpected: ${message}` };
  }
  const { code, message } = refusal;
  const hint = hintIn(wayNames, refusal);
  return { code, message, ...(hint === undefined ? {} : { hint }) };
}

/** The sentence and what to do next. */
export function failureText(error: unknown): string {
  const { message, hint } = failureWords(error);
  return hint === undefined ? message : `${message} ${hint}`;
}

/** Logs a failure, and shows it without waiting for an answer. */
export function showFailure(error: unknown, log: vscode.LogOutputChannel): void {
  logFailure(error, log);
  void askAboutLog(error, log);
}

async function askAboutLog(error: unknown, log: vscode.LogOutputChannel): Promise<void> {
  const { complain, inWindow } = await import('./asking');
  const { message, hint } = failureWords(error);
  const said = [message, ...(hint === undefined ? [] : [hint])].map(inWindow).join(' ');
  if ((await complain(said, 'Show Log')) !== undefined) {
    log.show();
  }
}

/** An expected failure is a line, a bug has its stack. */
export function logFailure(error: unknown, log: vscode.LogOutputChannel): void {
  const { code } = failureWords(error);
  if (code === 'unexpected') {
    log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  } else {
    log.warn(`${code}: ${failureText(error)}`);
  }
}
