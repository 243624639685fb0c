import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pinnedSettings } from '../../../src/core/sql/pinnedSettings';
import { setLocal } from '../../../src/postgres/connection/setLocal';
import { connected } from '../../support/postgres';
import type { RowChange } from '../../../src/core/diff/rowChange';
import type { StaleRow } from '../../../src/recovery/compare/readChanges';
import { compareCells, type Connections, onBoth, run, twoDatabases } from './sides';

/** Columns of one type, with the SQL of a value for any number. */
const types: readonly (readonly [type: string, value: (of: string) => string])[] = [
  ['int', (n) => n],
  ['bigint', (n) => `(array[1, 4294967296, ${n}])[1 + ${n} % 3]`],
  ['smallint', (n) => `${n} % 100`],
  ['boolean', (n) => `${n} % 3 = 0`],
  ['text', (n) => `(array['', ' ', 'é', '～', '😀', 'a'])[1 + ${n} % 6] || ${n} % 5`],
  ['varchar(40)', (n) => `repeat('x', ${n} % 40)`],
  ['char(3)', (n) => `(array['', 'a', 'ab'])[1 + ${n} % 3]`],
  ['numeric', (n) => `(array[1, 1.0, 1.00, -0.5, 'NaN'])[1 + ${n} % 5]`],
  ['float8', (n) => `(array['0', '-0', 'NaN', '0.1', '1e300'])[1 + ${n} % 5]::float8`],
  ['real', (n) => `(${n} % 7)::real / 3`],
  ['date', (n) => `date '2020-01-01' + ${n} % 1000`],
  ['timestamp', (n) => `timestamp '2000-01-01' + (${n} % 9) * interval '4294.967296 seconds'`],
  ['timestamptz', (n) => `timestamptz '2026-03-29 00:00+00' + (${n} % 99) * interval '17 minutes'`],
  ['interval', (n) => `(array['1 day', '24:00', '30 days', '1 mon'])[1 + ${n} % 4]::interval`],
  ['uuid', (n) => `md5((${n} % 50)::text)::uuid`],
  ['bytea', (n) => `decode(lpad(to_hex(${n} % 200), 4, '0'), 'hex')`],
  ['json', (n) => `(array['{"a":1}', '{"a": 1}', 'null'])[1 + ${n} % 3]::json`],
  ['jsonb', (n) => `(array['1.0', '1.00', '{"b":2,"a":1}', 'null'])[1 + ${n} % 4]::jsonb`],
  ['int[]', (n) => `(array['{1}', '[0:0]={1}', '{}', '{NULL}'])[1 + ${n} % 4]::int[]`],
  ['point', (n) => `point(${n} % 3, 0)`],
  ['money', (n) => `(${n} % 9)::money`],
  ['mood', (n) => `(array['sad', 'glad'])[1 + ${n} % 2]::mood`],
];
/** Key columns: given 1, 2, 3…, no value twice. */
const keyTypes: readonly (readonly [type: string, value: (of: string) => string])[] = [
  ['int', (n) => n],
  ['bigint', (n) => `(${n}::bigint - 500) * 1000000000000`],
  ['smallint', (n) => `${n} - 700`],
  ['text', (n) => `(array['～', '😀', 'a', 'B', 'é'])[1 + ${n} % 5] || ${n}`],
  ['char(9)', (n) => `'k' || ${n}`],
  ['uuid', (n) => `md5(${n}::text)::uuid`],
  ['numeric', (n) => `${n} * 0.10`],
  ['date', (n) => `date '2026-01-01' - ${n}`],
  ['timestamptz', (n) => `timestamptz '1900-01-01 00:00+00' + ${n} * interval '1 year'`],
];

interface Damage {
  readonly kind: 'delete' | 'insert' | 'update';
  /** Done to about one row in so many, or once. */
  readonly every: number;
  readonly column: number;
  readonly shift: number;
  readonly side: 'backup' | 'live';
}

interface Scenario {
  readonly keys: readonly number[];
  readonly columns: readonly number[];
  readonly rows: number;
  readonly damages: readonly Damage[];
}

const scenario: fc.Arbitrary<Scenario> = fc.record({
  keys: fc.uniqueArray(fc.nat(keyTypes.length - 1), { minLength: 1, maxLength: 2 }),
  columns: fc.uniqueArray(fc.nat(types.length - 1), { maxLength: 6 }),
  rows: fc.constantFrom(0, 1, 30, 300, 5000),
  damages: fc.array(
    fc.record({
      kind: fc.constantFrom('delete', 'insert', 'update'),
      every: fc.constantFrom(1, 2, 10, 100, 1000),
      column: fc.nat(5),
      shift: fc.nat(20),
      side: fc.constantFrom('backup', 'live', 'live'),
    }),
    { maxLength: 4 },
  ),
});

/** The statements that make one side's table as the scenario says. */
function tableOf(
  { keys, columns, rows, damages }: Scenario,
  side: string,
  table: string,
): string[] {
  const keyColumns = keys.map((at, index) => ({ name: `k${index}`, of: keyTypes[at] }));
  const valueColumns = columns.map((at, index) => ({ name: `c${index}`, of: types[at] }));
  const definition = [...keyColumns, ...valueColumns].map(({ name, of }) => `${name} ${of?.[0]}`);
  const key = keyColumns.map(({ name }) => name).join(', ');
  const values = [
    ...keyColumns.map(({ of }) => of?.[1]('i')),
    ...valueColumns.map(({ of }, at) => `case when (i + ${at}) % 6 > 0 then ${of?.[1]('i')} end`),
  ];
  const insert = (from: number, to: number): string =>
    `insert into ${table} select ${values.join(', ')} from generate_series(${from}, ${to}) i`;
  const damaged = damages
    .filter((damage) => damage.side === side)
    .flatMap(({ kind, every, column, shift }, index) => {
      const chosen = `where (hashtext(k0::text) + ${shift}) % ${every} = 0`;
      const changed = valueColumns[column];
      const first = rows + 1 + 100 * index;
      return {
        delete: [`delete from ${table} ${chosen}`],
        insert: [insert(first, first + shift)],
        update: changed
          ? [`update ${table} set ${changed.name} = ${changed.of?.[1](`(${shift})`)} ${chosen}`]
          : [],
      }[kind];
    });
  return [
    `create table ${table} (${definition.join(', ')}, primary key (${key}))`,
    insert(1, rows),
    ...damaged,
  ];
}

const names = ({ keys, columns }: Scenario): readonly string[] => [
  ...keys.map((_, index) => `k${index}`),
  ...columns.map((_, index) => `c${index}`),
];

/** What PostgreSQL itself says of both tables, side by side in one database. */
async function truth(scenario: Scenario, backup: string, live: string): Promise<readonly string[]> {
  const cells = (row: string): string =>
    `case when ${row}.k0 is not null then to_json(array[${names(scenario)
      .map(
        (name) =>
          `case when ${row}.${name} is distinct from null then format('%s', ${row}.${name}) end`,
      )
      .join(', ')}])::text end`;
  const sameKey = scenario.keys.map((_, index) => `b.k${index} = l.k${index}`).join(' and ');
  const rows = await connected(sides.live, async (session) => {
    await session.query(setLocal(pinnedSettings).replaceAll(', true)', ', false)'));
    return session.rows(
      `select ${cells('b')}, ${cells('l')}
         from ${backup} b
         full join ${live} l on ${sameKey}
        where ${cells('b')} is distinct from ${cells('l')}`,
    );
  });
  return rows.map(([b, l]) => `${b ?? 'none'} ${l ?? 'none'}`).toSorted();
}

function described(change: RowChange | StaleRow): string {
  assert.notEqual(change.kind, 'stale');
  const backup = 'backup' in change ? JSON.stringify(change.backup) : 'none';
  const live = 'live' in change ? JSON.stringify(change.live) : 'none';
  return `${backup} ${live}`;
}

let sides: Connections;
let number = 0;

before(async () => {
  sides = await twoDatabases();
  await run(sides.live, `create schema truth`);
  await onBoth(sides, `create type mood as enum ('glad', 'sad')`);
});

describe('Any table, with any damage', () => {
  it('gives what a full join over text gives, row by row and value by value', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async (example) => {
        const table = `any_${(number += 1)}`;
        await run(sides.backup, ...tableOf(example, 'backup', table));
        await run(
          sides.live,
          ...tableOf(example, 'live', table),
          ...tableOf(example, 'backup', `truth.${table}`),
        );
        const expected = await truth(example, `truth.${table}`, table);
        const { changes, comparison } = await compareCells(sides, { table: `public.${table}` });
        assert.deepEqual(changes.map(described).toSorted(), expected);
        assert.equal(
          comparison.rows.live - comparison.rows.backup,
          comparison.rows.extra - comparison.rows.missing,
        );
        await onBoth(sides, `drop table ${table}`);
      }),
      { numRuns: Number(process.env['PRA_PROPERTY_RUNS'] ?? 40) },
    );
  });
});
