import type { Processes, ScratchDatabases } from '../ports/scratch';

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
