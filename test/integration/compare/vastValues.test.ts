import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { RecoveryError } from '../../../src/core/errors';
import { openSnapshot } from '../../../src/postgres/compare/snapshot';
import { compareTable } from '../../../src/recovery/compare/compareTable';
import { readChanges } from '../../../src/recovery/compare/readChanges';
import { quiet } from '../../support/postgres';
import { all, compare, type Connections, onBoth, run, twoDatabases } from './sides';

const megabyte = 1024 * 1024;
/** The longest string of Node's, and so what the driver can take, is of 512 MB. */
const length = 540 * megabyte;

let sides: Connections;

before(async () => {
  sides = await twoDatabases();
});

describe('A value of more than 512 MB', () => {
  it('is found equal or different in the server, and never comes here', async () => {
    const made = (end: string): readonly string[] => [
      `create table vast (id int primary key, v text)`,
      `insert into vast values (1, repeat('x', ${length})), (2, repeat('z', ${length})${end})`,
    ];
    await Promise.all([run(sides.backup, ...made('')), run(sides.live, ...made(` || 'y'`))]);
    const [backup, live] = await Promise.all([
      openSnapshot(sides.backup, quiet.signal),
      openSnapshot(sides.live, quiet.signal),
    ]);
    try {
      const before = process.memoryUsage.rss();
      const table = { schema: undefined, name: 'vast' };
      const comparison = await compareTable({ table, backup, live }, quiet);
      const [row, ...others] = await all(readChanges(comparison, { backup, live }, quiet));
      assert.deepEqual([comparison.rows.identical, others], [1, []]);
      assert.ok(row?.kind === 'changed');
      assert.deepEqual([row.key, row.columns, row.unread], [['2'], [1], [1]]);
      assert.equal(row.backup[1], shown(length, ''));
      assert.equal(row.live[1], shown(length + 1, 'y'));
      assert.ok(backup.bytesReceived + live.bytesReceived < 100_000);
      assert.ok(process.memoryUsage.rss() - before < 64 * megabyte);
    } finally {
      await Promise.all([backup.close(), live.close()]);
    }
  }).timeout(600_000);
});

describe('A value whose text would be more than 1 GB', () => {
  it('is refused with a sentence, since its server cannot write it', async () => {
    // Each record around a text of quotes doubles all of them.
    const nested = Array.from({ length: 10 }, (_, level) =>
      level === 0
        ? `create type nest0 as (v text)`
        : `create type nest${level} as (v nest${level - 1})`,
    );
    const value = nested.reduce((inner) => `row(${inner})`, `repeat('"', ${megabyte})`);
    await onBoth(
      sides,
      ...nested,
      `create table quoted (id int primary key, v nest9)`,
      `insert into quoted values (1, ${value})`,
    );
    await assert.rejects(compare(sides, { table: 'quoted' }), (error: RecoveryError) => {
      assert.match(error.message, /^A value is longer as text than PostgreSQL can write/);
      assert.match(error.hint ?? '', /Ignore its column/);
      return error.code === 'database-refused';
    });
    const ignoring = await compare(sides, { table: 'quoted', ignore: ['v'] });
    assert.equal(ignoring.rows.identical, 1);
  });
});

function shown(bytes: number, end: string): string {
  const digest = createHash('sha256');
  const piece = 'z'.repeat(megabyte);
  for (let done = 0; done < length; done += megabyte) {
    digest.update(piece);
  }
  digest.update(end);
  return `${piece.slice(0, 200)}... (${bytes} bytes, SHA-256 ${digest.digest('hex')})`;
}
