import type { CheckedTable } from '../../core/archive/dumpCheck';
import type { FrozenThen } from '../../core/freeze/frozenThen';
import type { DumpVerification } from './verifyDump';

/** A dump as the disk shows it: where it is, and whether it seems to be the same as before. */
export interface DumpStamp {
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
}

/** What reading a dump whole has shown, for as long as its size and time are the same. */
export interface KeptVerification extends DumpStamp {
  readonly ok: boolean;
  /** When it was read, ISO 8601. */
  readonly at: string;
  /** Why it cannot be trusted. */
  readonly problem: string | undefined;
  readonly tables: readonly CheckedTable[];
  readonly sha256: string | undefined;
  /** See {@link DumpVerification.frozen}. */
  readonly frozen?: readonly FrozenThen[] | undefined;
  /** See {@link DumpVerification.checksummed}. */
  readonly checksummed: boolean;
  /** It had another hash when it was read before, though its size and time were these. */
  readonly differsFrom: EarlierHash | undefined;
}

export interface EarlierHash {
  /** Where the file was then. */
  readonly path: string;
  readonly sha256: string;
  readonly at: string;
}

/** The longest known first. */
export type KeptVerifications = readonly KeptVerification[];

const mostKept = 500;

/** A dump that was moved or renamed is found again by its size and time: the path tells where it was. */
export function verificationOf(
  kept: KeptVerifications,
  dump: DumpStamp,
): KeptVerification | undefined {
  const same = kept.filter((one) => isSameFile(one, dump));
  return same.findLast(({ path }) => path === dump.path) ?? same.at(-1);
}

export function keptVerification(
  { path, bytes, modifiedAt }: DumpStamp,
  { ok, error, tables, sha256, checksummed, frozen }: DumpVerification,
  at: string,
): KeptVerification {
  return {
    ...{ path, bytes, modifiedAt, at, ok, tables, sha256, checksummed },
    ...(frozen ? { frozen } : {}),
    ...{ problem: error?.message, differsFrom: undefined },
  };
}

/** With the new one, which takes note of a hash that is no longer what it was. */
export function withVerification(
  kept: KeptVerifications,
  verified: KeptVerification,
): KeptVerifications {
  const before = verificationOf(kept, verified);
  const others = kept.filter((one) => one.path !== verified.path || !isSameFile(one, verified));
  const differsFrom = differenceFrom(before, verified);
  return [...others, { ...verified, differsFrom }].slice(-mostKept);
}

/** Once noticed it is not forgotten by reading the file a third time. */
function differenceFrom(
  before: KeptVerification | undefined,
  { path, sha256 }: KeptVerification,
): EarlierHash | undefined {
  if (before?.sha256 === undefined || sha256 === undefined || before.sha256 === sha256) {
    return before?.path === path ? before.differsFrom : undefined;
  }
  return { path: before.path, sha256: before.sha256, at: before.at };
}

function isSameFile(one: DumpStamp, other: DumpStamp): boolean {
  return one.bytes === other.bytes && one.modifiedAt === other.modifiedAt;
}
