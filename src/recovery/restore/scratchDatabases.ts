import type { Processes, ScratchDatabases, ScratchListing } from '../ports/scratch';

/**
 * Drops what restores left behind whose process has died on this machine: finished ones stay. Returns the
 * names. A database that another machine's process fills cannot be judged from here.
 */
export async function sweepScratch(
  databases: ScratchDatabases,
  processes: Processes,
): Promise<readonly string[]> {
  const dropped: string[] = [];
  for (const { name, state, origin, own } of await databases.list()) {
    const isUnfinished = own && state === 'restoring' && origin.host === processes.host;
    if (isUnfinished && !(await processes.isAlive(origin.process))) {
      await databases.drop(name);
      dropped.push(name);
    }
  }
  return dropped;
}

/** Drops scratch databases, all of the role's own where no names are given; returns the names of those that were there. */
export async function dropScratch(
  databases: ScratchDatabases,
  names?: readonly string[],
): Promise<readonly string[]> {
  const there = await databases.list();
  const wanted = names ?? there.filter(({ own }) => own).map(({ name }) => name);
  for (const name of wanted) {
    await databases.drop(name);
  }
  return wanted.filter((name) => there.some((database) => database.name === name));
}

export interface OldScratch {
  readonly dropped: readonly ScratchListing[];
  /** Old as well, but a session is in them. */
  readonly inUse: readonly ScratchListing[];
}

/** Drops the role's own complete databases that are older than so many days. Ends no session. */
export async function dropOldScratch(
  databases: ScratchDatabases,
  days: number,
  now: Date,
): Promise<OldScratch> {
  const dropped: ScratchListing[] = [];
  const inUse: ScratchListing[] = [];
  for (const database of await databases.list()) {
    if (isOld(database, days, now)) {
      const isDropped = await databases.dropUnused(database.name);
      (isDropped ? dropped : inUse).push(database);
    }
  }
  return { dropped, inUse };
}

/** A time that cannot be read is never old. */
function isOld({ own, state, createdAt }: ScratchListing, days: number, now: Date): boolean {
  const age = now.getTime() - Date.parse(createdAt);
  return own && state === 'complete' && age > days * 86_400_000;
}
