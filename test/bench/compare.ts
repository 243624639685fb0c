import { comparedTable } from '../../src/core/diff/comparedTable';
import { quoteTable } from '../../src/core/sql/quote';
import { rowHash } from '../../src/postgres/compare/rowHash';
import { openSnapshot } from '../../src/postgres/compare/snapshot';
import { type Comparison, compareTable } from '../../src/recovery/compare/compareTable';
import { connected, quiet, testServer } from '../support/postgres';
import { type Damaged, damagedAppointments, table } from './appointments';
import { type Contender, interleaved, median, ratio } from './interleaved';
import { assertFound, peer } from './peers';

const rounds = 5;

/** Comparing without cells, in this process, from connecting to closing. */
export async function benchCompare(rows = 1_000_000): Promise<boolean> {
  const server = await testServer();
  const sides = await damagedAppointments(server, rows);
  const differing = sides.missing + sides.changed + sides.extra;
  let last: Comparison | undefined;
  const ours: Contender = {
    name: 'ours',
    run: async () => {
      last = await compare(sides);
      assertFound(last.differences.length, sides);
    },
  };
  const rival = await peer(sides);
  const times = await interleaved([ours, rival, await hashScan(sides)], rounds);
  console.log(
    `\ncompare: ${rows} rows of 142 bytes, ${differing} differ; PostgreSQL ${server.major}; medians of ${rounds} interleaved rounds`,
  );
  for (const [name, seconds] of times) {
    const against = ratio(times, name, 'ours').toFixed(2);
    console.log(`  ${name.padEnd(24)} ${median(seconds).toFixed(2)} s   ${against} × ours`);
  }
  const received = last?.bytesReceived ?? 0;
  const allowed = 0.55 * rows + 1600 * differing;
  const resident = process.memoryUsage.rss() / 1e6;
  console.log(
    `  received ${(received / 1e6).toFixed(2)} MB of at most ${(allowed / 1e6).toFixed(2)} MB`,
  );
  console.log(`  resident ${resident.toFixed(0)} MB`);
  const faster = ratio(times, rival.name, 'ours');
  return [
    reached(
      `${faster.toFixed(2)} × faster than ${rival.name}`,
      faster >= rival.atLeast,
      rival.atLeast,
    ),
    reached('bytes received', received <= allowed, 1),
  ].every(Boolean);
}

function reached(what: string, isReached: boolean, target: number): boolean {
  console.log(`  ${isReached ? 'reached' : 'MISSED '}  ${what} (target: ${target} ×)`);
  return isReached;
}

async function compare({ backup, live }: Damaged): Promise<Comparison> {
  const opened = await Promise.all([
    openSnapshot(backup, quiet.signal),
    openSnapshot(live, quiet.signal),
  ]);
  try {
    return await compareTable({ backup: opened[0], live: opened[1], table }, quiet);
  } finally {
    await Promise.all(opened.map((snapshot) => snapshot.close()));
  }
}

/** The least that any comparison in the server must do: one pass over both sides at once, same hash. */
async function hashScan({ backup, live }: Damaged): Promise<Contender> {
  const snapshot = await openSnapshot(live, quiet.signal);
  const found = await snapshot.findTable(table, quiet.signal);
  await snapshot.close();
  const hash = rowHash({
    table: comparedTable(found, found, {}),
    side: 'live',
    hashing: { form: 'extended', salt: 42n },
  });
  const query = `select bit_xor(${hash}) from ${quoteTable(table)} t`;
  return {
    name: 'hash scan of both sides',
    run: async () => {
      await Promise.all(
        [backup, live].map((side) =>
          connected(side, async (session) => {
            await session.query('set jit = off');
            await session.query(query);
          }),
        ),
      );
    },
  };
}
