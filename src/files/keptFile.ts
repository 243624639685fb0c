import { RecoveryError } from '../core/errors';

/** What an undo needs, and cannot read. */
export function unreadable(path: string, cause?: unknown): RecoveryError {
  return new RecoveryError(
    'incident-unreadable',
    `${path} is not there, cut, or not what was written.`,
    { hint: 'Run this where the correction was applied, with its folder as it was left.', cause },
  );
}

/** The JSON on one of its lines. @throws {RecoveryError} {@link unreadable}. */
export function parsedLine(path: string, line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw unreadable(path, error);
  }
}
