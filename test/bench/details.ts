import { bothSides, type Sides } from '../../src/recovery/compare/bothSides';
import { type Comparison, compareTable } from '../../src/recovery/compare/compareTable';
import { examineChanges, withSnapshots } from '../../src/recovery/compare/examineChanges';
import type { Snapshot } from '../../src/recovery/ports/snapshot';
import type { ConnectionSettings } from '../../src/recovery/connectionSettings';
import { openSnapshot } from '../../src/postgres/compare/snapshot';
import { connected, quiet, testServer, type TestServer } from '../support/postgres';
import { fillAppointments, table } from './appointments';
import { type Contender, interleaved, median, ratio } from './interleaved';
import { reached } from './programs';
import { readAll } from './readAll';

const rounds = 5;
const most = 2;

/**
 * Reading the cells of 100 000 differing rows: counts by column, patterns, transactions. In the snapshots
 * that were compared, as a comparison itself does it.
 */
export async function benchDetails(rows = 400_000): Promise<boolean> {
  const server = await testServer();
  const sides = await muchDamaged(server, rows);
  const opening = { open: openSnapshot, signal: quiet.signal };
  return withSnapshots(sides, opening, async (snapshots) => {
    const comparison = await compareTable({ ...snapshots, table }, quiet);
    const ours: Contender = { name: 'ours', run: () => examine(comparison, snapshots) };
    const copy: Contender = { name: 'COPY of those rows', run: () => copyBoth(sides) };
    const times = await interleaved([ours, copy], rounds);
    const differing = comparison.differences.length;
    console.log(
      `\ndetails: the cells of ${differing} differing rows of ${rows}; PostgreSQL ${server.major}; medians of ${rounds} interleaved rounds`,
    );
    for (const [name, seconds] of times) {
      console.log(`  ${name.padEnd(24)} ${median(seconds).toFixed(2)} s`);
    }
    console.log(`  resident ${(process.memoryUsage.rss() / 1e6).toFixed(0)} MB`);
    const slower = ratio(times, 'ours', copy.name);
    return reached(`${slower.toFixed(2)} × ${copy.name}`, slower <= most, `at most ${most} ×`);
  });
}

/** One row in four differs: a fifth is changed, every fortieth has another key. */
async function muchDamaged(server: TestServer, rows: number): Promise<Sides<ConnectionSettings>> {
  const sides = { backup: await server.createDatabase(), live: await server.createDatabase() };
  for (const side of [sides.backup, sides.live]) {
    await fillAppointments(side, rows);
  }
  await connected(sides.live, async (session) => {
    await session.query(`update metier.demandes_rdv set statut = 'PERDU' where rdv_id % 5 = 1`);
    await session.query(
      `update metier.demandes_rdv set rdv_id = rdv_id + 1000000000 where rdv_id % 40 = 3`,
    );
  });
  for (const side of [sides.backup, sides.live]) {
    await connected(side, (session) => session.query('vacuum full analyze metier.demandes_rdv'));
  }
  return sides;
}

async function examine(comparison: Comparison, snapshots: Sides<Snapshot>): Promise<void> {
  const { stale } = await examineChanges(comparison, snapshots, { work: quiet });
  if (stale > 0) {
    throw new Error(`${stale} rows were not read as compared`);
  }
}

const copyQuery = `copy (select *
                           from metier.demandes_rdv
                          where rdv_id % 5 = 1 or rdv_id % 40 = 3 or rdv_id > 1000000000) to stdout`;

async function copyBoth(sides: Sides<ConnectionSettings>): Promise<void> {
  await bothSides(quiet.signal, (side) =>
    connected(sides[side], (session) => readAll(session, copyQuery)),
  );
}
