import { usage } from './argv';
import type { CommandSpec } from './commandSpec';

/** A number of seconds as an option says it; undefined where it was not given. @throws {RecoveryError} `usage`. */
export function secondsIn(
  spec: CommandSpec,
  option: string,
  text: string | undefined,
): number | undefined {
  if (text !== undefined && !/^(?!0+$)\d{1,5}$/.test(text)) {
    throw usage(spec, `--${option} is no number of seconds from 1 to 99999.`);
  }
  return text === undefined ? undefined : Number(text);
}
