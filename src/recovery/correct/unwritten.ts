import { RecoveryError } from '../../core/errors';
import { refusalIn } from '../fileRefusal';

/** The operator stopped a write before anything of it was written. */
export class CancelledUnwritten extends Error {
  override readonly name = 'AbortError';
  constructor(cause: unknown) {
    super('Cancelled. Nothing was written.', { cause });
  }
}

/** What kept all of a correction or an undo from being written, saying that nothing was; a bug as it is. */
export function unwritten(error: unknown, signal: AbortSignal): unknown {
  const refusal = refusalIn(error);
  if (signal.aborted && (refusal ?? isAbort(error, signal))) {
    return new CancelledUnwritten(error);
  }
  if (!refusal || refusal.hint?.includes('Nothing was ')) {
    return error;
  }
  const { code, message, hint, ways, sqlstate } = refusal;
  const said = hint === undefined ? 'Nothing was written.' : `Nothing was written. ${hint}`;
  return new RecoveryError(code, message, {
    ...{ hint: said, ways, cause: error },
    ...(sqlstate === undefined ? {} : { sqlstate }),
  });
}

function isAbort(error: unknown, signal: AbortSignal): boolean {
  return error === signal.reason || (error instanceof Error && error.name === 'AbortError');
}
