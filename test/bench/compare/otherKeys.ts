import { byNumber, damagedAppointments, type Shape } from '../appointments';
import { interleaved, median, ratio } from '../interleaved';
import { reached } from '../programs';
import { allowedBytes, type CompareBench, megabytes, ours } from './sides';

const most = 2;

const shapes: readonly Shape[] = [
  { name: 'two columns', key: 'service_id, rdv_id' },
  { name: 'uuid', key: 'cle', cle: { type: 'uuid', value: 'md5(i::text)::uuid' } },
  { name: 'text', key: 'cle', cle: { type: 'text', value: `'RDV-' || lpad(i::text, 10, '0')` } },
  { name: 'a number, rows in no order', key: 'rdv_id', order: 'md5(i::text)' },
];

/** The same rows and the same damage, with other keys or in another order, against the key of one number. */
export async function benchOtherKeys({
  server,
  rows,
  rounds,
  scattered,
}: CompareBench): Promise<boolean> {
  const byKey = [];
  for (const shape of shapes) {
    const sides = await damagedAppointments(server, rows, shape);
    byKey.push({ sides, contender: ours(sides, shape.name) });
  }
  const base = ours(scattered, byNumber.name);
  const times = await interleaved([base, ...byKey.map(({ contender }) => contender)], rounds);
  console.log('  the same with other keys');
  for (const [name, seconds] of times) {
    console.log(`    ${name.padEnd(28)} ${median(seconds).toFixed(2)} s`);
  }
  return byKey
    .flatMap(({ sides, contender: { name, last } }) => {
      const against = ratio(times, name, base.name);
      const { bytesReceived } = last();
      const allowed = allowedBytes(rows, sides);
      const label = `${name}: ${against.toFixed(2)} × one number`;
      return [
        reached(label, against <= most, `${most} ×`),
        reached(
          `${name}: received ${megabytes(bytesReceived)}`,
          bytesReceived <= allowed,
          megabytes(allowed),
        ),
      ];
    })
    .every(Boolean);
}
