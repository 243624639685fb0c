import type { ConnectionSettings } from '../../src/recovery/connectionSettings';
import {
  type LeafServer,
  spreadProduction,
  type SpreadProduction,
} from '../support/foreignPartitions';
import { connected, testServer } from '../support/postgres';
import {
  createTable,
  damage,
  type Damaged,
  damagedAppointments,
  fillAppointments,
} from './appointments';
import { megabytes, ours } from './compare/sides';
import { SlowNetwork } from './compare/slowNetwork';
import { interleaved, median, ratio } from './interleaved';
import { reached } from './programs';
import { readAll } from './readAll';

const rounds = 5;
/** From the leaf servers, for each row there is. */
const mostBytes = { nothingDiffers: 2, oneInThousand: 5 };

/** Foreign partitions can have none of their own. */
const key = ['rdv_id'];
const oneServer = 'one server';
const twoServers = 'two servers behind it';

/**
 * A table that lies on two further servers (postgres_fdw), beside the same one on one server. Its time has
 * no target: here they all share the processors of one machine.
 */
export async function benchDistributed(rows = 300_000): Promise<boolean> {
  const production = await spreadProduction();
  if (!production) {
    console.log('\ndistributed: left out, the PostgreSQL here has no postgres_fdw');
    return true;
  }
  const server = await testServer();
  const whole = await damagedAppointments(server, rows);
  await spreadAppointments(production, rows);
  const spread = ours({ ...whole, live: production.live }, twoServers, { key });
  const times = await interleaved(
    [
      ours(whole, oneServer),
      ours(whole, `${oneServer}, 2 connections`, { connections: 2 }),
      spread,
    ],
    rounds,
  );
  console.log(
    `\ndistributed: ${rows} rows of 142 bytes, PostgreSQL ${server.major}, all servers on this machine; medians of ${rounds} interleaved rounds`,
  );
  for (const [name, seconds] of times) {
    const against = ratio(times, name, oneServer).toFixed(2);
    console.log(`  ${name.padEnd(28)} ${median(seconds).toFixed(2)} s   ${against} × ${oneServer}`);
  }
  return benchBytes(production, whole, rows);
}

/** That hashes come from the leaf servers, and rows only of the buckets in which some differ. */
async function benchBytes(
  production: SpreadProduction,
  whole: Damaged,
  rows: number,
): Promise<boolean> {
  const { live } = production;
  const all = await receivedFromLeaves(production, () =>
    connected(live, (session) => readAll(session, everyRow)),
  );
  console.log(`  production receives from the two servers; all rows would be ${megabytes(all)}`);
  const none = { missing: 0, changed: 0, extra: 0 };
  const results: boolean[] = [];
  for (const [name, sides, most] of [
    ['nothing differs', { backup: whole.live, live, ...none }, mostBytes.nothingDiffers],
    ['0.1 % differ', { ...whole, live }, mostBytes.oneInThousand],
  ] as const) {
    const bytes = await receivedFromLeaves(production, ours(sides, name, { key }).run);
    const what = `${name}: ${(bytes / rows).toFixed(2)} bytes a row, ${megabytes(bytes)}`;
    results.push(reached(what, bytes <= most * rows, `at most ${most} bytes a row`));
  }
  return results.every(Boolean);
}

/** The lower half of the keys on one leaf server, the upper on the other, damaged as on one server. */
async function spreadAppointments({ live, leaves }: SpreadProduction, rows: number): Promise<void> {
  const [north, south] = leaves;
  const middle = Math.floor(rows / 2) + 1;
  await connected(live, (session) => session.script(`${createTable} partition by range (rdv_id)`));
  for (const [leaf, isElsewhere, bounds] of [
    [north, `rdv_id >= ${middle}`, `(minvalue) to (${middle})`],
    [south, `rdv_id < ${middle}`, `(${middle}) to (maxvalue)`],
  ] as const) {
    await fillAppointments(leaf, rows);
    await damage(leaf, rows);
    await connected(leaf, async (session) => {
      await session.query(`delete from metier.demandes_rdv where ${isElsewhere}`);
      await session.query('vacuum full analyze metier.demandes_rdv');
    });
    await connected(live, (session) =>
      session.query(
        `create foreign table metier.${leaf.name} partition of metier.demandes_rdv
           for values from ${bounds}
           server ${leaf.name} options (schema_name 'metier', table_name 'demandes_rdv')`,
      ),
    );
  }
}

/** Bytes that the leaf servers send to production meanwhile, of whatever kind. */
async function receivedFromLeaves(
  { live, leaves }: SpreadProduction,
  run: () => Promise<void>,
): Promise<number> {
  const counting = new SlowNetwork({ bitsPerSecond: Infinity, delay: 0 });
  try {
    for (const leaf of leaves) {
      await reach(live, { ...leaf, ...(await counting.to(leaf)) });
    }
    await run();
    return counting.received;
  } finally {
    for (const leaf of leaves) {
      await reach(live, leaf);
    }
    counting.close();
  }
}

/** Production's next sessions reach a leaf server at this address. */
async function reach(live: ConnectionSettings, { name, host, port }: LeafServer): Promise<void> {
  await connected(live, (session) =>
    session.query(`alter server ${name} options (set host '${host}', set port '${port}')`),
  );
}

const everyRow = 'copy (select * from metier.demandes_rdv) to stdout';
