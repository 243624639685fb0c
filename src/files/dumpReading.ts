import { RecoveryError } from '../core/errors';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'its permissions do not allow it',
  EPERM: 'its permissions do not allow it',
  EIO: 'the disk reports an error',
  ELOOP: 'its symbolic links lead in a circle',
};

/** Does it, and says why where the system refuses. @throws {RecoveryError} `dump-unreadable`. */
export async function readable<T>(path: string, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    if (error instanceof Error && 'syscall' in error && 'code' in error) {
      const code = String(error.code);
      throw unreadable(path, reasons[code] ?? code, error);
    }
    throw error;
  }
}

export function unreadable(path: string, reason: string, cause?: unknown): RecoveryError {
  return new RecoveryError('dump-unreadable', `${path} cannot be read: ${reason}.`, { cause });
}
