import { RecoveryError } from '../core/errors';
import { fileRefusal } from '../recovery/fileRefusal';
import type { Answer } from './commandSpec';
import { cancelledStatus, exitStatus, type ExitStatus, unexpectedStatus } from './exitStatus';
import { printable } from './text';
import { hintOf } from './ways';

/** What the program prints at its end, and how it exits. */
export interface Ending {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: ExitStatus;
}

export function answered({ fields, text, failure }: Answer, json: boolean): Ending {
  const status = failure ? exitStatus(failure.code) : 0;
  if (json) {
    const head = failure ? { ok: false, error: describe(failure) } : { ok: true };
    return { stdout: document({ ...head, ...fields }), stderr: '', status };
  }
  return {
    stdout: text === '' ? '' : `${text}\n`,
    stderr: failure ? sentence(failure) : '',
    status,
  };
}

/** The operator can act on a {@link RecoveryError}; an abort was asked for; all else is a bug. */
export function failed(error: unknown, signal: AbortSignal, json: boolean): Ending {
  if (wasCancelled(error, signal)) {
    return ending(json, cancelledStatus, { code: 'cancelled', message: 'Cancelled.', hint: null });
  }
  const refusal = error instanceof RecoveryError ? error : fileRefusal(error);
  if (refusal) {
    const stderr = sentence(refusal);
    return { ...ending(json, exitStatus(refusal.code), describe(refusal)), stderr };
  }
  const bug = error instanceof Error ? error : new Error(String(error));
  const message = `Unexpected: ${bug.message}`;
  const hint = 'This is a bug in pra; please report it with the lines on standard error.';
  const stderr = `${bug.stack ?? message}\n`;
  return { ...ending(json, unexpectedStatus, { code: 'unexpected', message, hint }), stderr };
}

/** An error as the JSON document holds it. */
export interface DescribedError {
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
  readonly sqlstate?: string;
}

function ending(json: boolean, status: ExitStatus, error: DescribedError): Ending {
  return json
    ? { stdout: document({ ok: false, error }), stderr: '', status }
    : { stdout: '', stderr: `${error.message}\n`, status };
}

export function describe(error: RecoveryError): DescribedError {
  const { code, message, sqlstate } = error;
  const hint = hintOf(error) ?? null;
  return { code, message, hint, ...(sqlstate === undefined ? {} : { sqlstate }) };
}

function sentence(error: RecoveryError): string {
  const hint = hintOf(error);
  const lines = [error.message, ...(hint === undefined ? [] : [hint])];
  return lines.map((line) => `${printable(line)}\n`).join('');
}

/** What an abort looks like by the time it arrives: itself, or the statement it stopped. */
function wasCancelled(error: unknown, signal: AbortSignal): boolean {
  if (!signal.aborted) {
    return false;
  }
  return error instanceof RecoveryError
    ? error.sqlstate === '57014' || error.code === 'connection-lost'
    : error === signal.reason || (error instanceof Error && error.name === 'AbortError');
}

function document(fields: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify(fields, null, 2)}\n`;
}
