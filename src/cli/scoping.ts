import type { Key } from '../core/catalog/table';
import { readKeyList } from '../core/diff/keys/keyLines';
import { type Period, type Scope, wholeTable } from '../core/diff/scope';
import { linesOf } from '../files/lineFile';
import { usage } from './argv';
import type { CommandSpec } from './commandSpec';
import { columnNames } from './columnNames';

/** Options of every command that may compare a part of a table. */
export const scopeOptions = {
  where: {
    type: 'text',
    value: 'SQL',
    help: 'Only rows that satisfy it on either side; times without a zone are UTC',
  },
  period: {
    type: 'text',
    value: 'COLUMN',
    help: 'Only rows of a period of this column, of dates or timestamps',
  },
  from: {
    type: 'text',
    value: 'TIME',
    help: 'The period’s first day or moment; UTC without a zone',
  },
  to: { type: 'text', value: 'TIME', help: 'The period’s end, itself not in it' },
  'only-keys': {
    type: 'text',
    value: 'FILE',
    help: 'Only rows of these keys: one a line (tabs between columns), or lines of --changes',
  },
} as const satisfies CommandSpec['options'];

export interface ScopeOptionValues {
  readonly where: string | undefined;
  readonly period: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly 'only-keys': string | undefined;
}

/** @throws {RecoveryError} `usage`. */
export async function scopeOf(spec: CommandSpec, options: ScopeOptionValues): Promise<Scope> {
  const { where, 'only-keys': keyFile } = options;
  const period = periodOf(spec, options);
  const matches = where !== undefined || period !== undefined;
  if (keyFile !== undefined) {
    if (matches) {
      throw usage(spec, '--only-keys names the rows by itself, without --where and --period.');
    }
    return { rows: 'keys', keys: await keysIn(keyFile) };
  }
  return matches
    ? {
        rows: 'matching',
        ...(where === undefined ? {} : { condition: where }),
        ...(period === undefined ? {} : { period }),
      }
    : wholeTable;
}

/** Of the JSON document; null where the whole table was compared. */
export function scopeFields(scope: Scope): Readonly<Record<string, unknown>> | null {
  switch (scope.rows) {
    case 'all':
      return null;
    case 'keys':
      return { keys: scope.keys.length };
    case 'matching': {
      const { condition, period } = scope;
      const { column, from = null, to = null } = period ?? {};
      return {
        ...(condition === undefined ? {} : { where: condition }),
        ...(period === undefined ? {} : { period: { column, from, to } }),
      };
    }
  }
}

function periodOf(spec: CommandSpec, { period, from, to }: ScopeOptionValues): Period | undefined {
  const hasEnd = from !== undefined || to !== undefined;
  if (period === undefined) {
    if (hasEnd) {
      throw usage(spec, '--from and --to need --period, which names the column.');
    }
    return undefined;
  }
  const [column, ...others] = columnNames(period) ?? [];
  if (column === undefined || others.length > 0 || !hasEnd) {
    throw usage(spec, '--period names one column, and needs --from, --to or both.');
  }
  return {
    column,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

async function keysIn(file: string): Promise<readonly Key[]> {
  return readKeyList(await linesOf(file));
}
