import { connectionUri } from '../../../src/postgres/connection/connectionUri';
import { type Damaged, damageOneInAHundred, table } from '../appointments';
import { programsFor, reached, runPra } from '../programs';
import type { TestServer } from '../../support/postgres';
import type { CompareBench } from './sides';

const mostForFew = 150;
const mostForAll = 300;

/** What `pra compare` as a program has of memory at most, one run each. */
export async function benchMemory(bench: CompareBench): Promise<boolean> {
  const few = await benchMemoryOfFew(bench);
  const all = await peakOf(bench.server, bench.rewritten);
  return (
    reached(`${all.toFixed(0)} MB, every row differs`, all <= mostForAll, `${mostForAll} MB`) && few
  );
}

/** The same where one row in a hundred differs. */
export async function benchMemoryOfFew({
  server,
  scattered,
}: Pick<CompareBench, 'server' | 'scattered'>): Promise<boolean> {
  await damageOneInAHundred(scattered.live);
  const few = await peakOf(server, scattered);
  console.log('  memory of `pra compare`');
  return reached(`${few.toFixed(0)} MB, 1 % differ`, few <= mostForFew, `${mostForFew} MB`);
}

async function peakOf(server: TestServer, { backup, live }: Damaged): Promise<number> {
  const sides = ['--backup', connectionUri(backup), '--live', connectionUri(live)];
  const what = ['--table', `${table.schema}.${table.name}`, '--json'];
  return runPra(await programsFor(server), ['compare', ...sides, ...what]);
}
