import { testServerOf } from '../../support/postgres';
import { damagedAppointments } from '../appointments';
import { interleaved, median, ratio } from '../interleaved';
import { hashScan } from './leastWork';
import { type CompareBench, ours } from './sides';

const major = 12;

/** The same rows on servers that cannot hash records: by SHA-256, beside one pass of the same hash. No target. */
export async function benchBySha256({ rows, rounds, scattered }: CompareBench): Promise<boolean> {
  const server = await testServerOf(major);
  if (!server) {
    console.log(`  by SHA-256: left out, there is no PostgreSQL ${major} here`);
    return true;
  }
  const older = await damagedAppointments(server, rows);
  const usual = ours(scattered, 'by the servers’ own hash');
  const mine = ours(older, `by SHA-256, PostgreSQL ${major}`);
  const scan = await hashScan(older, 'SHA-256 scan of both sides', 'sha256');
  const times = await interleaved([usual, mine, scan], rounds);
  console.log(
    `  the same with both sides on PostgreSQL ${major}, whose rows are hashed by SHA-256`,
  );
  for (const [name, seconds] of times) {
    const against = ratio(times, name, usual.name).toFixed(2);
    console.log(`    ${name.padEnd(28)} ${median(seconds).toFixed(2)} s   ${against} × own hash`);
  }
  return true;
}
