import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { parseTableName } from '../../../src/core/catalog/tableName';
import { RecoveryError } from '../../../src/core/errors';
import { mostValues } from '../../../src/core/volumes/valueTally';
import { volumesOf } from '../../../src/engine/volumes';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import type { Volumes } from '../../../src/recovery/dumps/volumes';
import { archivePath } from '../../support/dumps';
import { connected, quiet, testServer, type TestServer } from '../../support/postgres';

const dump = archivePath('pg15-custom.dump');

describe('A table in a dump and in production', () => {
  let server: TestServer;
  let live: ConnectionSettings;

  before(async () => {
    server = await testServer();
    live = await server.createDatabase();
    const schema = await readFile(archivePath('nasty.sql'), 'utf8');
    await connected(live, async (session) => {
      // The time zone that the dump's times were written in.
      await session.query(`set timezone = 'UTC'`);
      await session.query(schema);
      const database = '"' + live.database + '"';
      for (const setting of [
        `timezone = 'Asia/Tokyo'`,
        `datestyle = 'German'`,
        `intervalstyle = 'iso_8601'`,
        `extra_float_digits = 0`,
        `bytea_output = 'escape'`,
      ]) {
        await session.query(`alter database ${database} set ${setting}`);
      }
    });
  });

  function counted(table: string, by?: string): Promise<Volumes> {
    return volumesOf({ table: parseTableName(table), by, dumps: [dump], live }, quiet);
  }

  it('has the same rows by every column, whatever its type and the settings of the database', async () => {
    const columns =
      'id i2 i8 n n52 f4 f8 d t tz ts tstz iv c3 vc tx b ba j jb x ai at r st ad p ip bits tsv';
    for (const column of columns.split(' ')) {
      const { dumps, live: now } = await counted('shop.types', column);
      assert.deepEqual(dumps[0]?.found, now?.volume, column);
      assert.equal(now?.volume.rows, 3);
    }
    const { dumps, live: now } = await counted('shop.orders', 'placed_at');
    assert.deepEqual(dumps[0]?.found, now?.volume);
    assert.equal(now?.volume.by?.values[0]?.value, '2025-01-01');
  });

  it('is counted with its partitions and inheritance children on both sides', async () => {
    for (const [table, by, rows] of [
      ['shop.events', 'day', 900],
      ['shop.base', 'v', 2],
    ] as const) {
      const { dumps, live: now } = await counted(table, by);
      assert.deepEqual(dumps[0]?.found, now?.volume);
      assert.equal(now?.volume.rows, rows);
    }
  });

  it('of which there are too many values has its last ones, exact on both sides', async () => {
    await connected(live, (session) => session.query(`delete from shop.events where id <= 10`));
    const { dumps, live: now } = await counted('shop.events', 'day');
    const [found] = dumps.map(({ found: volume }) => volume);
    assert.ok(found && !(found instanceof RecoveryError) && found.by && now?.volume.by);
    const before = new Map(found.by.values.map(({ value, rows }) => [value, rows]));
    const after = new Map(now.volume.by.values.map(({ value, rows }) => [value, rows]));
    assert.ok(before.size <= mostValues + 1);
    assert.deepEqual([...before.keys()], [...after.keys()]);
    assert.deepEqual([found.rows, now.volume.rows], [900, 890]);
    // The ten days are the first: none of them is among those that were kept.
    assert.deepEqual(before, after);
    assert.equal(found.by.otherRows - now.volume.by.otherRows, 10);
  });

  it('is refused where production has no such column, or a policy may hide rows', async () => {
    await assert.rejects(counted('shop.orders', 'placedat'), { code: 'usage', hint: /placed_at/ });
    const reader = await server.createRole('volumes_reader', '');
    await connected(live, (session) =>
      session.query(`
        grant usage on schema shop to volumes_reader;
        grant select on shop.orders, shop.customers to volumes_reader`),
    );
    const asReader = { ...reader, database: live.database };
    const request = { by: undefined, dumps: [dump], live: asReader };
    await assert.rejects(volumesOf({ ...request, table: parseTableName('shop.orders') }, quiet), {
      code: 'row-security',
    });
    const open = await volumesOf({ ...request, table: parseTableName('shop.customers') }, quiet);
    assert.equal(open.live?.volume.rows, 50);
  });
});
