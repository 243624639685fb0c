import type { Row } from '../../../../src/core/catalog/table';

/** What is said of a row, by the comparison or by the truth, in one form. */
export function described(change: {
  readonly kind: string;
  readonly backup?: Row | undefined;
  readonly live?: Row | undefined;
  readonly liveOnly?: Row | undefined;
  readonly xid?: string | null | undefined;
  readonly columns?: readonly (string | undefined)[] | undefined;
  /** Those of `columns` whose values are equal by type. */
  readonly written?: readonly (string | undefined)[] | undefined;
  readonly reused?: boolean | undefined;
}): string {
  const { kind, backup, live, liveOnly, xid, columns, written, reused } = change;
  return JSON.stringify({ kind, backup, live, liveOnly, xid, columns, written, reused });
}
