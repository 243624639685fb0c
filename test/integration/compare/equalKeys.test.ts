import assert from 'node:assert/strict';
import { compare, compareCells, type Connections, lines, onBoth, run, twoDatabases } from './sides';

let sides: Connections;

before(async () => {
  sides = await twoDatabases();
  await onBoth(
    sides,
    `create collation ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false)`,
  );
});

/** One table of that key on either side, with these rows. */
async function keyed(type: string, backup: string, live: string): Promise<string> {
  number += 1;
  const table = `equal_${number}`;
  await onBoth(sides, `create table ${table} (k ${type} primary key, v int)`);
  await run(sides.backup, `insert into ${table} values ${backup}`);
  await run(sides.live, `insert into ${table} values ${live}`);
  return table;
}
let number = 0;

describe('A key that the server takes for equal though it is written differently', () => {
  it('leads to one row that changed, never to one missing and one more', async () => {
    const cases = [
      [`text collate ci`, `('A', 1), ('b', 2), ('C', 3)`, `('a', 1), ('b', 2), ('D', 4)`],
      [`interval`, `('1 day', 1), ('2 hours', 2), ('3 days', 3)`, `('24:00', 1), ('2 hours', 2)`],
      [`float8`, `('0', 1), ('1.5', 2)`, `('-0', 1), ('1.5', 2)`],
      [`jsonb`, `('1.0', 1), ('{"a": 1}', 2)`, `('1.00', 1), ('{"a": 1}', 2)`],
    ] as const;
    const found: Record<string, readonly string[]> = {};
    for (const [type, backup, live] of cases) {
      found[type] = lines(await compareCells(sides, { table: await keyed(type, backup, live) }));
    }
    assert.deepEqual(found, {
      'text collate ci': ['changed a: k', 'missing C', 'extra D'],
      interval: ['changed PT24H: k', 'missing P3D'],
      float8: ['changed -0: k'],
      jsonb: ['changed 1.00: k'],
    });
  });

  it('is counted as one row on either side, also in a condition that only one of them satisfies', async () => {
    const table = await keyed(`text collate ci`, `('A', 1), ('B', 2)`, `('a', 7), ('b', 2)`);
    for (const where of ['v < 5', 'v > 5', 'v > 0']) {
      const { rows } = await compare(sides, { table, where });
      assert.equal(rows.backup, rows.live, where);
      assert.equal(rows.backup, rows.changed, where);
      assert.deepEqual([rows.missing, rows.extra, rows.conflicts], [0, 0, 0], where);
    }
  });

  it('is a conflict where several rows of a side have it', async () => {
    await onBoth(
      sides,
      `create table loose (k text collate ci, v int)`,
      `insert into loose values ('a', 1), ('A', 2), ('b', 3)`,
    );
    await run(sides.live, `update loose set v = 9 where v > 1`);
    const found = await compareCells(sides, { table: 'loose', key: ['k'] });
    assert.deepEqual(lines(found), ['changed b: v']);
    assert.deepEqual(found.comparison.rows, {
      ...{ backup: 3, live: 3, identical: 1, missing: 0, changed: 1, extra: 0 },
      ...{ conflicts: 1, liveConflicts: 1 },
    });
  });
});
