import { RecoveryError } from '../../core/errors';
import type { ConnectionSettings } from '../connectionSettings';

/** What has to be known of this machine before a restore fills its disk. */
export interface ThisMachine {
  /** Whether the host is this machine, by its name, address or Unix socket. */
  isHere(host: string): Promise<boolean>;
  /** Whether one of the tool's own servers listens there. */
  ownsPort(port: number): Promise<boolean>;
  /** Bytes free where the private server keeps its data. */
  freeBytes(): Promise<number>;
}

export interface SameMachineRequest {
  readonly live: ConnectionSettings;
  /** Bytes that the restore may take on the disk. */
  readonly needed: number;
  /** Bytes that must stay free beside them. */
  readonly reserve: number;
  /** The operator says that the two may share a disk. */
  readonly allowed: boolean;
}

/**
 * Production must not run out of disk because its backup was restored beside it.
 * @throws {RecoveryError} `production-on-this-machine`.
 */
export async function refuseProductionsOwnDisk(
  machine: ThisMachine,
  { live, needed, reserve, allowed }: SameMachineRequest,
): Promise<void> {
  if (!(await machine.isHere(live.host)) || (await machine.ownsPort(live.port))) {
    return;
  }
  const free = await machine.freeBytes();
  if (free - needed < reserve) {
    throw new RecoveryError(
      'production-on-this-machine',
      `Production runs on this very machine, and the restore would leave too little of its disk free: ${gigabytes(free)} are free, up to ${gigabytes(needed)} needed, ${gigabytes(reserve)} are to stay.`,
      { hint: 'Restore into another server.', ways: ['choose-scratch'] },
    );
  }
  if (!allowed) {
    throw new RecoveryError(
      'production-on-this-machine',
      'Production runs on this very machine: a restore into the private server takes its disk, memory and processor.',
      {
        hint: 'Restore into another server, or allow it.',
        ways: ['choose-scratch', 'allow-same-machine'],
      },
    );
  }
}

/** At most so many bytes come of a dump: text compresses to a sixth or so, and keys come on top. */
export function restoredBytesAtMost(dumpBytes: number, isCompressed: boolean): number {
  return dumpBytes * (isCompressed ? 10 : 2);
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
