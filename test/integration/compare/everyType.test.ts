import assert from 'node:assert/strict';
import { quoteLiteral } from '../../../src/core/sql/quote';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import type { Session } from '../../../src/postgres/connection/session';
import { otherMajors } from '../../support/otherMajors';
import { connected } from '../../support/postgres';
import { otherSettings, settled } from './property/settings';
import { valuesByType } from './property/valuesByType';
import { type Connections, compareCells, run, sidesAcross, twoDatabases } from './sides';

/** A type as a column is declared, with SQL expressions of its values, and the bytes of their texts. */
interface Typed {
  readonly type: string;
  readonly values: readonly string[];
  /** What PostgreSQL writes for each value, as hexadecimal UTF-8. */
  readonly texts: readonly string[];
}

/** One row of the table: one value, of one column, on either side. */
interface Pair {
  readonly id: number;
  readonly column: number;
  readonly backup: number;
  readonly live: number;
}

let sides: Connections;
let types: readonly Typed[];

for (const major of ['any', ...otherMajors] as const) {
  describe(`A table of every type that PostgreSQL ${major} has`, () => {
    before(async function () {
      const opened = await (major === 'any' ? twoDatabases() : sidesAcross(major));
      if (!opened) {
        this.skip();
      }
      sides = opened;
      await run(sides.live, ...otherSettings(sides.live.database));
      types = await everyType();
    });

    it('is identical to itself under other settings, value by value', async () => {
      const most = Math.max(...types.map(({ values }) => values.length));
      const rows = Array.from({ length: most + 1 }, (_, row) =>
        [String(row), ...types.map(({ values }) => values[row] ?? 'null')].join(', '),
      );
      for (const side of [sides.backup, sides.live]) {
        await fill(side, 'same', [`insert into public.same values (${rows.join('), (')})`]);
      }
      const { comparison, changes } = await compareCells(sides, { table: 'same' });
      assert.deepEqual(changes, []);
      assert.equal(comparison.rows.identical, most + 1);
    });

    it('differs in exactly the values that are written differently, each shown to the byte', async () => {
      const pairs = everyPair();
      for (const side of ['backup', 'live'] as const) {
        await fill(sides[side], 'differing', insertsOf(pairs, side));
      }
      const { comparison, changes } = await compareCells(sides, { table: 'differing' });
      const found = changes.map((change) => {
        assert.ok(change.kind === 'changed', `${change.kind} ${String(change.key)}`);
        const { key, columns, backup, live } = change;
        const cells = columns.map((at) => [hex(backup[at]), hex(live[at])].join(' → '));
        return `${String(key)} ${columns.map((at) => comparison.table.columns[at]?.name).join()} ${cells.join()}`;
      });
      const expected = pairs
        .map(({ id, column, backup, live }) => ({
          id,
          column,
          from: text(column, backup),
          to: text(column, live),
        }))
        .filter(({ from, to }) => from !== to)
        .map(({ id, column, from, to }) => `${id} c${column} ${from} → ${to}`);
      assert.ok(expected.length > 3000);
      assert.deepEqual(found, expected);
      assert.equal(comparison.rows.identical, pairs.length - expected.length);
    });
  });
}

/** Every type of the system that a column can be of, as this very server's catalogue has it. */
const columnTypes = `
  select t.typname, pg_catalog.format_type(t.oid, -1), t.typarray <> 0
    from pg_catalog.pg_type t
   where t.typnamespace = 'pg_catalog'::regnamespace
     and t.typtype in ('b', 'r', 'm')
     and not exists (select from pg_catalog.pg_type e where e.typarray = t.oid)
   order by t.typname`;

async function everyType(): Promise<readonly Typed[]> {
  return connected(sides.live, async (session) => {
    const [version] = await session.row('show server_version_num');
    const major = Math.floor(Number(version) / 10_000);
    await session.query(settled);
    const found: Typed[] = [];
    for (const [name, label, hasArray] of await session.rows(columnTypes)) {
      const texts = valuesByType(String(name), major);
      assert.ok(texts, `Values of the type ${String(name)} are to be listed in valuesByType.ts.`);
      found.push(await typed(session, String(label), texts));
      if (hasArray === 't') {
        found.push(await typed(session, `${String(label)}[]`, arraysOf(String(name), texts)));
      }
    }
    return found;
  });
}

async function typed(session: Session, type: string, written: readonly string[]): Promise<Typed> {
  const values = written.map((text) => `${quoteLiteral(text)}::${type}`);
  const texts = values.map((value) => `encode(convert_to(format('%s', ${value}), 'UTF8'), 'hex')`);
  const row = values.length === 0 ? [] : await session.row(`select ${texts.join(', ')}`);
  assert.ok(values.length === 0 || new Set(row).size > 1, `${type} has two values`);
  return { type, values, texts: row.map(String) };
}

/** Array texts of a type's first two values; those that nobody can write have none. */
function arraysOf(type: string, [first, second]: readonly string[]): readonly string[] {
  const between = type === 'box' ? ';' : ',';
  const array = (...elements: readonly string[]): string => `{${elements.join(between)}}`;
  const quoted = (text = ''): string => `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
  const one = quoted(first);
  const other = quoted(second);
  const several =
    first === undefined
      ? []
      : [
          array(one),
          array(other),
          array(one, other),
          array(array(one, other)),
          array(one, 'NULL'),
          `[0:0]=${array(one)}`,
        ];
  return ['{}', '{NULL}', ...several];
}

/** All pairs of values of a type, a value and itself and NULL included, each a row of its own. */
function everyPair(): readonly Pair[] {
  const pairs = types.flatMap(({ values }, column) =>
    [...values.keys(), values.length].flatMap((backup) =>
      Array.from({ length: values.length + 1 - backup }, (_, more) => ({
        column,
        backup,
        live: backup + more,
      })),
    ),
  );
  return pairs.map((pair, id) => ({ id, ...pair }));
}

async function fill(
  side: ConnectionSettings,
  table: string,
  inserts: readonly string[],
): Promise<void> {
  const columns = types.map(({ type }, at) => `c${at} ${type}`);
  const create = `create table public.${table} (id int primary key, ${columns.join(', ')})`;
  await run(side, settled, create, ...inserts);
}

function insertsOf(pairs: readonly Pair[], side: 'backup' | 'live'): readonly string[] {
  return types.map(({ values }, column) => {
    const rows = pairs
      .filter((pair) => pair.column === column)
      .map((pair) => `(${pair.id}, ${values[pair[side]] ?? 'null'})`);
    return `insert into public.differing (id, c${column}) values ${rows.join(', ')}`;
  });
}

function text(column: number, value: number): string {
  return types[column]?.texts[value] ?? 'NULL';
}

function hex(cell: string | null | undefined): string {
  return typeof cell === 'string' ? Buffer.from(cell).toString('hex') : 'NULL';
}
