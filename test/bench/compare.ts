import { testServer } from '../support/postgres';
import { benchBySha256 } from './compare/bySha256';
import { benchConnections } from './compare/connections';
import { benchMemory, benchMemoryOfFew } from './compare/memory';
import { benchNetwork } from './compare/network';
import { benchOtherKeys } from './compare/otherKeys';
import { benchRewritten } from './compare/rewritten';
import { benchScattered } from './compare/scattered';
import { damagedAppointments, rewrittenAppointments } from './appointments';

export const rounds = 5;
/** Above this, what is measured at a million rows is left out: it would take hours, and say the same. */
const mostForPeers = 2_000_000;

/** Scattered differences alone, for many rows. */
export async function benchScatteredAlone(rows = 10_000_000): Promise<boolean> {
  const server = await testServer();
  const scattered = await damagedAppointments(server, rows);
  console.log(headline(rows, server.major));
  const bench = { server, rows, scattered, rounds };
  const all = [await benchScattered(bench, false), await benchMemoryOfFew(bench)];
  return all.every(Boolean);
}

/** Comparing without cells, from the first statement to the last: both sides on one server, as two databases. */
export async function benchCompare(rows = 1_000_000): Promise<boolean> {
  const server = await testServer();
  const isLarge = rows > mostForPeers;
  const scattered = await damagedAppointments(server, rows);
  const rewritten = await rewrittenAppointments(server, rows);
  console.log(headline(rows, server.major));
  const bench = { server, rows, scattered, rewritten, rounds };
  const all = [
    await benchScattered(bench, !isLarge),
    isLarge || (await benchOtherKeys(bench)),
    isLarge || (await benchBySha256(bench)),
    await benchRewritten(bench),
    isLarge || (await benchNetwork(bench)),
    await benchConnections(bench),
    // Last: it damages more rows.
    await benchMemory(bench),
  ];
  return all.every(Boolean);
}

function headline(rows: number, major: number): string {
  return `\ncompare: ${rows} rows of 142 bytes, PostgreSQL ${major}, both sides on this machine; medians of ${rounds} interleaved rounds`;
}
