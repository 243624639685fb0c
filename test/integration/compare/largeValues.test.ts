import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { ChangedRow } from '../../../src/core/diff/rows/rowChange';
import { openSnapshot } from '../../../src/postgres/compare/snapshot';
import { compareTable } from '../../../src/recovery/compare/compareTable';
import { readChanges } from '../../../src/recovery/compare/readChanges';
import { quiet } from '../../support/postgres';
import {
  all,
  compareCells,
  type Connections,
  type Found,
  lines,
  onBoth,
  run,
  twoDatabases,
} from './sides';
import { decoded } from '../../support/decoded';

let sides: Connections;

before(async () => {
  sides = await twoDatabases();
});

/** As {@link compareCells}, where no more than so much may be held in memory. */
async function compareWithin(
  limits: { readonly value: number; readonly rows: number },
  table: string,
): Promise<Found> {
  const [backup, live] = await Promise.all([
    openSnapshot(sides.backup, quiet.signal, { cells: limits }),
    openSnapshot(sides.live, quiet.signal, { cells: limits }),
  ]);
  try {
    const name = { schema: undefined, name: table };
    const comparison = await compareTable({ table: name, backup, live }, quiet);
    const changes = (await all(readChanges(comparison, { backup, live }, quiet))).map(decoded);
    return { comparison, changes, conflicts: [] };
  } finally {
    await Promise.all([backup.close(), live.close()]);
  }
}

/** Packs badly: whether it is too large is only asked of what is stored large. */
const document = (seed: string): string =>
  `select to_jsonb(string_agg(md5('${seed}' || g), '')) from generate_series(1, 90) g`;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const usualRows = 16 * 1024 * 1024;

describe('A value too large to be fetched', () => {
  it('is shown by its beginning, size and digest, and is never sent whole', async () => {
    await onBoth(
      sides,
      `create table huge (id int primary key, v text)`,
      `insert into huge values (1, repeat('x', 67108865))`,
    );
    await run(sides.live, `update huge set v = 'y'`);
    const [backup, live] = await Promise.all([
      openSnapshot(sides.backup, quiet.signal),
      openSnapshot(sides.live, quiet.signal),
    ]);
    try {
      const name = { schema: undefined, name: 'huge' };
      const comparison = await compareTable({ table: name, backup, live }, quiet);
      const [row] = (await all(readChanges(comparison, { backup, live }, quiet))).map(decoded);
      assert.ok(row?.kind === 'changed');
      const digest = sha256('x'.repeat(67108865));
      assert.equal(row.backup[1], `${'x'.repeat(200)}... (67108865 bytes, SHA-256 ${digest})`);
      assert.equal(row.live[1], 'y');
      assert.deepEqual(row.unread, [1]);
      assert.ok(backup.bytesReceived < 100_000, `${backup.bytesReceived} bytes`);
    } finally {
      await Promise.all([backup.close(), live.close()]);
    }
  });

  it('is equal or different as its digest says, in every type that has no bound', async () => {
    const limits = { value: 1000, rows: usualRows };
    await onBoth(
      sides,
      `create table large (id int primary key, t text, b bytea, j jsonb, a int[], c char(2000), n int)`,
      `insert into large
       select i, repeat('é', 600), convert_to(repeat('b', 1001), 'UTF8'), (${document('a')}),
              array(select generate_series(1, 900)), 'c', 1
         from generate_series(1, 7) i`,
    );
    await run(
      sides.live,
      `update large set n = 2 where id = 1`,
      `update large set t = t || 'x' where id = 2`,
      `update large set b = b || 'x' where id = 3`,
      `update large set j = (${document('b')}) where id = 4`,
      `update large set a = a || 7 where id = 5`,
      `update large set t = 'short' where id = 6`,
    );
    const found = await compareWithin(limits, 'large');
    assert.deepEqual(lines(found), [
      'changed 1: n',
      'changed 2: t',
      'changed 3: b',
      'changed 4: j',
      'changed 5: a',
      'changed 6: t',
    ]);
    const rows = found.changes as readonly ChangedRow[];
    assert.ok(rows.every(({ unread }) => unread?.join() === '1,2,3,4,5'));
    const [first] = rows;
    assert.equal(first?.live[2]?.slice(0, 12), '\\x6262626262');
    assert.match(first.live[2], /\.\.\. \(1001 bytes, SHA-256 [0-9a-f]{64}\)$/);
    assert.match(first.live[1] ?? '', /^é{200}\.\.\. \(1200 bytes/);
  });

  it('is one that only production has too, and of a row on one side', async () => {
    await run(
      sides.backup,
      `create table lonely (id int primary key, v text)`,
      `insert into lonely values (1, repeat('a', 2000)), (2, 'b')`,
    );
    await run(
      sides.live,
      `create table lonely (id int primary key, v text, more text)`,
      `insert into lonely values (2, 'c', repeat('m', 2000)), (3, repeat('d', 2000), null)`,
    );
    const { changes } = await compareWithin({ value: 1000, rows: usualRows }, 'lonely');
    assert.deepEqual(
      changes.map((change) => [change.kind, change.kind === 'stale' ? [] : change.unread]),
      [
        ['missing', [1]],
        ['changed', [2]],
        ['extra', [1]],
      ],
    );
  });

  it('differs though both begin alike and are as long', async () => {
    await onBoth(sides, `create table alike (id int primary key, v text)`);
    await run(sides.backup, `insert into alike values (1, repeat('a', 3000) || 'x')`);
    await run(sides.live, `insert into alike values (1, repeat('a', 3000) || 'y')`);
    const found = await compareWithin({ value: 1000, rows: usualRows }, 'alike');
    assert.deepEqual(lines(found), ['changed 1: v']);
  });
});

describe('Rows that are large together', () => {
  it('are read in as many pages as it takes, none of them twice', async () => {
    await onBoth(
      sides,
      `create table wide (id int primary key, v text)`,
      `insert into wide select i, repeat(chr(97 + i % 26), 5000) from generate_series(1, 300) i`,
    );
    await run(
      sides.live,
      `update wide set v = 'short' where id % 3 = 0`,
      `delete from wide where id % 5 = 0`,
      `insert into wide select i, repeat('z', 30000) from generate_series(301, 400) i`,
    );
    const small = await compareWithin({ value: 1_000_000, rows: 20_000 }, 'wide');
    const { changes } = await compareCells(sides, { table: 'wide' });
    assert.equal(changes.length, 100 + 60 - 20 + 100);
    assert.deepEqual(small.changes, changes);
  });
});
