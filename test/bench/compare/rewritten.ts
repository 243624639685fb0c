import { interleaved, median, ratio } from '../interleaved';
import { reached } from '../programs';
import { keyHashStream } from './leastWork';
import { type CompareBench, ours } from './sides';

const most = 1.3;

/** Every row differs: against reading key and hash of every row, and doing nothing with them. */
export async function benchRewritten({ rewritten, rounds }: CompareBench): Promise<boolean> {
  const mine = ours(rewritten);
  const stream = await keyHashStream(rewritten);
  const times = await interleaved([mine, stream], rounds);
  console.log('  every row differs');
  for (const [name, seconds] of times) {
    console.log(`    ${name.padEnd(28)} ${median(seconds).toFixed(2)} s`);
  }
  const against = ratio(times, mine.name, stream.name);
  return reached(`${against.toFixed(2)} × the stream alone`, against <= most, `${most} ×`);
}
