import { linesOf } from '../files/lineFile';
import type { SelectionChoice } from '../recovery/correct/planFromComparison';
import { usage } from './argv';
import type { CommandSpec } from './commandSpec';

/** Options of every command that selects rows. */
export const selectOptions = {
  select: { type: 'text', value: 'missing,changed,extra', help: 'Rows of these kinds' },
  transaction: {
    type: 'list',
    value: 'XID',
    help: 'Rows that this production transaction wrote',
  },
  pattern: { type: 'list', value: 'ID', help: 'Changed rows of this pattern' },
  'skip-same-value': {
    type: 'flag',
    help: 'Of these, leave out what is equal by type and only written differently (1.0, 1.00)',
  },
  keys: { type: 'text', value: 'FILE', help: 'Rows of these keys: lines as of compare --changes' },
} as const satisfies CommandSpec['options'];

interface SelectOptionValues {
  readonly select: string | undefined;
  readonly transaction: readonly string[];
  readonly pattern: readonly string[];
  readonly keys: string | undefined;
  readonly 'skip-same-value': boolean;
}

const kinds = ['missing', 'changed', 'extra'] as const;

/** @throws {RecoveryError} `usage`. */
export async function selectionChoice(
  spec: CommandSpec,
  { select, transaction, pattern, keys, ...others }: SelectOptionValues,
): Promise<SelectionChoice> {
  const bad = transaction.find((xid) => !/^\d{1,10}$/.test(xid));
  if (bad !== undefined) {
    throw usage(spec, `“${bad}” is not the number of a transaction.`);
  }
  return {
    kinds: select === undefined ? undefined : kindsIn(spec, select),
    transactions: transaction.length > 0 ? transaction : undefined,
    patterns: pattern.length > 0 ? pattern : undefined,
    skipSameValue: others['skip-same-value'],
    keyLines: keys === undefined ? undefined : await linesOf(keys),
  };
}

function kindsIn(spec: CommandSpec, text: string): SelectionChoice['kinds'] {
  return text.split(',').map((word) => {
    const kind = kinds.find((known) => known === word.trim());
    if (kind === undefined) {
      throw usage(spec, `“${word}” is no kind of difference.`, `They are ${kinds.join(', ')}.`);
    }
    return kind;
  });
}
