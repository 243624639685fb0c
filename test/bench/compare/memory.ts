import { connectionUri } from '../../../src/postgres/connection/connectionUri';
import { type Damaged, table } from '../appointments';
import { programsFor, reached, runPra } from '../programs';
import type { CompareBench } from './sides';

const mostForFew = 150;
const mostForAll = 300;

/** What `pra compare` as a program has of memory at most, one run each. */
export async function benchMemory({
  server,
  scattered,
  rewritten,
}: CompareBench): Promise<boolean> {
  const programs = await programsFor(server);
  const peakOf = ({ backup, live }: Damaged): Promise<number> => {
    const sides = ['--backup', connectionUri(backup), '--live', connectionUri(live)];
    const what = ['--table', `${table.schema}.${table.name}`, '--json'];
    return runPra(programs, ['compare', ...sides, ...what]);
  };
  const few = await peakOf(scattered);
  const all = await peakOf(rewritten);
  console.log('  memory of `pra compare`');
  return [
    reached(`${few.toFixed(0)} MB, 0.1 % differ`, few <= mostForFew, `${mostForFew} MB`),
    reached(`${all.toFixed(0)} MB, every row differs`, all <= mostForAll, `${mostForAll} MB`),
  ].every(Boolean);
}
