import type { ActionCounts } from '../correction/plan';
import type { AlteredCell, Drift } from '../correction/rowState';
import type { Violation } from '../correction/violation';
import type { LockWait } from './lockWait';

/** What the correction did in production before it was rolled back. */
export interface Rehearsal {
  readonly planDigest: string;
  /** When it ended, ISO 8601. */
  readonly at: string;
  readonly plan: ActionCounts;
  readonly drifted: readonly Drift[];
  /** Why they have, in a sentence, where it is known. */
  readonly driftedBecause?: string | undefined;
  /** Names of the triggers, and rules, that run when these rows are written. */
  readonly triggers: readonly string[];
  readonly altered: readonly AlteredCell[];
  /** What refused the correction: row by row, {@link mostViolations} at most, where that could be found out. */
  readonly violations: readonly Violation[];
  /** True where every planned row is as planned already. */
  readonly nothingToDo: boolean;
  readonly seconds: number;
  /** Absent in rehearsals of before it was looked for. */
  readonly lockWaits?: readonly LockWait[];
  /** Absent where every planned row was written. */
  readonly sample?: RehearsedSample | undefined;
}

/** A part of the plan, some of each pattern, is written; every row is locked and compared. */
export interface RehearsedSample {
  /** That are written. */
  readonly rows: number;
  /** Of the plan. */
  readonly of: number;
}

export function sampleSentence({ rows, of }: RehearsedSample): string {
  return `Only a sample was rehearsed: ${rows} of ${of} rows, some of each pattern; every row was locked and compared.`;
}

export function sampleFirstSentence({ rows, of }: RehearsedSample): string {
  return `Only a sample is rehearsed first: ${rows} of ${of} rows, some of each pattern; every row is locked and compared.`;
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

export interface Vouching {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Milliseconds. */
  readonly maxAge: number;
  /** How many rows a sample must have at least; 0: none is enough. Undefined: any is. */
  readonly sample?: number | undefined;
}

/** True where `rehearsal` vouches for the plan: its last rehearsal, successful, at most so old, of enough rows. */
export function vouches(
  rehearsal: Rehearsal | undefined,
  planDigest: string,
  { now, maxAge, sample: asked }: Vouching,
): boolean {
  if (rehearsal?.planDigest !== planDigest || !succeeded(rehearsal)) {
    return false;
  }
  const { sample } = rehearsal;
  if (sample && asked !== undefined && (asked === 0 || sample.rows < asked)) {
    return false;
  }
  const age = now - Date.parse(rehearsal.at);
  return age >= 0 && age <= maxAge;
}
