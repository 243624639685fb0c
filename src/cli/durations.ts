import { usage } from './argv';
import type { CommandSpec } from './commandSpec';

const units = { s: 1000, m: 60_000, h: 3_600_000 } as const;

/** Milliseconds of `30s`, `30m` or `2h`; undefined where it was not given. @throws {RecoveryError} `usage`. */
export function durationIn(
  spec: CommandSpec,
  option: string,
  text: string | undefined,
): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  const [, number, unit] = /^(?!0+[smh]$)(\d{1,5})([smh])$/.exec(text) ?? [];
  if (number === undefined) {
    throw usage(spec, `--${option} is no time such as 30s, 5m or 2h.`);
  }
  // As the pattern has it.
  return Number(number) * units[unit as keyof typeof units];
}
