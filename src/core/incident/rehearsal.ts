import type { Key } from '../catalog/table';
import type { ActionCounts } from '../correction/plan';
import type { AlteredCell, Drift } from '../correction/rowState';

/** What the whole correction did in production before it was rolled back. */
export interface Rehearsal {
  readonly planDigest: string;
  /** When it ended, ISO 8601. */
  readonly at: string;
  readonly plan: ActionCounts;
  readonly drifted: readonly Drift[];
  /** Names of the triggers, and rules, that run when these rows are written. */
  readonly triggers: readonly string[];
  readonly altered: readonly AlteredCell[];
  /** What refused the correction: row by row, {@link mostViolations} at most, where that could be found out. */
  readonly violations: readonly Violation[];
  /** True where every planned row is as planned already. */
  readonly nothingToDo: boolean;
  readonly seconds: number;
}

export interface Violation {
  /** Undefined where it is no constraint, but a type or a trigger that refuses the row. */
  readonly constraint: string | undefined;
  readonly message: string;
  readonly sqlstate: string;
  /** Of the one row that is refused; undefined where it is not known which. */
  readonly key?: Key;
}

export const mostViolations = 20;

/** Sentences: what was refused, and of which rows. */
export function violationSentences(violations: readonly Violation[]): readonly string[] {
  const messages = [...new Set(violations.map(({ message }) => message))];
  return messages.flatMap((message) => {
    const keys = violations.flatMap((each) =>
      each.message === message && each.key ? [each.key.join(' ')] : [],
    );
    const more = violations.length >= mostViolations ? ' or more' : '';
    return keys.length === 0
      ? [message]
      : [message, `Refused: ${keys.length}${more} of the planned rows, by key ${keys.join(', ')}.`];
  });
}

export function succeeded({ drifted, violations }: Rehearsal): boolean {
  return drifted.length === 0 && violations.length === 0;
}

/** True where `rehearsal` vouches for the plan: its last rehearsal, successful and at most `maxAge` old. */
export function vouches(
  rehearsal: Rehearsal | undefined,
  planDigest: string,
  { now, maxAge }: { readonly now: number; readonly maxAge: number },
): boolean {
  if (rehearsal?.planDigest !== planDigest || !succeeded(rehearsal)) {
    return false;
  }
  const age = now - Date.parse(rehearsal.at);
  return age >= 0 && age <= maxAge;
}
