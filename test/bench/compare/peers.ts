import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { connected } from '../../support/postgres';
import { type Damaged, table } from '../appointments';
import type { Contender } from '../interleaved';

const execute = promisify(execFile);
const label = `${table.schema}.${table.name}`;

/** What a user would take instead of us, with how much faster than it we must be. */
export interface Peer extends Contender {
  readonly atLeast: number;
}

/** Those that are here, or can be installed; says which are not. */
export async function peersOf(sides: Damaged): Promise<readonly Peer[]> {
  console.log('  reladiff is not measured: it comes by pip only');
  const peers = [await foreignJoin(sides), copyAndDiff(sides)];
  console.log(`  ${await versionOf('diff')}`);
  if (await hasComparator(sides)) {
    console.log(`  ${await versionOf('pg_comparator')}`);
    return [comparator(sides), ...peers];
  }
  console.log('  pg_comparator is not measured: it is not here, and cannot be installed');
  return peers;
}

async function hasComparator({ backup, live }: Damaged): Promise<boolean> {
  if (process.getuid?.() === 0 && !(await runs('pg_comparator', ['--version']))) {
    await runs('apt-get', ['install', '-y', 'postgresql-comparator']);
  }
  const extensions = await connected(live, (session) =>
    session.rows(`select 1 from pg_available_extensions where name = 'pgcmp'`),
  );
  if (extensions.length === 0 || !(await runs('pg_comparator', ['--version']))) {
    return false;
  }
  for (const side of [backup, live]) {
    await connected(side, (session) => session.query('create extension pgcmp'));
  }
  return true;
}

/** The first line of what it says of itself. */
async function versionOf(program: string): Promise<string> {
  const { stdout } = await execute(program, ['--version']);
  return stdout.trim().split('\n')[0] ?? program;
}

async function runs(program: string, args: readonly string[]): Promise<boolean> {
  try {
    await execute(program, args);
    return true;
  } catch {
    return false;
  }
}

function comparator(sides: Damaged): Peer {
  const url = ({ user, host, port, database }: ConnectionSettings): string =>
    `pgsql://${user}@${host}:${port}/${database}/${label}?rdv_id`;
  const args = ['--env-pass=PEER_PASSWORD', url(sides.backup), url(sides.live)];
  const env = { ...process.env, PEER_PASSWORD: sides.live.password ?? '' };
  return {
    name: 'pg_comparator',
    atLeast: 3,
    run: async () => {
      const { stdout } = await execute('pg_comparator', args, { env, maxBuffer: 1e8 });
      assertFound(stdout.trim().split('\n').length, sides);
    },
  };
}

async function foreignJoin(sides: Damaged): Promise<Peer> {
  const { host, port, database, user, password } = sides.backup;
  await connected(sides.live, (session) =>
    session.query(`
      create extension postgres_fdw;
      create server restored foreign data wrapper postgres_fdw
             options (host '${host}', port '${port}', dbname '${database}', fetch_size '10000');
      create user mapping for current_user server restored
             options (user '${user}', password '${password ?? ''}');
      create schema restored;
      import foreign schema metier from server restored into restored`),
  );
  return {
    name: 'postgres_fdw full join',
    atLeast: 4,
    run: async () => {
      const [found] = await connected(sides.live, (session) =>
        session.row(`
          select count(*)::text
            from ${label} l
            full join restored.demandes_rdv b using (rdv_id)
           where l is distinct from b`),
      );
      assertFound(Number(found), sides);
    },
  };
}

/** Both sides as text, in order, to files; then the program `diff`. */
function copyAndDiff(sides: Damaged): Peer {
  return {
    name: 'COPY to files, and diff',
    atLeast: 1,
    run: async () => {
      const folder = await mkdtemp(path.join(tmpdir(), 'pra-bench-diff-'));
      try {
        const files = await Promise.all(
          [sides.backup, sides.live].map(async (side, index) => {
            const file = path.join(folder, String(index));
            await connected(side, (session) =>
              pipeline(
                session.copyOut(`copy (select * from ${label} order by rdv_id) to stdout`),
                createWriteStream(file),
              ),
            );
            return file;
          }),
        );
        assertDiffFound(await differences(files), sides);
      } finally {
        await rm(folder, { recursive: true });
      }
    },
  };
}

async function differences(files: readonly string[]): Promise<string> {
  try {
    const { stdout } = await execute('diff', ['--speed-large-files', ...files], { maxBuffer: 1e9 });
    return stdout;
  } catch (error) {
    // It ends with 1 where the files differ.
    const { code, stdout } = error as { readonly code?: unknown; readonly stdout?: string };
    if (code !== 1 || stdout === undefined) {
      throw error;
    }
    return stdout;
  }
}

function assertDiffFound(diff: string, { missing, changed, extra }: Damaged): void {
  const [lost = 0, added = 0] = ['<', '>'].map(
    (mark) => diff.split('\n').filter((line) => line.startsWith(mark)).length,
  );
  assert.deepEqual([lost, added], [missing + changed, extra + changed], 'lines of diff');
}

/** Only who finds the same rows has done the same job. */
export function assertFound(found: number, { missing, changed, extra }: Damaged): void {
  if (found !== missing + changed + extra) {
    throw new Error(`Found ${found} rows of ${missing + changed + extra}`);
  }
}
