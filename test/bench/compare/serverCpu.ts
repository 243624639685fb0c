import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { connected, type TestServer } from '../../support/postgres';

/** Seconds of CPU that a server's sessions and their workers have used so far. */
export type CpuProbe = () => Promise<number>;

/**
 * Of all sessions that have ended: Linux adds their time to the server's own process. Vacuum must not
 * run beside them, so it is switched off. Undefined where the system does not tell.
 */
export async function serverCpu({ superuser }: TestServer): Promise<CpuProbe | undefined> {
  if (process.platform !== 'linux') {
    return undefined;
  }
  const postmaster = await connected(superuser, async (session) => {
    await session.query('alter system set autovacuum = off');
    await session.query('select pg_reload_conf()');
    const [own] = await session.row('select pg_backend_pid()::text');
    // The parent of every session is the server's own process.
    return (await statusOf(own ?? ''))[1] ?? '';
  });
  const { stdout } = await promisify(execFile)('getconf', ['CLK_TCK']);
  return async () => {
    // A session ends a moment after its connection.
    await pause(100);
    const fields = await statusOf(postmaster);
    return (Number(fields[13]) + Number(fields[14])) / Number(stdout);
  };
}

/** The fields of /proc/PID/stat behind the name, which may hold anything. */
async function statusOf(process: string): Promise<readonly string[]> {
  const text = await readFile(`/proc/${process}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}
