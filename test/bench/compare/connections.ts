import { interleaved, median } from '../interleaved';
import { type CompareBench, ours } from './sides';

/** Several connections a side on one snapshot; worth it where the servers have processors to spare. */
export async function benchConnections({ scattered, rounds }: CompareBench): Promise<boolean> {
  const contenders = [1, 2, 4].map((count) =>
    ours(scattered, `${count} a side`, { connections: count }),
  );
  const times = await interleaved(contenders, rounds);
  console.log('  over several connections (both servers share this machine’s processors)');
  for (const [name, seconds] of times) {
    console.log(`    ${name.padEnd(28)} ${median(seconds).toFixed(2)} s`);
  }
  return true;
}
