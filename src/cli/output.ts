import { RecoveryError } from '../core/errors';
import { CancelledUnwritten } from '../recovery/correct/unwritten';
import { fileRefusal } from '../recovery/fileRefusal';
import type { Say } from '../french/say';
import type { Answer } from './commandSpec';
import { cancelledStatus, exitStatus, type ExitStatus, unexpectedStatus } from './exitStatus';
import { printable, spoken } from './text';
import { hintOf } from './ways';

/** What the program prints at its end, and how it exits. */
export interface Ending {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: ExitStatus;
}

/** For whom the program prints. */
export interface Reader {
  /** A program: one JSON document, the same in every language. */
  readonly json: boolean;
  /** The language of whoever reads the rest. */
  readonly say: Say;
}

export function answered({ fields, text, failure }: Answer, { json, say }: Reader): Ending {
  const status = failure ? exitStatus(failure.code) : 0;
  if (json) {
    const head = failure ? { ok: false, error: describe(failure) } : { ok: true };
    return { stdout: document({ ...head, ...fields }), stderr: '', status };
  }
  return {
    stdout: text === '' ? '' : `${spoken(text, say)}\n`,
    stderr: failure ? sentence(failure, say) : '',
    status,
  };
}

/** The operator can act on a {@link RecoveryError}; an abort was asked for; all else is a bug. */
export function failed(error: unknown, signal: AbortSignal, reader: Reader): Ending {
  if (wasCancelled(error, signal)) {
    const message = error instanceof CancelledUnwritten ? error.message : 'Cancelled.';
    const cancelled = { code: 'cancelled', message, hint: null };
    return ending(reader, cancelledStatus, cancelled);
  }
  const refusal = error instanceof RecoveryError ? error : fileRefusal(error);
  if (refusal) {
    const stderr = sentence(refusal, reader.say);
    return { ...ending(reader, exitStatus(refusal.code), describe(refusal)), stderr };
  }
  const bug = error instanceof Error ? error : new Error(String(error));
  const message = `Unexpected: ${bug.message}`;
  const hint = 'This is a bug in pra; please report it with the lines on standard error.';
  const stderr = `${bug.stack ?? message}\n`;
  return { ...ending(reader, unexpectedStatus, { code: 'unexpected', message, hint }), stderr };
}

/** An error as the JSON document holds it. */
export interface DescribedError {
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
  readonly sqlstate?: string;
}

function ending({ json, say }: Reader, status: ExitStatus, error: DescribedError): Ending {
  return json
    ? { stdout: document({ ok: false, error }), stderr: '', status }
    : { stdout: '', stderr: `${say(error.message)}\n`, status };
}

export function describe(error: RecoveryError): DescribedError {
  const { code, message, sqlstate } = error;
  const hint = hintOf(error) ?? null;
  return { code, message, hint, ...(sqlstate === undefined ? {} : { sqlstate }) };
}

function sentence(error: RecoveryError, say: Say): string {
  const hint = hintOf(error, say);
  const lines = [say(error.message), ...(hint === undefined ? [] : [hint])];
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
