import { RecoveryError, type RecoveryErrorCode } from '../../core/errors';
import { isFreezeTrigger } from '../../core/freeze/freeze';
import { type ConnectionSettings, connectionLabel } from '../../recovery/connectionSettings';

interface ServerError extends Error {
  readonly code: string;
  readonly detail?: string;
  /** The function of the server's source that reported it. */
  readonly routine?: string;
  readonly constraint?: string;
  readonly hint?: string;
  /** The calls that led there, the outermost last, in the server's language. */
  readonly where?: string;
}

interface Meaning {
  readonly code: RecoveryErrorCode;
  readonly hint?: string;
}

/** SQLSTATEs of what a server says before it ends the connection. */
const lastWords: readonly string[] = ['57P01', '57P02', '08006'];

/** SQLSTATEs that the operator can act on. All others keep their message under `database-refused`. */
const meanings: Readonly<Record<string, Meaning>> = {
  '42501': { code: 'permission-denied', hint: 'Connect as a role that has this right.' },
  '53100': { code: 'disk-full', hint: 'Free space on the server’s disk, then start again.' },
  '55P03': {
    code: 'lock-timeout',
    hint: 'Another session holds the rows; try again when it ends.',
  },
  '57P03': { code: 'cannot-connect', hint: 'The server is starting or stopping; try again.' },
  '08P01': {
    code: 'connection-lost',
    hint: 'A connection pooler says so: connect to the server itself, or have the pooler’s setting changed.',
  },
  '22021': {
    code: 'database-refused',
    hint: 'A database whose encoding is SQL_ASCII lets in bytes that are no UTF-8: leave such rows out with a condition.',
  },
  '25006': { code: 'permission-denied', hint: 'The session or the table is read-only.' },
};

/** Gives a server's or a broken connection's error its code; anything else comes back unchanged. */
export function asRecoveryError(
  error: unknown,
  { lost, server }: { readonly lost: Error | undefined; readonly server: string },
): unknown {
  const told = isServerError(error) ? error : lost;
  if (isServerError(told) && isRecoveryConflict(told)) {
    return standbyConflict(told, server);
  }
  if (isServerError(error) && !lastWords.includes(error.code)) {
    return serverRefusal(error);
  }
  return lost || isServerError(error) || isBrokenConnection(error)
    ? connectionLost(error, { lost, server })
    : error;
}

function serverRefusal(error: ServerError): RecoveryError {
  if (isBeyondMemoryChunk(error)) {
    return valueTooLong(error);
  }
  if (isFreezeTrigger(error.constraint ?? '')) {
    return frozenRefusal(error);
  }
  const meaning = meanings[error.code];
  const message = error.detail ? `${messageOf(error)} (${error.detail})` : messageOf(error);
  return new RecoveryError(meaning?.code ?? 'database-refused', message, {
    sqlstate: error.code,
    cause: error,
    ...(meaning?.hint === undefined ? {} : { hint: meaning.hint }),
  });
}

/** Without its detail, which quotes values. What a function of production says comes with its advice and its place. */
export function messageOf({ message, hint, where = '' }: ServerError): string {
  const place = where.split('\n').findLast((line) => isFunctionOfProduction(line));
  if (place === undefined) {
    return message;
  }
  return `${message}${hint === undefined ? '' : ` – ${hint}`} [${place}]`;
}

/** Not a block that was sent just now, such as a script's: it says itself what it refuses. */
function isFunctionOfProduction(call: string): boolean {
  return /\bPL\/\w/.test(call) && !call.includes('inline_code_block');
}

/** A statement met a table that is frozen: the planned one, or another that it passes something on to. */
function frozenRefusal(error: ServerError): RecoveryError {
  return new RecoveryError('frozen', error.message, {
    hint: 'Nothing was written. Ask who froze it, or end that freeze first.',
    ways: ['unfreeze'],
    sqlstate: error.code,
    cause: error,
  });
}

/**
 * A single piece of a server's memory is 1 GB at most, and so is what a value's type writes: of a bytea of
 * more than half of that, or where what is nested is quoted again and again, the value itself is smaller.
 */
function isBeyondMemoryChunk({ code, routine = '' }: ServerError): boolean {
  return (
    (code === '54000' && routine === 'enlargeStringInfo') ||
    (code === 'XX000' && /^(palloc|repalloc|MemoryContext)/.test(routine))
  );
}

function valueTooLong(error: ServerError): RecoveryError {
  return new RecoveryError(
    'database-refused',
    `A value is longer as text than PostgreSQL can write: more than 1 GB, which of a bytea are 512 MB (${error.message}).`,
    {
      hint: 'Ignore its column, or leave its row out with a condition.',
      sqlstate: error.code,
      cause: error,
    },
  );
}

function connectionLost(
  cause: unknown,
  { lost, server }: { readonly lost: Error | undefined; readonly server: string },
): RecoveryError {
  const last = [cause, lost].find(isServerError);
  const why = last ? `: ${last.message}` : '';
  return new RecoveryError('connection-lost', `The connection to ${server} was lost${why}.`, {
    hint: 'See that the server runs and can be reached, then run the command again.',
    cause,
    ...(isServerError(cause) ? { sqlstate: cause.code } : {}),
  });
}

/** Why a connection could not be opened. */
export function cannotConnect(error: unknown, settings: ConnectionSettings): RecoveryError {
  const server = connectionLabel(settings);
  const cause = error instanceof Error ? error : new Error(String(error));
  if (lacksPassword(error, settings)) {
    return new RecoveryError(
      'wrong-password',
      `${server} asks for a password, and none was given.`,
      {
        hint: 'Give it by PGPASSWORD, the password file (which nobody else may read), or the URI.',
        cause,
      },
    );
  }
  if (isServerError(error) && ['28P01', '28000'].includes(error.code)) {
    return new RecoveryError('wrong-password', `${server} refused the login: ${error.message}.`, {
      hint: 'Check the user and the password (PGPASSWORD, the password file, or the URI).',
      sqlstate: error.code,
      cause,
    });
  }
  const why = cause.message === '' ? (cause as { readonly code?: string }).code : cause.message;
  return new RecoveryError(
    'cannot-connect',
    `Cannot connect to ${server}: ${why ?? 'no answer'}.`,
    {
      hint: 'Check the address, the port, the database name, and that the server runs.',
      cause,
      ...(isServerError(error) ? { sqlstate: error.code } : {}),
    },
  );
}

/** Asked by SCRAM the driver itself has nothing to answer; asked otherwise it sends none, which the server refuses. */
function lacksPassword(error: unknown, { password = '' }: ConnectionSettings): boolean {
  return (
    password === '' &&
    (isServerError(error)
      ? error.code === '28P01'
      : error instanceof Error && error.message.startsWith('SASL: SCRAM-'))
  );
}

/** True for an error that the server itself reported, with its SQLSTATE. */
export function isServerError(error: unknown): error is ServerError {
  return (
    error instanceof Error &&
    'severity' in error &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code.length === 5
  );
}

/** Cancelled by a standby that had to go on replaying; the same codes mean other things on a primary. */
function isRecoveryConflict({ code, routine }: ServerError): boolean {
  return (
    (code === '40001' || code === '40P01') &&
    /^Process(Interrupts|RecoveryConflict)/.test(routine ?? '')
  );
}

function standbyConflict(error: ServerError, server: string): RecoveryError {
  const why = error.detail ? ` ${error.detail}` : '';
  return new RecoveryError(
    'standby-conflict',
    `${server} is a standby and broke off the reading, because it had to replay what was done on its primary.${why}`,
    {
      hint: 'Compare with the primary, or raise max_standby_streaming_delay on the standby (or turn hot_standby_feedback on), then compare again.',
      sqlstate: error.code,
      cause: error,
    },
  );
}

/** True for an error that says that the connection is gone. */
export function isBrokenConnection(error: unknown): boolean {
  const code = (error as { readonly code?: unknown } | null)?.code;
  return (
    (typeof code === 'string' && /^(ECONN|EPIPE|ETIMEDOUT|ENOTCONN|EHOST|ENET)/.test(code)) ||
    // The driver gives these no code.
    (error instanceof Error &&
      /^(Connection terminated|Client has encountered)/.test(error.message))
  );
}
