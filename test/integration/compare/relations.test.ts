import assert from 'node:assert/strict';
import type { Relations } from '../../../src/core/catalog/relations';
import type { Key, Table } from '../../../src/core/catalog/table';
import { readTable } from '../../../src/postgres/catalog';
import { childrenOf, missingParents, relationsOf } from '../../../src/postgres/compare/relations';
import type { Session } from '../../../src/postgres/connection/session';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { otherMajors } from '../../support/otherMajors';
import { connected, testServer, testServerOf } from '../../support/postgres';
import { run } from './sides';

const made = [
  `create schema s`,
  `create domain s.code as varchar(8)`,
  `create table s.citizens (id int primary key, name text)`,
  `insert into s.citizens select i, 'c' || i from generate_series(1, 10) i`,
  `create table s.desks (room s.code, no smallint, primary key (no, room)) partition by list (no)`,
  `create table s.desks_1 partition of s.desks for values in (1)`,
  `create table s.desks_2 partition of s.desks for values in (2)`,
  `insert into s.desks values ('a''b', 1), ('x', 2)`,
  `create table s.visits (
     id int primary key, citizen bigint references s.citizens, room s.code, desk int,
     before int references s.visits on delete set null,
     constraint at_desk foreign key (room, desk) references s.desks (room, no))`,
  `insert into s.visits values (1, 1, 'x', 2, null), (2, 2, 'x', 2, 1), (3, 3, null, null, 1)`,
  `create table s.history (visit int references s.visits on delete cascade, at date)
     partition by range (at)`,
  `create table s.history_1 partition of s.history for values from ('2026-01-01') to ('2027-01-01')`,
  `insert into s.history select 1 + i % 2, '2026-01-01' from generate_series(1, 5) i`,
  `create table s.letters (visit int references s.visits)`,
  `create table s.later (more int) inherits (s.letters)`,
  `insert into s.letters values (2), (null)`,
  `insert into s.later values (2, 1)`,
];

interface Found extends Relations {
  readonly session: Session;
  readonly table: Table;
}

function tests(server: () => Promise<ConnectionSettings | undefined>): void {
  let live: ConnectionSettings;
  const look = (use: (found: Found) => Promise<void>): Promise<void> =>
    connected(live, async (session) => {
      const table = await readTable(session, { schema: 's', name: 'visits' });
      await use({ session, table, ...(await relationsOf(session, table)) });
    });

  before(async function () {
    const database = await server();
    if (!database) {
      this.skip();
    }
    live = database;
    await run(live, ...made);
  });

  it('are the tables that it refers to and that refer to it, once each however they are partitioned', async () => {
    await look(({ parents, children }) => {
      assert.deepEqual(
        parents.map(({ other, columns }) => [other.name, ...columns.map(({ own }) => own)]),
        [
          ['desks', 'room', 'desk'],
          ['visits', 'before'],
          ['citizens', 'citizen'],
        ],
      );
      assert.deepEqual(
        children.map(({ other, onDelete, isReadable }) => [other.name, onDelete, isReadable]),
        [
          ['history', 'deleted', true],
          ['letters', 'refused', true],
          ['visits', 'set to null', true],
        ],
      );
      return Promise.resolve();
    });
  });

  it('lack parents of rows that would be inserted, as the values of the two types are compared', async () => {
    await look(async ({ session, table, parents }) => {
      const missing = async (name: string, ...values: readonly Key[]): Promise<readonly Key[]> => {
        const relation = parents.find(({ other }) => other.name === name);
        assert.ok(relation);
        return missingParents(session, { table, relation }, values);
      };
      assert.deepEqual(await missing('citizens', ['1'], ['11'], ['10'], ['99999999999']), [
        ['11'],
        ['99999999999'],
      ]);
      assert.deepEqual(await missing('desks', [`a'b`, '1'], ['x', '1'], ['x', '2']), [['x', '1']]);
      assert.deepEqual(await missing('citizens'), []);
    });
  });

  it('have rows that would go, or be changed, with rows that are deleted: counted by table', async () => {
    await look(async ({ session, table, children }) => {
      const counted: (readonly [string, readonly number[]])[] = [];
      for (const relation of children) {
        const rows = await childrenOf(session, { table, relation }, [['3'], ['2'], ['1']]);
        counted.push([relation.other.name, rows]);
      }
      assert.deepEqual(counted, [
        ['history', [0, 3, 2]],
        // Not the row of the table that inherits from it, which no foreign key knows of.
        ['letters', [0, 1, 0]],
        ['visits', [0, 0, 2]],
      ]);
    });
  });

  it('are told as such where the role may not read the other table', async () => {
    await run(
      live,
      `do $$ begin create role reader_of_visits; exception when duplicate_object then null; end $$`,
      `grant usage on schema s to reader_of_visits`,
      `grant select on s.visits, s.citizens to reader_of_visits`,
    );
    await look(async ({ session, table }) => {
      await session.query('set role reader_of_visits');
      const { parents } = await relationsOf(session, table);
      assert.deepEqual(
        parents.map(({ other, isReadable }) => [other.name, isReadable]),
        [
          ['desks', false],
          ['visits', true],
          ['citizens', true],
        ],
      );
    });
  });
}

describe('The relations of a table', () => {
  tests(async () => (await testServer()).createDatabase());
});

for (const major of otherMajors) {
  describe(`The relations of a table on PostgreSQL ${major}`, () => {
    tests(async () => (await testServerOf(major))?.createDatabase());
  });
}
