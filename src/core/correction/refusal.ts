import { RecoveryError } from '../errors';
import type { Violation } from './violation';
import type { Drift } from './rowState';

/** Planned rows are no longer as they were seen; nothing was written. */
export class DriftedRowsError extends RecoveryError {
  /** @param because In a sentence, where it is known. */
  constructor(
    readonly drifted: readonly Drift[],
    because?: string,
  ) {
    super('row-drifted', [driftText(drifted), ...(because ? [because] : [])].join(' '), {
      hint: 'Nothing was written. Compare again, or make the plan anew without these rows.',
    });
  }
}

/** A constraint, a type or a trigger of production refuses the rows; nothing was written. */
export class ViolationError extends RecoveryError {
  constructor(
    readonly violation: Violation,
    options: { readonly hint?: string; readonly cause?: unknown } = {},
  ) {
    super('violation', violation.message, { sqlstate: violation.sqlstate, ...options });
  }
}

/** SQLSTATE of a statement that found no row. */
const noData = '02000';

/** What an error says of rows that production refuses, or takes away in silence; undefined for any other. */
export function violationIn(error: unknown): Violation | undefined {
  if (error instanceof ViolationError) {
    return error.violation;
  }
  return error instanceof RecoveryError && error.code === 'row-not-written'
    ? { constraint: undefined, message: error.message, sqlstate: noData }
    : undefined;
}

function driftText(drifted: readonly Drift[]): string {
  const counted = (['changed', 'gone', 'appeared'] as const)
    .map((found) => ({ found, rows: drifted.filter((drift) => drift.found === found).length }))
    .filter(({ rows }) => rows > 0)
    .map(({ found, rows }) => `${rows} ${found}`);
  return `Of the planned rows, ${counted.join(', ')} since they were compared.`;
}
