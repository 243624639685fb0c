import { randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { RecoveryError } from '../../core/errors';
import { errorCode } from './fileErrors';
import { isAlive, ownIdentity, type ProcessIdentity } from './processIdentity';

interface Holder extends ProcessIdentity {
  /** No two locks are ever the same, not even of one process. */
  readonly id: string;
}

/** How long a living holder is waited for, and what is thrown then. */
export interface LockPatience {
  readonly milliseconds: number;
  readonly held: (pid: number) => RecoveryError;
  readonly signal?: AbortSignal | undefined;
}

const pollMilliseconds = 25;

/**
 * Runs `section` while nobody else runs one under the same lock file, in this process or another.
 * A lock whose process has died is taken over; a living one is waited for.
 */
export async function withFileLock<T>(
  path: string,
  section: () => Promise<T>,
  patience: LockPatience,
): Promise<T> {
  const own: Holder = { ...(await ownIdentity()), id: randomUUID() };
  await take(path, own, patience);
  try {
    return await section();
  } finally {
    await rm(path, { force: true });
  }
}

async function take(
  path: string,
  own: Holder,
  { milliseconds, held, signal }: LockPatience,
): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!(await placed(path, own))) {
    signal?.throwIfAborted();
    const holder = await holderOf(path);
    if (holder && !(await isAlive(holder))) {
      await breakLock(path, holder, own);
    } else if (holder && Date.now() >= deadline) {
      throw held(holder.pid);
    } else if (holder) {
      await delay(pollMilliseconds, undefined, { ...(signal ? { signal } : {}) }).catch(() => {
        signal?.throwIfAborted();
      });
    }
  }
}

/** Puts the file there whole or not at all: nobody ever reads half a lock. */
async function placed(path: string, own: Holder): Promise<boolean> {
  const draft = `${path}.${own.id}`;
  await writeFile(draft, JSON.stringify(own), { mode: 0o600 }).catch((error: unknown) => {
    throw asFolderError(error, dirname(path));
  });
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') {
      return false;
    }
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Undefined when the lock is gone. */
async function holderOf(path: string): Promise<Holder | undefined> {
  try {
    // Written by `placed`, in a folder that only this user can write to.
    return JSON.parse(await readFile(path, 'utf8')) as Holder;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

/**
 * Removes the lock of a dead process. Of several that want to, exactly one may: the holder of a
 * second lock that is named after this very one, so that a lock taken meanwhile is never removed.
 * Should the breaker die too, its lock is broken in the same way.
 */
async function breakLock(path: string, dead: Holder, own: Holder): Promise<void> {
  const permit = `${path}.broken-${dead.id}`;
  if (await placed(permit, { ...own, id: randomUUID() })) {
    try {
      if ((await holderOf(path))?.id === dead.id) {
        await rm(path, { force: true });
      }
    } finally {
      await rm(permit, { force: true });
    }
    return;
  }
  const breaker = await holderOf(permit);
  if (breaker && !(await isAlive(breaker))) {
    await breakLock(permit, breaker, own);
  }
}

function asFolderError(error: unknown, folder: string): unknown {
  switch (errorCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new RecoveryError('disk-full', `The disk of ${folder} is full.`, {
        hint: 'Free some space, or set PRA_HOME to a folder on a larger disk.',
        cause: error,
      });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new RecoveryError('private-server', `The folder ${folder} cannot be written to.`, {
        hint: 'It belongs to another user: set PRA_HOME to a folder of your own.',
        cause: error,
      });
    default:
      return error;
  }
}
