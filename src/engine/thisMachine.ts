import { lookup } from 'node:dns/promises';
import { statfs } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import { dataHome } from '../pgtools/server/dataHome';
import { ownsPort } from '../pgtools/server/privateServer';
import { isLoopback } from '../postgres/connection/tls';
import type { ThisMachine } from '../recovery/restore/sameMachine';

export function thisMachine(home = dataHome()): ThisMachine {
  return {
    isHere,
    ownsPort: (port) => ownsPort(home, port),
    freeBytes: () => freeBytes(home),
  };
}

/** Undefined where the folder is not there, or not to be seen by this account. */
export async function freeBytesOf(folder: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch (error) {
    if (unseen.has((error as NodeJS.ErrnoException).code)) {
      return undefined;
    }
    throw error;
  }
}

const unseen: ReadonlySet<string | undefined> = new Set(['ENOENT', 'EACCES', 'ENOTDIR']);

/** A name that cannot be looked up is not here; connecting to it will say why. */
async function isHere(host: string): Promise<boolean> {
  if (isLoopback(host)) {
    return true;
  }
  const own = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const named = await lookup(host, { all: true }).catch(() => []);
  return named.some(
    ({ address }) => isLoopback(address) || own.some((mine) => mine.address === address),
  );
}

/** Of the nearest folder that is there already. */
async function freeBytes(folder: string): Promise<number> {
  const free = await freeBytesOf(folder);
  const parent = path.dirname(folder);
  if (free === undefined && parent !== folder) {
    return freeBytes(parent);
  }
  return free ?? 0;
}
