import { RecoveryError } from '../../core/errors';

/** What the operator can act on, as a result; anything else is thrown. */
export async function failureOf(
  task: () => Promise<void> | void,
): Promise<RecoveryError | undefined> {
  try {
    await task();
    return undefined;
  } catch (error) {
    if (error instanceof RecoveryError) {
      return error;
    }
    throw error;
  }
}
