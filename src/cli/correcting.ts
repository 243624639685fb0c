import { DriftedRowsError } from '../core/correction/refusal';
import type { WaitLimits } from '../engine/correcting';
import { usage } from './argv';
import type { Answer, CommandSpec } from './commandSpec';

export const liveOption = {
  live: { type: 'text', value: 'CONN', help: 'Production', required: true },
  moved: {
    type: 'flag',
    help: 'The compared server is at another address now (a clone of it is refused without)',
  },
} as const;

/** For what writes in production. */
export const waitOptions = {
  'lock-timeout': {
    type: 'text',
    value: 'SECONDS',
    help: 'Wait so long for rows or tables that others hold (3)',
  },
  'statement-timeout': {
    type: 'text',
    value: 'SECONDS',
    help: 'Let a statement take so long, and 2 ms more a row (60)',
  },
} as const;

/** @throws {RecoveryError} `usage`. */
export function waitLimits(
  spec: CommandSpec,
  options: Readonly<Record<keyof typeof waitOptions, string | undefined>>,
): WaitLimits {
  const seconds = (name: keyof typeof waitOptions): number | undefined => {
    const text = options[name];
    if (text !== undefined && !/^(?!0+$)\d{1,5}$/.test(text)) {
      throw usage(spec, `--${name} is no number of seconds from 1 to 99999.`);
    }
    return text === undefined ? undefined : Number(text);
  };
  return { lockTimeout: seconds('lock-timeout'), statementTimeout: seconds('statement-timeout') };
}

export const confirmOption = {
  confirm: {
    type: 'text',
    value: 'TABLE',
    help: 'The name of the table that is written, with its schema',
    required: true,
  },
} as const;

/** A refusal because rows have moved on names their keys in the JSON document. */
export async function namingDrift(step: () => Promise<Answer>): Promise<Answer> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof DriftedRowsError) {
      const drifted = error.drifted.map(({ key }) => key);
      return { fields: { drifted }, text: '', failure: error };
    }
    throw error;
  }
}
