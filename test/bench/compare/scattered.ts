import { median, measured, ratio, type Times } from '../interleaved';
import { reached } from '../programs';
import { hashScan, orderedCopy } from './leastWork';
import { peersOf } from './peers';
import { serverCpu } from './serverCpu';
import { allowedBytes, type CompareBench, megabytes, ours } from './sides';

const mostScans = 1.6;
const mostCopies = 0.85;

/** One row in a thousand differs, anywhere: against the least work, and against what a user would take instead. */
export async function benchScattered(
  { server, rows, rounds, scattered }: Omit<CompareBench, 'rewritten'>,
  withPeers: boolean,
): Promise<boolean> {
  const mine = ours(scattered);
  const scan = await hashScan(scattered);
  const copy = orderedCopy(scattered);
  const peers = withPeers ? await peersOf(scattered) : [];
  const cpu = await serverCpu(server);
  const times = await measured(
    [mine, scan, copy, ...peers],
    rounds,
    cpu ?? (() => Promise.resolve(0)),
  );
  console.log('  one row in a thousand differs, scattered; the key is one number');
  printTimes(times);
  const wall = ratio(times.seconds, mine.name, scan.name);
  const work = ratio(times.probed, mine.name, scan.name);
  const copies = ratio(times.seconds, mine.name, copy.name);
  const received = mine.last().bytesReceived;
  const allowed = allowedBytes(rows, scattered);
  return [
    reached(`${wall.toFixed(2)} × the hash scan`, wall <= mostScans, `${mostScans} ×`),
    !cpu || reached(`${work.toFixed(2)} × its server CPU`, work <= mostScans, `${mostScans} ×`),
    reached(`${copies.toFixed(2)} × the ordered COPY`, copies <= mostCopies, `${mostCopies} ×`),
    reached(`received ${megabytes(received)}`, received <= allowed, megabytes(allowed)),
    ...peers.map(({ name, atLeast }) => {
      const faster = ratio(times.seconds, name, mine.name);
      return reached(
        `${faster.toFixed(1)} × faster than ${name}`,
        faster >= atLeast,
        `${atLeast} ×`,
      );
    }),
  ].every(Boolean);
}

function printTimes({
  seconds,
  probed,
}: {
  readonly seconds: Times;
  readonly probed: Times;
}): void {
  for (const [name, all] of seconds) {
    const cpu = median(probed.get(name) ?? []).toFixed(2);
    const against = ratio(seconds, name, 'ours').toFixed(2);
    console.log(
      `    ${name.padEnd(28)} ${median(all).toFixed(2)} s   ${against} × ours   server CPU ${cpu} s`,
    );
  }
}
