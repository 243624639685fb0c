import { RecoveryError } from '../../core/errors';
import { type OpenDump, dataBytes } from '../../core/restore/openDump';
import { planTableRestore } from '../../core/restore/plan';
import { sizeText } from '../../core/sizeText';
import { bytesOf, closePlace, openDump } from '../dumps/openDump';
import type { DumpFiles } from '../ports/dumps';
import type { RestoreRequest } from './restoreTable';
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

type Restored = Pick<RestoreRequest, 'dump' | 'table'>;

/**
 * Looks for room before a database is made. What the restore may take at most makes sure; less than that is
 * said, less than what it takes at least is refused.
 * @throws {RecoveryError} `disk-full`, and those of reading a dump and planning its restore.
 */
export async function requireSpace(
  files: DumpFiles,
  restored: Restored,
  disk: ScratchDisk,
  say: (line: string) => void,
): Promise<void> {
  // The file's size is known at once, and is mostly enough.
  if (disk.free >= restoredBytesAtMost(await sizeOf(files, restored.dump), true)) {
    return;
  }
  const needed = await spaceNeeded(files, restored);
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

async function sizeOf(files: DumpFiles, path: string): Promise<number> {
  const place = await files.open(path);
  try {
    return bytesOf(place);
  } finally {
    await closePlace(place);
  }
}

async function spaceNeeded(
  files: DumpFiles,
  { dump: path, table }: Restored,
): Promise<SpaceNeeded> {
  const dump = await openDump(files, path);
  try {
    const blocks = dataBytes(dump, planTableRestore(dump.contents, table).data);
    // Without the table's own bytes, the dump's are a limit above and none below.
    return blocks === undefined
      ? { least: 0, most: restoredBytesAtMost(dump.bytes, isCompressed(dump)) }
      : spaceForBlocks(blocks, dump.contents.compression !== 'none');
  } finally {
    await dump.close();
  }
}

function isCompressed({ contents, wrapping }: OpenDump): boolean {
  return contents.compression !== 'none' || wrapping !== 'none';
}

/**
 * Rows as text compress to a third or less, and stored rows are hardly smaller than their text, but for bytea,
 * which a dump writes in two digits a byte.
 */
export function spaceForBlocks(bytes: number, compressed: boolean): SpaceNeeded {
  return { least: bytes * (compressed ? 3 : 0.5), most: restoredBytesAtMost(bytes, compressed) };
}
