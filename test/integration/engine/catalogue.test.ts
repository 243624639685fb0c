import assert from 'node:assert/strict';
import { schemasOf, tryConnection } from '../../../src/engine/catalogue';
import { connected, testServer } from '../../support/postgres';

const signal = new AbortController().signal;

describe('The tables of a connection', () => {
  it('come by schema, with the planner’s rows and their size, partitions within their table', async () => {
    const server = await testServer();
    const database = await server.createDatabase();
    await connected(database, async (session) => {
      await session.query(`
        create schema "Odd schema";
        create table "Odd schema"."Tâches" (id int);
        insert into "Odd schema"."Tâches" values (1);
        create table plain (id int primary key);
        insert into plain select generate_series(1, 500);
        create table parts (id int) partition by range (id);
        create table parts_1 partition of parts for values from (0) to (100);
        create table parts_2 partition of parts for values from (100) to (200);
        insert into parts select generate_series(0, 149);
        create view seen as select 1;
        analyze plain, parts`);
    });
    const schemas = await schemasOf(database, signal);
    assert.deepEqual(
      schemas.map(({ name, tables }) => [name, tables.map(({ id, rows }) => [id.name, rows])]),
      [
        ['Odd schema', [['Tâches', undefined]]],
        [
          'public',
          [
            ['parts', 150],
            ['plain', 500],
          ],
        ],
      ],
    );
    assert.ok((schemas[1]?.tables[1]?.bytes ?? 0) > 8192);
  });

  it('are none in an empty database', async () => {
    const server = await testServer();
    assert.deepEqual(await schemasOf(await server.createDatabase(), signal), []);
  });
});

describe('Trying a connection', () => {
  it('tells the version, and a superuser from an ordinary role', async () => {
    const server = await testServer();
    const { version, isStandby, isSuperuser } = await tryConnection(server.superuser, signal);
    assert.match(version, /^\d+(\.\d+)?$/);
    assert.equal(isStandby, false);
    assert.equal(isSuperuser, true);
  });
});
