import { comparedTable } from '../../../src/core/diff/comparedTable';
import type { HashForm } from '../../../src/core/diff/rowHashing';
import { quoteTable } from '../../../src/core/sql/quote';
import { combinedRowHashes, rowHash } from '../../../src/postgres/compare/rowHash';
import { openSnapshot } from '../../../src/postgres/compare/snapshot';
import { connected, quiet } from '../../support/postgres';
import { type Damaged, table } from '../appointments';
import type { Contender } from '../interleaved';
import { readAll } from '../readAll';

/** The least that any comparison in the server must do: one pass over both sides at once, same hash. */
export async function hashScan(
  sides: Damaged,
  name = 'hash scan of both sides',
  form: HashForm = 'extended',
): Promise<Contender> {
  const hash = combinedRowHashes(form, await hashOf(sides, form));
  return onBothSides(name, sides, async (session) => {
    await session.query(`select ${hash} from ${quoteTable(table)} t`);
  });
}

/** What a comparison outside of the server must read at least: every row of both sides, in order. */
export function orderedCopy(sides: Damaged): Contender {
  const query = `copy (select * from ${quoteTable(table)} order by rdv_id) to stdout`;
  return onBothSides('ordered COPY of both sides', sides, (session) => readAll(session, query));
}

/** What must be read where every row differs: key and hash of all rows, in order. */
export async function keyHashStream(sides: Damaged): Promise<Contender> {
  const query = `
    copy (select t.rdv_id::int8, ${await hashOf(sides, 'extended')} from ${quoteTable(table)} t order by t.rdv_id)
      to stdout (format binary)`;
  return onBothSides('(key, hash) of both sides', sides, (session) => readAll(session, query));
}

type BenchSession = Parameters<Parameters<typeof connected>[1]>[0];

function onBothSides(
  name: string,
  { backup, live }: Damaged,
  run: (session: BenchSession) => Promise<void>,
): Contender {
  const onOne = async (session: BenchSession): Promise<void> => {
    await session.query('set jit = off');
    await session.query(`set work_mem = '64MB'`);
    await run(session);
  };
  return {
    name,
    run: async () => {
      await Promise.all([backup, live].map((side) => connected(side, onOne)));
    },
  };
}

async function hashOf({ live }: Damaged, form: HashForm): Promise<string> {
  const snapshot = await openSnapshot(live, quiet.signal);
  try {
    const found = await snapshot.findTable(table, quiet.signal);
    return rowHash({
      table: comparedTable(found, found, {}),
      side: 'live',
      hashing: { form, salt: 42n },
    });
  } finally {
    await snapshot.close();
  }
}
