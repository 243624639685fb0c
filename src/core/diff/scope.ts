import type { Key } from '../catalog/table';
import { RecoveryError } from '../errors';
import { canBeStored } from '../sql/quote';
import { counted } from '../words';

/**
 * Which rows are compared. A row is in scope when either side satisfies it: its partner is looked up
 * by key before the row is called missing, extra or changed.
 */
export type Scope =
  | { readonly rows: 'all' }
  /** Rows that satisfy all that is named here. */
  | {
      readonly rows: 'matching';
      /** One SQL condition. */
      readonly condition?: string;
      readonly period?: Period;
    }
  | { readonly rows: 'keys'; readonly keys: readonly Key[] };

/** A scope that takes no key. */
export type UnkeyedScope = Exclude<Scope, { readonly rows: 'keys' }>;

/** From inclusive to exclusive, of a column of dates or timestamps; without one end it has no bound there. */
export interface Period {
  readonly column: string;
  readonly from?: string;
  readonly to?: string;
}

export const wholeTable: Scope = { rows: 'all' };

/** `rows with day from 2026-03-01 to before 2026-04-01`; undefined for the whole table. */
export function scopeText(scope: Scope): string | undefined {
  switch (scope.rows) {
    case 'all':
      return undefined;
    case 'matching': {
      const { condition, period } = scope;
      const parts = [
        period && `with ${periodText(period)}`,
        condition !== undefined && `where ${condition}`,
      ];
      return `rows ${parts.filter((part) => part !== undefined && part !== false).join(', ')}`;
    }
    case 'keys':
      return scope.keys.length === 1 ? 'the row of 1 key' : `the rows of ${scope.keys.length} keys`;
  }
}

/**
 * What can be refused before a server is asked.
 * @throws {RecoveryError} `usage`: keys of another width than the table's, or none; a period without
 * ends; text that PostgreSQL cannot hold.
 */
export function checkScope(scope: Scope, keyWidth: number): void {
  switch (scope.rows) {
    case 'all':
      return;
    case 'matching':
      checkTexts(scope.condition, scope.period);
      return;
    case 'keys':
      checkKeys(scope.keys, keyWidth);
  }
}

function checkTexts(condition: string | undefined, period: Period | undefined): void {
  const texts = [condition, period?.from, period?.to].filter((text) => text !== undefined);
  if (!texts.every(canBeStored)) {
    throw new RecoveryError(
      'usage',
      'The scope holds characters that no text of PostgreSQL can hold.',
    );
  }
  if (period && period.from === undefined && period.to === undefined) {
    throw new RecoveryError('usage', 'The period has neither a beginning nor an end.');
  }
}

function periodText({ column, from, to }: Period): string {
  const parts = [
    from !== undefined && `from ${from}`,
    to !== undefined && (from === undefined ? `before ${to}` : `to before ${to}`),
  ];
  return `${column} ${parts.filter((part) => part !== false).join(' ')}`;
}

function checkKeys(keys: readonly Key[], width: number): void {
  if (keys.length === 0) {
    throw new RecoveryError('usage', 'The list of keys names no key.');
  }
  const at = keys.findIndex((key) => key.length !== width);
  if (at >= 0) {
    throw new RecoveryError(
      'usage',
      `Key ${at + 1} of the list has ${counted(keys[at]?.length ?? 0, 'value')} where the table’s key has ${width}.`,
      { hint: 'The values of a composite key are parted by tabs, in the order of the key.' },
    );
  }
}
