import { interleaved, median } from '../interleaved';
import { reached } from '../programs';
import { orderedCopy } from './leastWork';
import { SlowNetwork } from './slowNetwork';
import { type CompareBench, megabytes, ours } from './sides';

const speed = { bitsPerSecond: 100e6, delay: 0.02 };
/** Beside the work and the bytes themselves: what waiting for answers may cost. */
const mostRoundTrips = 60;

/** Both servers behind 100 Mbit/s and 20 ms each way: what counts are bytes, and waiting for answers. */
export async function benchNetwork({ scattered, rounds }: CompareBench): Promise<boolean> {
  const network = new SlowNetwork(speed);
  try {
    const far = {
      ...scattered,
      backup: await network.to(scattered.backup),
      live: await network.to(scattered.live),
    };
    const near = ours(scattered, 'ours, on this machine');
    const distant = ours(far, 'ours, over the network');
    const copy = { ...orderedCopy(far), name: 'ordered COPY, over it' };
    const times = await interleaved([near, distant, copy], Math.ceil(rounds / 2));
    console.log('  over a network of 100 Mbit/s and 20 ms each way');
    for (const [name, seconds] of times) {
      console.log(`    ${name.padEnd(28)} ${median(seconds).toFixed(2)} s`);
    }
    const { bytesReceived } = distant.last();
    const here = median(times.get(near.name) ?? []);
    const there = median(times.get(distant.name) ?? []);
    const allowed =
      here + (bytesReceived * 8) / speed.bitsPerSecond + mostRoundTrips * 2 * speed.delay;
    return reached(
      `${(there - here).toFixed(2)} s more, for ${megabytes(bytesReceived)} and round trips`,
      there <= allowed,
      `${(allowed - here).toFixed(2)} s: the bytes and ${mostRoundTrips} round trips`,
    );
  } finally {
    network.close();
  }
}
