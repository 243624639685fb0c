import { RecoveryError } from '../../core/errors';
import { dataBytes } from '../../core/restore/openDump';
import type { RestorePlan } from '../../core/restore/plan';
import { sizeText } from '../../core/sizeText';
import type { ClosableDump } from '../dumps/openDump';
import { restoredBytesAtMost } from './sameMachine';

/** Where a scratch server puts what is restored, where this machine can see that. */
export interface ScratchDisk {
  readonly folder: string;
  readonly free: number;
}

/** Bytes of disk that a restore takes, keys and indexes included. */
export interface SpaceNeeded {
  readonly least: number;
  readonly most: number;
}

/**
 * Looks for room before a database is made. What the restore may take at most makes sure; less than that is
 * said, less than what it takes at least is refused.
 * @throws {RecoveryError} `disk-full`.
 */
export function requireSpace(
  needed: SpaceNeeded,
  disk: ScratchDisk,
  say: (line: string) => void,
): void {
  const free = `${sizeText(disk.free)} are free in ${disk.folder}`;
  if (disk.free < needed.least) {
    throw new RecoveryError(
      'disk-full',
      `The restore needs up to ${sizeText(needed.most)}, and ${sizeText(needed.least)} at the very least; ${free}.`,
      { hint: 'Make space there, or restore into another server.', ways: ['choose-scratch'] },
    );
  }
  if (disk.free < needed.most) {
    say(
      `The restore may need up to ${sizeText(needed.most)}, but only ${free}: it may not suffice.`,
    );
  }
}

/** By the bytes that the rows take in the dump; where it does not tell, the dump's own are a limit above and none below. */
export function spaceNeeded(
  dump: Pick<ClosableDump, 'data' | 'bytes' | 'isCompressed' | 'wrapping'>,
  { data }: Pick<RestorePlan, 'data'>,
): SpaceNeeded {
  const blocks = dataBytes(dump, data);
  // What is compressed as a whole tells the bytes of what it unwraps to.
  return blocks === undefined
    ? { least: 0, most: restoredBytesAtMost(dump.bytes, dump.isCompressed) }
    : spaceForBlocks(blocks, dump.isCompressed && dump.wrapping === 'none');
}

/**
 * Rows as text may hold values that nothing compresses further, and are stored compressed. Stored rows are
 * hardly smaller than their text, but for bytea, which a dump writes in two digits a byte.
 */
export function spaceForBlocks(bytes: number, compressed: boolean): SpaceNeeded {
  return { least: bytes * (compressed ? 1 : 0.5), most: restoredBytesAtMost(bytes, compressed) };
}
