import { RecoveryError } from '../errors';

const otherDump =
  'Take another dump, or copy this one again from where it was made and compare the sizes.';

export function truncated(message: string): RecoveryError {
  return new RecoveryError('dump-truncated', message, { hint: otherDump });
}

export function damaged(message: string, cause?: unknown): RecoveryError {
  return new RecoveryError('dump-damaged', message, { hint: otherDump, cause });
}

/** The same failure, saying in whose data it was found. */
export function damageIn(where: string, error: unknown): unknown {
  const isDamage =
    error instanceof RecoveryError &&
    (error.code === 'dump-truncated' || error.code === 'dump-damaged');
  if (!isDamage) {
    return error;
  }
  const { code, message, hint } = error;
  return new RecoveryError(code, `In ${where}: ${message}`, {
    cause: error,
    ...(hint === undefined ? {} : { hint }),
  });
}
