import { RecoveryError } from '../core/errors';

/** What is to be done about what was typed, while it is typed; undefined where it will do. */
export function problemWith(check: () => unknown): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof RecoveryError) {
      return error.hint ?? error.message;
    }
    throw error;
  }
}
