import { randomBytes } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unlessMissing } from './fileErrors';
import { isAlive, ownIdentity, type ProcessIdentity } from './processIdentity';

/** One use of a private server by one process. Written, swept and removed under the server's lock. */
export interface Lease {
  readonly file: string;
  readonly holder: ProcessIdentity;
}

export async function writeLease(folder: string): Promise<Lease> {
  const holder = await ownIdentity();
  const file = join(folder, `${holder.pid}-${randomBytes(6).toString('hex')}.json`);
  await writeFile(file, JSON.stringify(holder), { mode: 0o600, flag: 'wx' });
  return { file, holder };
}

export async function removeLease({ file }: Lease): Promise<void> {
  await rm(file, { force: true });
}

/** The leases of processes that live. */
export async function livingLeases(folder: string): Promise<readonly Lease[]> {
  return (await readLeases(folder)).living;
}

/** Removes the leases of processes that have died, and gives those that live. */
export async function sweepLeases(folder: string): Promise<readonly Lease[]> {
  const { living, dead } = await readLeases(folder);
  for (const file of dead) {
    await rm(file, { force: true });
  }
  return living;
}

async function readLeases(
  folder: string,
): Promise<{ readonly living: readonly Lease[]; readonly dead: readonly string[] }> {
  const living: Lease[] = [];
  const dead: string[] = [];
  for (const name of await unlessMissing(readdir(folder), [])) {
    const file = join(folder, name);
    const holder = parseHolder(await unlessMissing(readFile(file, 'utf8'), ''));
    if (holder && (await isAlive(holder))) {
      living.push({ file, holder });
    } else {
      dead.push(file);
    }
  }
  return { living, dead };
}

/** Undefined for what a process that died while writing left behind. */
function parseHolder(text: string): ProcessIdentity | undefined {
  try {
    return JSON.parse(text) as ProcessIdentity;
  } catch {
    return undefined;
  }
}
