import assert from 'node:assert/strict';
import { quoteIdentifier } from '../../../src/core/sql/quote';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { connected, testServer } from '../../support/postgres';
import { compareCells, type Connections, lines, onBoth, run } from './sides';

describe('Databases of other encodings than UTF-8', () => {
  it('are matched in the order of Unicode, not of their own bytes', async () => {
    // In WIN1252 the euro sign (80) comes before é (E9), in Unicode after it.
    const sides = { backup: await encoded('WIN1252'), live: await encoded('WIN1252') };
    await onBoth(
      sides,
      `create table priced (what text primary key, price numeric)`,
      `insert into priced select k, 1 from unnest('{€,é,z,œ,ÿ}'::text[]) k`,
    );
    await run(sides.live, `delete from priced where what = '€'`, `update priced set price = 2`);
    await expectSame(sides, 'priced', [
      ...['changed z: price', 'changed é: price', 'changed ÿ: price', 'changed œ: price'],
      'missing €',
    ]);
  });

  it('are compared with one of UTF-8 by their characters', async () => {
    const sides = { backup: await encoded('UTF8'), live: await encoded('WIN1252') };
    await onBoth(
      sides,
      `create table people (name varchar(40) primary key, city text, at timestamptz)`,
      `insert into people select k || i, 'Châlons', timestamptz '2026-01-01 00:00+00'
         from unnest('{€,é,z,œ}'::text[]) k, generate_series(1, 1000) i`,
    );
    await run(
      sides.live,
      `update people set city = 'Chalons' where name = 'é7'`,
      `delete from people where name = 'œ8'`,
    );
    await expectSame(sides, 'people', ['changed é7: city', 'missing œ8']);
  });

  it('are compared also where the server computes no MD5, as under FIPS', async () => {
    const sides = { backup: await encoded('UTF8'), live: await encoded('WIN1252') };
    const reader = await (await testServer()).createRole('without_md5', '');
    await onBoth(
      sides,
      `create table fees (id int primary key, what text)`,
      `insert into fees values (1, '1 €'), (2, '2 €')`,
      `grant select on fees to without_md5`,
      `revoke execute on function md5(text), md5(bytea) from public`,
    );
    await run(sides.live, `update fees set what = '3 €' where id = 2`);
    const asReader = ({ database }: ConnectionSettings): ConnectionSettings => ({
      ...reader,
      database,
    });
    const read = { backup: asReader(sides.backup), live: asReader(sides.live) };
    await expectSame(read, 'fees', ['changed 2: what']);
  });

  it('are refused with a sentence where their bytes are no characters at all', async () => {
    const sides = { backup: await encoded('UTF8'), live: await encoded('SQL_ASCII') };
    await onBoth(sides, `create table unknown (id int primary key, what text)`);
    await run(sides.live, `insert into unknown values (1, E'caf\\xe9')`);
    await assert.rejects(compareCells(sides, { table: 'unknown' }), {
      code: 'database-refused',
      sqlstate: '22021',
      message: /invalid byte sequence for encoding "UTF8": 0xe9/,
      hint: /SQL_ASCII/,
    });
  });

  it('that take any bytes are compared where both do, as long as no row differs that has others', async () => {
    const sides = { backup: await encoded('SQL_ASCII'), live: await encoded('SQL_ASCII') };
    await onBoth(
      sides,
      `create table mixed (id int primary key, what text)`,
      `insert into mixed values (1, E'caf\\xe9'), (2, 'thé')`,
    );
    await run(sides.live, `update mixed set what = 'the' where id = 2`);
    await expectSame(sides, 'mixed', ['changed 2: what']);
    await run(sides.live, `update mixed set what = E'caf\\xe8' where id = 1`);
    await assert.rejects(compareCells(sides, { table: 'mixed' }), { sqlstate: '22021' });
  });

  it('that take any bytes are compared where these are UTF-8', async () => {
    const sides = { backup: await encoded('UTF8'), live: await encoded('SQL_ASCII') };
    await onBoth(
      sides,
      `create table known (name text primary key, what text)`,
      `insert into known values ('é', 'café'), ('€', 'thé')`,
    );
    await run(sides.live, `update known set what = 'cafe' where name = 'é'`);
    await expectSame(sides, 'known', ['changed é: what']);
  });
});

async function expectSame(
  sides: Connections,
  table: string,
  expected: readonly string[],
): Promise<void> {
  assert.deepEqual(lines(await compareCells(sides, { table })), expected);
}

let databases = 0;

async function encoded(encoding: string): Promise<ConnectionSettings> {
  const { superuser } = await testServer();
  const database = `encoded_${(databases += 1)}`;
  await connected(superuser, (session) =>
    session.query(
      `create database ${quoteIdentifier(database)}
         template template0 encoding '${encoding}' lc_collate 'C' lc_ctype 'C'`,
    ),
  );
  return { ...superuser, database };
}
