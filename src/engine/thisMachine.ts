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
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch (error) {
    const parent = path.dirname(folder);
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && parent !== folder) {
      return freeBytes(parent);
    }
    throw error;
  }
}
