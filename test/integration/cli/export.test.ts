import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { hasPsql, psql } from '../../support/psql';
import { connected, testServer } from '../../support/postgres';
import { type Document, praJson, temporaryFolder, uri } from './pra';

const folder = temporaryFolder();

const create = `
  create schema "Métier";
  create type "Métier".humeur as enum ('bon', 'pas "bon"', 'l''autre\\');
  create table "Métier"."Rendez vous" (
    id bigint generated always as identity primary key,
    "n""om" varchar(40), blanc char(4), "É t" "Métier".humeur, codes text[], vu timestamptz, octets bytea,
    flottant float8, duree interval, argent money, quoi regclass, page xml,
    grand text generated always as (upper("n""om")) stored)`;

const fill = `
  insert into "Métier"."Rendez vous" ("n""om", blanc, "É t", codes, vu, octets, flottant, duree, argent, quoi, page)
  select format(E'Hé\\\\lène\\t"%s"\\n:x \\\\.\\r\\n', n), 'a', (enum_range(null::"Métier".humeur))[1 + n % 3],
         array['a', null, 'b"c', E'\\\\'], '0044-03-15 01:02:03.456 BC', '\\xdead00', 0.1 * n,
         '1 mon -3 days 04:05', 1234.5, '"Métier"."Rendez vous"', '<a>b</a>'
    from generate_series(1, 250) n;
  insert into "Métier"."Rendez vous" ("n""om") values (null), (''), (E'\\\\N'), (E'\\\\.')`;

const table = '"Métier"."Rendez vous"';
const rows = `select t::text from ${table} t order by id`;

describe('Export Rows', () => {
  let source: ConnectionSettings;

  before(async () => {
    source = await database(create, fill);
  });

  async function database(...scripts: readonly string[]): Promise<ConnectionSettings> {
    const settings = await (await testServer()).createDatabase();
    for (const script of scripts) {
      await connected(settings, (session) => session.script(script));
    }
    return settings;
  }

  function read(settings: ConnectionSettings, query: string): Promise<readonly unknown[]> {
    return connected(settings, (session) => session.rows(query));
  }

  function exporting(name: string, ...more: readonly string[]): Promise<Document> {
    const out = path.join(folder(), name);
    const words = ['export', '--from', uri(source), '--table', table, '--out', out, ...more];
    return praJson(words, { PRA_HOME: path.join(folder(), 'home') });
  }

  async function exported(
    name: string,
    ...more: readonly string[]
  ): Promise<{ readonly file: string; readonly json: Document['json'] }> {
    const { status, json, stderr } = await exporting(name, ...more);
    assert.equal(status, 0, JSON.stringify(json) + stderr);
    return { file: path.join(folder(), name), json };
  }

  it('tells rows and SHA-256, for its owner only, and takes no other file’s place', async () => {
    const { file, json } = await exported('told.csv', '--format', 'csv');
    const bytes = await readFile(file);
    assert.equal(json['rows'], 254);
    assert.equal(json['sha256'], createHash('sha256').update(bytes).digest('hex'));
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    const again = await exporting('told.csv', '--format', 'csv');
    assert.deepEqual([again.status, again.error.code], [2, 'usage']);
    assert.deepEqual(await readFile(file), bytes);
  });

  it('as CSV that PostgreSQL reads back, NULL apart from the empty text', async () => {
    const { file } = await exported('rows.csv', '--format', 'csv');
    const text = await readFile(file, 'utf8');
    assert.match(text, /^id,"n""om",blanc,É t,/);
    assert.match(text, /\r\n251,,,/);
    assert.match(text, /\r\n252,"",,/);
    // Records alone: within the fields the line feeds are as they were.
    assert.ok(text.includes('"Hé\\lène\t""1""\n:x \\.\r\n"'));
    const back = await database(create);
    await connected(back, async (session) => {
      const written =
        '"n""om", blanc, "É t", codes, vu, octets, flottant, duree, argent, quoi, page';
      await session.script(
        `create table lu (id bigint, ${written.replaceAll(',', ' text,')} text, grand text)`,
      );
      const sink = session.copyIn('copy lu from stdin (format csv, header)');
      sink.end(text);
      await new Promise((resolve, reject) => sink.once('finish', resolve).once('error', reject));
    });
    const nulls = `select count(*) filter (where "n""om" is null), count(*) filter (where "n""om" = '') from`;
    assert.deepEqual(await read(back, `${nulls} lu`), await read(source, `${nulls} ${table}`));
    const names = `select "n""om" from`;
    assert.deepEqual(
      await read(back, `${names} lu order by id`),
      await read(source, `${names} ${table} order by id`),
    );
  });

  for (const setting of ['on', 'off'] as const) {
    (hasPsql ? it : it.skip)(
      `as INSERTs that psql runs with standard_conforming_strings ${setting}`,
      async () => {
        const { file, json } = await exported(`${setting}.sql`, '--format', 'sql');
        assert.deepEqual(json['notices'], ['Columns that are computed are left out: grand.']);
        const back = await database(create);
        const text = await readFile(file, 'utf8');
        const { status, stderr } = await psql(
          back,
          `set standard_conforming_strings = ${setting};\nset datestyle = 'SQL, DMY';\n${text}`,
          ['-v', 'ON_ERROR_STOP=1', '-v', 'x=wrong'],
        );
        assert.equal(status, 0, stderr);
        assert.deepEqual(await read(back, rows), await read(source, rows));
      },
    );
  }

  (hasPsql ? it : it.skip)('as INSERTs of which none stays where one of them fails', async () => {
    const { file } = await exported('all.sql', '--format', 'sql');
    const back = await database(
      create,
      `insert into ${table} (id, blanc) overriding system value values (200, 'mien')`,
    );
    await psql(back, await readFile(file, 'utf8'), []);
    assert.deepEqual(await read(back, `select id, blanc from ${table}`), [['200', 'mien']]);
  });

  it('of a condition, which is one, over its columns', async () => {
    const { json } = await exported(
      'some.csv',
      '--format',
      'csv',
      '--where',
      'id <= 10 or id = 20',
    );
    assert.equal(json['rows'], 11);
    for (const where of ['true) union (select 1', 'id < 3; drop table x', 'nom is null', '']) {
      const { status, error } = await exporting('none.csv', '--format', 'csv', '--where', where);
      assert.deepEqual([status, error.code], [2, 'usage'], where);
    }
    const { status, error } = await exporting('none.csv', '--format', 'xml');
    assert.deepEqual([status, error.code], [2, 'usage']);
    assert.deepEqual(
      (await readdir(folder())).filter((name) => name.includes('none')),
      [],
    );
  });

  it('of all partitions through their parent', async () => {
    await connected(source, (session) =>
      session.script(`create table par (id int, v text) partition by range (id);
        create table par_1 partition of par for values from (0) to (10);
        create table par_2 partition of par for values from (10) to (20);
        insert into par select n, 'v' from generate_series(0, 19) n`),
    );
    const out = path.join(folder(), 'partitions.sql');
    const words = ['export', '--from', uri(source), '--table', 'public.par', '--out', out];
    const done = await praJson([...words, '--format', 'sql'], {});
    assert.equal(done.json['rows'], 20, JSON.stringify(done.json));
    assert.match(await readFile(out, 'utf8'), /INSERT INTO "public"."par" \("id", "v"\) VALUES\n/);
  });
});
