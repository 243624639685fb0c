import assert from 'node:assert/strict';
import type { Comparison } from '../../../src/recovery/compare/compareTable';
import type { ProgressStep } from '../../../src/recovery/work';
import { quiet } from '../../support/postgres';
import { compare, type Connections, onBoth, run, twoDatabases } from './sides';

const rows = 30_000;
/** What reading every key and hash would be more than. */
const mostBytes = 20 * rows;
let sides: Connections;

before(async () => {
  sides = await twoDatabases();
});

/** A table on both sides, whose rows 1, 2, 3… are kept in `n`; some of production's are damaged. */
async function damaged(name: string, columns: string, values: string): Promise<void> {
  await onBoth(
    sides,
    `create table ${name} (${columns}, n int not null, v text)`,
    `insert into ${name} select ${values}, i, 'v' || i % 3 from generate_series(1, ${rows}) i`,
  );
  await run(
    sides.live,
    `update ${name} set v = 'damaged' where n % 5000 = 7`,
    `delete from ${name} where n % 10000 = 9`,
    `insert into ${name} select ${values}, i, 'new' from generate_series(${rows} + 1, ${rows} + 4) i`,
  );
}

/** A table on both sides, of whose rows production has changed every hundredth. */
async function oneInAHundred(name: string, count: number): Promise<void> {
  await onBoth(
    sides,
    `create table ${name} (k text primary key, v int)`,
    `insert into ${name} select 'key ' || i, i from generate_series(1, ${count}) i`,
  );
  await run(sides.live, `update ${name} set v = -1 where v % 100 = 0`);
}

/** The numbers `n` that each differing key stands for, by kind. */
async function found(comparison: Comparison, numberOf: (key: readonly string[]) => number) {
  const all = await comparison.differences.slice(0, comparison.differences.length);
  const of = (kind: string): readonly number[] =>
    all
      .filter((difference) => difference.kind === kind)
      .map(({ key }) => numberOf(key))
      .toSorted((a, b) => a - b);
  return { changed: of('changed'), missing: of('missing'), extra: of('extra') };
}

const truth = {
  changed: [7, 5007, 10_007, 15_007, 20_007, 25_007],
  missing: [9, 10_009, 20_009],
  extra: [rows + 1, rows + 2, rows + 3, rows + 4],
};

describe('Buckets of keys', () => {
  const keys: readonly (readonly [name: string, columns: string, values: string])[] = [
    ['uuid', 'k uuid primary key', `lpad(to_hex(i * 7919), 32, '9')::uuid`],
    ['text', 'k text primary key', `'Ключ ' || i`],
    ['char', 'k char(12) primary key', `'k' || i`],
    ['numeric', 'k numeric primary key', `i * 0.10`],
    [
      'timestamptz',
      'k timestamptz primary key',
      `timestamptz '2020-01-01 00:00+00' + i * interval '1 s'`,
    ],
  ];
  for (const [type, columns, values] of keys) {
    it(`find the rows that differ by a key of type ${type}, in few bytes`, async () => {
      await damaged(`by_${type}`, columns, values);
      const comparison = await compare(sides, { table: `by_${type}` });
      const { changed, missing, extra } = comparison.rows;
      assert.deepEqual([changed, missing, extra], [6, 3, 4]);
      assert.equal(comparison.rows.identical, rows - 9);
      assert.ok(comparison.bytesReceived < mostBytes, `${comparison.bytesReceived} bytes`);
    });
  }

  it('find them by several columns together, where each alone repeats', async () => {
    await damaged('by_both', 'a int, b text, primary key (b, a)', `i % 100, 'x' || i / 100`);
    const comparison = await compare(sides, { table: 'by_both' });
    const numberOf = ([b = '', a = '']: readonly string[]): number =>
      Number(b.slice(1)) * 100 + Number(a);
    assert.deepEqual(await found(comparison, numberOf), truth);
    assert.ok(comparison.bytesReceived < mostBytes);
  });

  it('find them in a table whose rows lie in another order than its numbers', async () => {
    const shuffled = `(i::bigint * 7919 % 1000003)::int`;
    await damaged('scattered', 'k int primary key', shuffled);
    const numbers = new Map<number, number>();
    for (let n = 1; n <= rows + 4; n++) {
      numbers.set((n * 7919) % 1_000_003, n);
    }
    const comparison = await compare(sides, { table: 'scattered' });
    assert.deepEqual(await found(comparison, ([key]) => numbers.get(Number(key)) ?? -1), truth);
    assert.ok(comparison.bytesReceived < mostBytes);
  });

  it('see that two rows have swapped their values', async () => {
    await damaged('swapped', 'k uuid primary key', `md5(i::text)::uuid`);
    await run(
      sides.live,
      `update swapped set n = case n when 100 then 200 else 100 end, v = 'v1' where n in (100, 200)`,
    );
    const comparison = await compare(sides, { table: 'swapped' });
    assert.equal(comparison.rows.changed, 8);
  });

  it('see rows that are gone although nothing but the key is in them', async () => {
    await onBoth(
      sides,
      `create table junction (a uuid, b uuid, primary key (a, b))`,
      `insert into junction
       select md5((i % 200)::text)::uuid, md5(i::text)::uuid from generate_series(1, ${rows}) i`,
    );
    await run(sides.live, `delete from junction where b in (md5('5')::uuid, md5('29000')::uuid)`);
    const comparison = await compare(sides, { table: 'junction' });
    assert.deepEqual([comparison.rows.missing, comparison.rows.changed], [2, 0]);
  });

  it('give way to one ordered read where most rows differ, or one side has hardly any', async () => {
    await onBoth(
      sides,
      `create table rewritten (k uuid primary key, v int)`,
      `insert into rewritten select md5(i::text)::uuid, i from generate_series(1, ${rows}) i`,
      `create table emptied (k uuid primary key, v int)`,
      `insert into emptied select md5(i::text)::uuid, i from generate_series(1, ${rows}) i`,
    );
    await run(
      sides.live,
      `update rewritten set v = -v where v % 3 > 0`,
      `delete from emptied where v > 10`,
      `insert into emptied select md5('new' || i)::uuid, i from generate_series(1, 5) i`,
    );
    const { rows: rewritten } = await compare(sides, { table: 'rewritten' });
    assert.deepEqual([rewritten.changed, rewritten.identical], [20_000, 10_000]);
    const { rows: emptied } = await compare(sides, { table: 'emptied' });
    assert.deepEqual([emptied.missing, emptied.extra, emptied.identical], [rows - 10, 5, 10]);
  });

  it('are taken apart as far as it needs, where one row in a hundred differs', async () => {
    await oneInAHundred('many', 200_000);
    const comparison = await compare(sides, { table: 'many' });
    assert.equal(comparison.rows.changed, 2000);
    const most = 0.55 * 200_000 + 1600 * 2000;
    assert.ok(comparison.bytesReceived < most, `${comparison.bytesReceived} bytes`);
  });

  it('say that rows are still looked for after all are compared, and never that all is done', async () => {
    await oneInAHundred('watched', 100_000);
    const steps: ProgressStep[] = [];
    const work = { ...quiet, progress: (step: ProgressStep) => steps.push(step) };
    await compare(sides, { table: 'watched' }, work);
    assert.deepEqual(
      [...new Set(steps.map(({ phase }) => phase))],
      ['comparing', 'finding the rows that differ'],
    );
    const finding = steps.filter(({ phase }) => phase !== 'comparing');
    const scans = 'one scan takes buckets apart, another reads rows';
    assert.ok(
      finding.every(({ total }) => total === 200_000),
      scans,
    );
    const dones = finding.map(({ done }) => done);
    assert.deepEqual(
      dones,
      dones.toSorted((a, b) => a - b),
    );
    assert.ok(dones.includes(0) && dones.includes(100_000), scans);
    assert.ok(steps.every(({ done, total }) => total !== undefined && done < total));
  });
});
