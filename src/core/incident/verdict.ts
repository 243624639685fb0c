import type { Row } from '../catalog/table';
import type { Correction } from '../correction/plan';
import { isAsPlanned, sameRow } from '../correction/rowState';
import type { RowImage } from '../correction/undo';

/**
 * What the database says of a transaction. `unknowable`: it is too old, or the server's history is
 * no longer the one in which it ran (failed over, or set back to an earlier time).
 */
export type TransactionStatus = 'committed' | 'aborted' | 'in progress' | 'unknowable';

/** A planned row as it is found. */
export interface ObservedRow {
  /** Null where there is none. */
  readonly row: Row | null;
  /** The 32-bit number of the transaction that wrote it; undefined where there is no row. */
  readonly xmin: string | undefined;
}

/** The planned rows in one snapshot, in the plan's order. */
export interface Observation {
  readonly rows: readonly ObservedRow[];
  /** The first 64-bit transaction number that the snapshot does not see. */
  readonly nextXid: string;
}

/** What the planned rows tell about one transaction: how many speak for it and how many against. */
export interface Evidence {
  /** Rows that it wrote, and deleted rows that are gone. */
  readonly written: number;
  readonly gone: number;
  /** Rows that were last written before it began: had it committed, they would not be so. */
  readonly untouched: number;
  /** Rows that others wrote, inserted or deleted later: they tell nothing. */
  readonly later: number;
  /** True where every planned row is exactly as it was before. */
  readonly allAsBefore: boolean;
  /** True where every planned row is exactly as it was to become. */
  readonly allAsAfter: boolean;
}

export type Verdict = 'applied' | 'not-applied' | 'unknown';

/** `images` are in the plan's order, as the transaction wrote them. */
export function weigh(
  corrections: readonly Correction[],
  images: readonly RowImage[],
  { rows, nextXid }: Observation,
  { xid, writers }: { readonly xid: string; readonly writers: readonly string[] },
): Evidence {
  const ours = new Set(writers);
  const counts = { written: 0, gone: 0, untouched: 0, later: 0 };
  let allAsBefore = true;
  let allAsAfter = true;
  for (const [position, correction] of corrections.entries()) {
    const { row, xmin } = at(rows, position);
    const image = at(images, position);
    allAsBefore &&= sameImage(image.before, row);
    allAsAfter &&= sameImage(image.after, row);
    counts[standing(correction, xmin, { ours, xid, nextXid })] += 1;
  }
  return { ...counts, allAsBefore, allAsAfter };
}

/** True where every row is exactly as its image has it before the write. */
export function allAsBefore(images: readonly RowImage[], { rows }: Observation): boolean {
  return images.every(({ before }, position) => sameImage(before, at(rows, position).row));
}

/**
 * What became of the transaction. A server that crashed may have handed out the same number again,
 * so that `committed` alone proves nothing: the rows must agree. In doubt `unknown`, never a guess.
 */
export function verdict(status: TransactionStatus, evidence: Evidence): Verdict {
  switch (status) {
    case 'in progress':
      return 'unknown';
    case 'aborted':
      return evidence.written === 0 ? 'not-applied' : 'unknown';
    case 'committed':
      return verdictOfCommitted(evidence);
    case 'unknowable':
      return verdictOfRows(evidence);
  }
}

/** The same of a script, of whose rows nothing is known: its number was kept from being given out again. */
export function verdictByNumber(status: TransactionStatus): Verdict {
  switch (status) {
    case 'committed':
      return 'applied';
    case 'aborted':
      return 'not-applied';
    case 'in progress':
    case 'unknowable':
      return 'unknown';
  }
}

/** The same of what production's ledger was to have, and has not: where nothing else tells, it was not committed. */
export function verdictUnentered(found: Verdict, status: TransactionStatus): Verdict {
  return found === 'unknown' && status === 'unknowable' ? 'not-applied' : found;
}

function verdictOfCommitted({ written, gone, untouched, allAsAfter }: Evidence): Verdict {
  if (untouched > 0) {
    return written === 0 ? 'not-applied' : 'unknown';
  }
  return written > 0 || gone > 0 || allAsAfter ? 'applied' : 'unknown';
}

function verdictOfRows({ written, allAsBefore, allAsAfter }: Evidence): Verdict {
  if (allAsBefore && written === 0) {
    return 'not-applied';
  }
  return allAsAfter && written > 0 ? 'applied' : 'unknown';
}

/** True where the row with this `xmin` was written by transaction `xid` (64-bit) or one begun after it. */
export function isWrittenSince(xmin: string, xid: string, nextXid: string): boolean {
  const cycle = 2n ** 32n;
  const distance = (BigInt(xmin) - BigInt(xid)) % cycle;
  return (distance < 0n ? distance + cycle : distance) < BigInt(nextXid) - BigInt(xid);
}

/** For each planned row whether it holds what was planned, or what triggers made of that. */
export function asPlanned(
  corrections: readonly Correction[],
  images: readonly (RowImage | undefined)[] | undefined,
  rows: readonly ObservedRow[],
): readonly boolean[] {
  return corrections.map((correction, position) => {
    const { row } = at(rows, position);
    return (
      isAsPlanned(correction, row) ||
      isAsWritten(correction, images?.[position]?.after ?? null, row)
    );
  });
}

/** The written columns hold what they held right after writing. */
function isAsWritten(correction: Correction, after: Row | null, row: Row | null): boolean {
  if (correction.action === 'delete' || after === null || row === null) {
    return false;
  }
  return correction.set.every(({ column }) => after[column] === row[column]);
}

function standing(
  { action }: Correction,
  xmin: string | undefined,
  {
    ours,
    xid,
    nextXid,
  }: { readonly ours: ReadonlySet<string>; readonly xid: string; readonly nextXid: string },
): 'written' | 'gone' | 'untouched' | 'later' {
  if (xmin === undefined) {
    return action === 'delete' ? 'gone' : 'later';
  }
  if (ours.has(xmin) && action !== 'delete') {
    return 'written';
  }
  return isWrittenSince(xmin, xid, nextXid) ? 'later' : 'untouched';
}

function sameImage(image: Row | null, row: Row | null): boolean {
  return image === null || row === null ? image === row : sameRow(image, row);
}

function at<T>(list: readonly T[], position: number): T {
  const item = list[position];
  if (item === undefined) {
    throw new RangeError(`Nothing is observed at ${position}.`);
  }
  return item;
}
