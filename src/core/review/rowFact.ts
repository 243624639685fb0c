import type { RowInIncident } from '../diff/rows/rowChange';

export type KindOfRow = (typeof kindsOfRow)[number];

/** In the order that their numbers have in {@link flagsOf}. */
export const kindsOfRow = ['missing', 'changed', 'extra', 'conflict'] as const;

/** What {@link flagsOf} tells beside the kind; some are told of changed rows alone. */
export const flagBits = {
  /** Of its transaction, the other flags and its columns nothing is known. */
  stale: 4,
  reused: 8,
  sameValue: 16,
  unread: 32,
  /** Its transaction is known. */
  written: 64,
} as const;

/** A row's kind and flags in one byte. A stale row has the kind that it was compared as. */
export function flagsOf(change: RowInIncident): number {
  if (change.kind === 'stale') {
    return kindsOfRow.indexOf(change.difference) | flagBits.stale;
  }
  const isChanged = change.kind === 'changed';
  return (
    kindsOfRow.indexOf(change.kind) |
    (isChanged && change.reused ? flagBits.reused : 0) |
    (isChanged && change.sameValue ? flagBits.sameValue : 0) |
    (change.unread && change.kind !== 'conflict' ? flagBits.unread : 0) |
    (xidOf(change) === undefined ? 0 : flagBits.written)
  );
}

export function kindIn(flags: number): KindOfRow {
  return kindsOfRow[flags & 3] ?? 'missing';
}

/** The number of the production transaction that wrote the row (`xmin`, 32 bits); undefined where it has none. */
export function xidOf(change: RowInIncident): number | undefined {
  const xid = 'xid' in change && /^\d{1,10}$/.test(change.xid) ? Number(change.xid) : undefined;
  return xid !== undefined && xid < 2 ** 32 ? xid : undefined;
}
