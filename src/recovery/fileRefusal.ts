import { RecoveryError } from '../core/errors';

/** What the disks of this machine refuse, wherever it was met; undefined for anything else. */
export function fileRefusal(error: unknown): RecoveryError | undefined {
  const { code, path, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) {
    return undefined;
  }
  const where = path ?? 'a file';
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new RecoveryError('disk-full', `The disk is full: ${where} cannot be written.`, {
      hint: 'Free space on this machine’s disk, then start again.',
      cause: error,
    });
  }
  return ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EISDIR'].includes(code)
    ? new RecoveryError('usage', `${where} may not be read or written (${code}).`, {
        hint: 'Check its permissions, or name another place.',
        cause: error,
      })
    : undefined;
}

/** What the operator can act on, wherever it was met; undefined for an abort and for a bug. */
export function refusalIn(error: unknown): RecoveryError | undefined {
  return error instanceof RecoveryError ? error : fileRefusal(error);
}
