import { DriftedRowsError } from '../core/correction/refusal';
import type { Drift } from '../core/correction/rowState';
import type { LockWait } from '../core/incident/lockWait';
import type { WritingLimits } from '../engine/correcting';
import { usage } from './argv';
import type { Answer, CommandSpec, OptionValues } from './commandSpec';
import { secondsIn } from './seconds';
import { paragraphs, printable, rounded, shellWord } from './text';

export const liveOption = {
  live: { type: 'text', value: 'CONN', help: 'Production', required: true },
  moved: {
    type: 'flag',
    help: 'The compared server is at another address now (a clone of it is refused without)',
  },
} as const;

/** For what writes in production. */
export const writingOptions = {
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
  'lock-table': {
    type: 'flag',
    help: 'Let nobody else write to the table meanwhile: reads go on',
  },
} as const;

/** For what rehearses. */
export const rehearsalOptions = {
  'rehearsal-rows': {
    type: 'text',
    value: 'N',
    help: 'Above N planned rows rehearse a sample of each pattern (100000); 0: always every row',
  },
} as const;

/** @throws {RecoveryError} `usage`. */
export function rehearsalLimit(
  spec: CommandSpec,
  options: Readonly<Record<keyof typeof rehearsalOptions, string | undefined>>,
): { readonly rehearsalRows: number | undefined } {
  const text = options['rehearsal-rows'];
  if (text !== undefined && !/^\d{1,9}$/.test(text)) {
    throw usage(spec, '--rehearsal-rows is no number of rows.');
  }
  return { rehearsalRows: text === undefined ? undefined : Number(text) };
}

/** @throws {RecoveryError} `usage`. */
export function writingLimits(
  spec: CommandSpec,
  options: OptionValues<typeof writingOptions>,
): WritingLimits {
  return {
    lockTimeout: secondsIn(spec, 'lock-timeout', options['lock-timeout']),
    statementTimeout: secondsIn(spec, 'statement-timeout', options['statement-timeout']),
    lockTable: options['lock-table'],
  };
}

/** For whom it waited, in the JSON document. */
export function waitFields(waits: readonly LockWait[]): readonly unknown[] {
  return waits.map(({ seconds, ...blocker }) => ({ ...blocker, seconds: rounded(seconds) }));
}

export const confirmOption = {
  confirm: {
    type: 'text',
    value: 'TABLE',
    help: 'The name of the table that is written, with its schema',
    required: true,
  },
} as const;

/** What is left to do. */
export function withoutDrifted(dir: string): string {
  return `pra replan ${shellWord(dir)} --without-drifted plans it without the rows that drifted.`;
}

const mostListed = 20;

/** The rows that have moved on, by their keys. */
export function driftedText(drifted: readonly Drift[]): string {
  const listed = drifted.slice(0, mostListed).map(({ key, found }) => `${key.join(' ')} ${found}`);
  const more = drifted.length - listed.length;
  return printable(`Drifted: ${listed.join(', ')}${more > 0 ? `, and ${more} more` : ''}.`);
}

/** A refusal because rows have moved on names their keys in the JSON document. */
export async function namingDrift(
  step: () => Promise<Answer>,
  { advice }: { readonly advice?: string } = {},
): Promise<Answer> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof DriftedRowsError) {
      const drifted = error.drifted.map(({ key }) => key);
      return {
        fields: { drifted },
        text: paragraphs(driftedText(error.drifted), advice ?? false),
        failure: error,
      };
    }
    throw error;
  }
}
