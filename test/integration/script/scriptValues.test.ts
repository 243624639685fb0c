import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Cell } from '../../../src/core/catalog/table';
import type { CorrectionPlan } from '../../../src/core/correction/plan';
import { inverse, inverseFromImages } from '../../../src/core/correction/undo';
import { correctionScript, undoScript } from '../../../src/core/sql/correctionScript';
import { quoteIdentifier, quoteLiteral } from '../../../src/core/sql/quote';
import type { Session } from '../../../src/postgres/connection/session';
import { connected, testServer } from '../../support/postgres';
import {
  committing,
  damaged,
  origin,
  planBetween,
  readRows,
  readState,
} from '../../support/scriptIncident';

async function onDatabase(use: (session: Session) => Promise<void>): Promise<void> {
  await connected(await (await testServer()).createDatabase(), use);
}

const types = `
  create type mood as enum ('ok', 'o''k', 'a,b', '');
  create type pair as (a int, b varchar(4));
  create domain short as varchar(5);
  create domain shorter as short check (value <> 'no');
  create domain pairs as pair;
  create function mood_text(mood) returns text language sql immutable as $$ select 'same' $$;
  create cast (mood as text) with function mood_text(mood);
  create table t (
    id uuid primary key,
    a_text text, a_varchar varchar(5), a_char char(4), a_one "char", a_name name,
    a_bool bool, a_small int2, a_big int8, a_num numeric, a_num2 numeric(6,2), a_real real, a_double float8,
    a_money money, a_date date, a_time time, a_timetz timetz, a_ts timestamp, a_tstz timestamptz(3), an_interval interval,
    bytes bytea, a_json json, a_jsonb jsonb, an_xml xml, a_bit bit(4), a_varbit bit varying(6),
    an_inet inet, a_point point, a_box box, a_range tstzrange, a_multirange int4multirange, a_tsv tsvector,
    a_mood mood, moods mood[], a_pair pair, some_pairs pair[], a_short short, a_shorter shorter, dpair pairs,
    ints int[], texts text[][], shorts varchar(3)[], an_oid oid, a_class regclass, a_jsonpath jsonpath
  )`;

const names = types
  .slice(types.indexOf('create table t'))
  .split(/[\n,]/)
  .map((part) => /^\s*(\w+) [\w"]/.exec(part)?.[1] ?? '')
  .filter((name) => name !== '' && !['create', 'id'].includes(name));

const rows = [
  `('00000000-0000-0000-0000-000000000001', E'é\\n\\t\\\\''"', 'abc  ', 'ab', 'x', 'n', true, -32768, 9223372036854775807,
    1.00, 12.30, '3.3', '-0', 12.5, '0044-03-15 BC', '24:00:00', '10:00:00.123+05:30', '2026-03-29 02:30:00.123456',
    '2026-03-29 02:30:00.123+02', '1 year -2 days 00:00:00.5', '\\x00ff27', '{"a": 1,  "a":2}', '{"b": 1.00}', '<a>é</a>x',
    '1010', '10', '10.0.0.1/8', '(1,2.5)', '((1,1),(0,0))', '[2026-01-01 00:00+00,)', '{[1,3),[5,8)}', 'le:1A chat:2',
    'o''k', '{ok,"a,b",""}', '(1,"a,""")', '{"(1,x)","(,)"}', 'short', 'yes', '(7,)',
    '[0:1]={1,NULL}', '{{a,"b c"},{NULL,"NULL"}}', '{abc,""}', 4294967295, 'pg_class', '$."a"[*]')`,
  `('00000000-0000-0000-0000-000000000002', '', '', '', '', '', false, 0, 0, 'NaN', 0, 'infinity', 'NaN', 0, 'infinity', '00:00', '00:00+00',
    '-infinity', 'infinity', '-1 mon', '', 'null', 'null', '', '0000', '', '::1', '(0,0)', '((0,0),(0,0))', 'empty', '{}', '',
    '', '{}', '(,)', '{}', '', null, '(,)', '{}', '{}', '{}', 0, '-', '$')`,
];

describe('correction.sql writes values exactly', () => {
  it('of every kind of type, missing, changed or extra, and undo.sql gives them back', () =>
    onDatabase(async (session) => {
      const nulls = names.map(() => 'null').join(', ');
      const toNull = names.map((name) => `${name} = null`).join(', ');
      const fromKept = names.map((name) => `${name} = k.${name}`).join(', ');
      const { plan, backup, live } = await damaged(session, {
        name: 't',
        create: `${types}; insert into t values ${rows.join(', ')},
          ('00000000-0000-0000-0000-000000000003', ${nulls});
          insert into t select (replace(id::text, '-0000-0000-0000-', '-0000-0000-1111-'))::uuid, ${names.join(', ')} from t`,
        damage: `
          delete from t where id::text like '%-1111-%';
          create temp table kept as select * from t;
          update t set ${toNull} where id::text like '%1' or id::text like '%2';
          update t set ${fromKept} from kept k where t.id::text like '%3' and k.id::text like '%1';
          insert into t select 'ffffffff-0000-0000-0000-000000000001', ${names.join(', ')} from kept t where id::text like '%1'`,
      });
      assert.equal(backup.rows.length, 6);
      assert.equal(plan.corrections.length, 7);
      await session.query(committing(correctionScript(plan, origin)));
      assert.deepEqual(await readRows(session, live.table), backup.rows);
      await session.query(committing(undoScript(inverse(plan), origin)));
      assert.deepEqual(await readRows(session, live.table), live.rows);
    }));

  it('whatever the session’s own settings are', () =>
    onDatabase(async (session) => {
      await session.query(
        "set datestyle = 'German, DMY'; set intervalstyle = 'sql_standard'; set timezone = 'Asia/Tokyo'; set bytea_output = 'escape'; set extra_float_digits = -2",
      );
      const { plan, backup, live } = await damaged(session, {
        name: 't',
        create: `create table t (id timestamptz primary key, d date, i interval, b bytea, f float8, r tstzrange);
          insert into t values ('2026-03-02 01:02:03.5+00', '2026-02-01', '-1 year 2 days -3:00', '\\x27ff', 0.1::float8 + 0.2, '[2026-02-01 00:00+00,2026-03-01 00:00+00)'),
            ('2026-02-03 01:02:03.5+00', '2026-01-02', '1 year -2 days', '\\x', 1e-300, 'empty')`,
        damage: `update t set d = null, i = '1 day', b = null, f = 1, r = null where id < '2026-02-10'; delete from t where id > '2026-02-10'`,
      });
      await session.query(committing(correctionScript(plan, origin)));
      assert.deepEqual(await readRows(session, live.table), backup.rows);
    }));

  it('never cuts one that is too long for production’s column', () =>
    onDatabase(async (session) => {
      await session.query('create domain short as varchar(5); create domain shorts as short');
      for (const type of ['varchar(5)', 'char(5)', 'short', 'shorts', 'bit(5)', 'varchar(5)[]']) {
        const value = type === 'bit(5)' ? '101010' : type.endsWith('[]') ? '{toolong}' : 'toolong';
        await session.query(
          `drop table if exists t; create table t (id int primary key, c ${type}); insert into t values (1)`,
        );
        const live = await readState(session, 'public', 't');
        const plan: CorrectionPlan = {
          ...planBetween(live, { ...live, rows: [['1', 'x']] }),
          corrections: [
            { action: 'update', key: ['1'], seen: ['1', null], set: [{ column: 1, value }] },
          ],
        };
        await assert.rejects(
          session.query(committing(correctionScript(plan, origin))),
          /too long|does not match type/,
          type,
        );
        await session.query('rollback');
        assert.deepEqual(await readRows(session, live.table), live.rows);
      }
    }));

  it('and leaves generated columns to the server, and identity columns as they were', () =>
    onDatabase(async (session) => {
      const { plan, backup, live } = await damaged(session, {
        name: 't',
        create: `create table t (
            id int generated always as identity primary key, n int not null, twice int generated always as (n * 2) stored, s serial);
          insert into t (n) select 10 * g from generate_series(1, 9) g`,
        damage:
          'delete from t where id > 6; update t set n = n + 1 where id < 3; insert into t (n) values (5)',
      });
      await session.query(committing(correctionScript(plan, origin)));
      assert.deepEqual(await readRows(session, live.table), backup.rows);
      await session.query(committing(undoScript(inverse(plan), origin)));
      assert.deepEqual(await readRows(session, live.table), live.rows);
    }));

  it('and an undo made from images gives back the bytes, also of what a trigger wrote', () =>
    onDatabase(async (session) => {
      const { plan, live } = await damaged(session, {
        name: 't',
        create: `create table t (id int primary key, c char(3), at text);
          insert into t values (1, 'a', 'old'), (2, 'b', 'old'), (3, 'c', 'old')`,
        damage:
          "delete from t where id = 1; update t set c = '' where id = 2; insert into t values (4, 'd')",
      });
      await session.query(`
        create function touch() returns trigger language plpgsql as $$ begin new.at = 'touched'; return new; end $$;
        create trigger touch before update on t for each row execute function touch()`);
      await session.query(committing(correctionScript(plan, origin)));
      await session.query('drop trigger touch on t');
      const after = await readRows(session, live.table);
      const at = (rows: typeof after, key: string): (typeof after)[number] | null =>
        rows.find(([id]) => id === key) ?? null;
      const images = ['1', '2', '3', '4'].map((key) => ({
        ...{ key: [key], before: at(live.rows, key), after: at(after, key) },
      }));
      await session.query(committing(undoScript(inverseFromImages(plan, images), origin)));
      assert.deepEqual(await readRows(session, live.table), live.rows);
    }));
});

describe('correction.sql and nasty text', () => {
  const piece = fc.constantFrom(
    ...[
      '\\',
      "'",
      '"',
      '$',
      '$$',
      '$pra$',
      '$rows$',
      '\n',
      '\r',
      '\t',
      ':x',
      ":'x'",
      ':"x"',
      '\\!',
      '\\.',
      '--',
      '/*',
      ';',
      '%s',
      '%',
      '?',
      '$1',
      '${x}',
    ],
    ...[
      'é',
      '\u{1F600}',
      '\u2028',
      '\u0001',
      'E',
      ' ',
      'a',
      '{',
      '}',
      ',',
      'null',
      '\u0085',
      '@set',
    ],
  );
  const nasty = fc.string({ unit: piece, maxLength: 15 });

  for (const standard of ['on', 'off']) {
    it(`writes each cell as it was, standard_conforming_strings = ${standard}`, () =>
      onDatabase(async (session) => {
        await session.query(`
          set escape_string_warning = off;
          set standard_conforming_strings = ${standard};
          create table t (k text primary key, v text, w varchar[])`);
        const empty = await readState(session, 'public', 't');
        await fc.assert(
          fc.asyncProperty(
            fc.uniqueArray(fc.tuple(nasty, fc.option(nasty, { nil: null })), {
              minLength: 1,
              maxLength: 40,
              selector: ([key]) => key,
            }),
            async (cells) => {
              const rows: readonly (readonly Cell[])[] = cells.map(([k, v]) => [k, v, null]);
              await session.query(
                committing(correctionScript(planBetween({ ...empty, rows }, empty), origin)),
              );
              const written = await readRows(session, empty.table);
              assert.deepEqual(new Map(written.map(([k, v]) => [k, v])), new Map(cells));
              await session.query(
                committing(correctionScript(planBetween(empty, { ...empty, rows }), origin)),
              );
              assert.deepEqual(await readRows(session, empty.table), []);
            },
          ),
          { numRuns: 25 },
        );
      }));
  }

  it('reaches tables and columns of any name', () =>
    onDatabase(async (session) => {
      const name = fc
        .string({ unit: piece, minLength: 1, maxLength: 8 })
        .filter((text) => Buffer.byteLength(text) <= 60);
      await fc.assert(
        fc.asyncProperty(
          name,
          name,
          fc.uniqueArray(name, { minLength: 3, maxLength: 3 }),
          async (schema, table, columns) => {
            const [key = '', first = '', second = ''] = columns.map(quoteIdentifier);
            const at = `${quoteIdentifier(schema)}.${quoteIdentifier(table)}`;
            await session.query(`create schema ${quoteIdentifier(schema)}`);
            const { plan, backup, live } = await damaged(session, {
              ...{ schema, name: table },
              create: `create table ${at} (${key} int primary key, ${first} text, ${second} serial);
              insert into ${at} values (1, ${quoteLiteral(schema)}), (2, 'b'), (3, 'c')`,
              damage: `update ${at} set ${first} = ${quoteLiteral(table)}, ${second} = 9 where ${key} = 1;
              delete from ${at} where ${key} = 2; insert into ${at} values (4)`,
            });
            const about = {
              ...origin,
              incident: table,
              dump: { ...origin.dump, path: `${schema}\n${table}` },
            };
            await session.query(committing(correctionScript(plan, about)));
            assert.deepEqual(await readRows(session, live.table), backup.rows);
            await session.query(committing(undoScript(inverse(plan), about)));
            assert.deepEqual(await readRows(session, live.table), live.rows);
            await session.query(`drop schema ${quoteIdentifier(schema)} cascade`);
          },
        ),
        { numRuns: 40 },
      );
    }));

  it('is not confused by columns called as the script calls its own', () =>
    onDatabase(async (session) => {
      const { plan, backup, live } = await damaged(session, {
        name: 'changes',
        create: `create table changes (line int primary key, changes text, written text, t text, c text, name text, cell text, n text, pra text, key text, "set" text, __proto__ text, "2" text, one text unique, waiting text, refused text);
          insert into changes select g, 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', g, 'm', 'n' from generate_series(1, 5) g`,
        damage: `delete from changes where line = 1; insert into changes values (9);
          update changes set changes = '', written = '', t = '', c = '', name = '', cell = '', n = '', pra = '', key = '', "set" = '', __proto__ = '', "2" = '', one = '', waiting = '', refused = '' where line = 2`,
      });
      await session.query(committing(correctionScript(plan, origin)));
      assert.deepEqual(await readRows(session, live.table), backup.rows);
    }));
});
