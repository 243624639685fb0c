import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { hasPsql, psql } from '../../support/psql';
import { connected, testServer } from '../../support/postgres';
import { type Document, praJson, temporaryFolder, uri } from './pra';

const folder = temporaryFolder();
let home: Readonly<Record<string, string>>;

async function database(...statements: readonly string[]): Promise<ConnectionSettings> {
  const settings = await (await testServer()).createDatabase();
  await connected(settings, async (session) => {
    for (const statement of statements) {
      await session.query(statement);
    }
  });
  return settings;
}

async function snapshot(
  live: ConnectionSettings,
  table: string,
  name: string,
  ...more: readonly string[]
): Promise<Document> {
  const out = path.join(folder(), name);
  return praJson(['snapshot', '--live', uri(live), '--table', table, '--out', out, ...more], home);
}

async function taken(
  live: ConnectionSettings,
  table: string,
  name: string,
): Promise<{ readonly file: string; readonly text: string; readonly json: Document['json'] }> {
  const { status, json, stderr } = await snapshot(live, table, name);
  assert.equal(status, 0, JSON.stringify(json) + stderr);
  const file = path.join(folder(), name);
  return { file, text: await readFile(file, 'utf8'), json };
}

async function sql(settings: ConnectionSettings, text: string): Promise<readonly unknown[]> {
  return connected(settings, (session) => session.rows(text));
}

/** Restored as a dump into scratch, and compared with what it was made of. */
async function comparedAfterRestore(
  live: ConnectionSettings,
  { file, table }: { readonly file: string; readonly table: string },
): Promise<Document['json']> {
  const server = await testServer();
  const restored = await praJson(
    ['restore', file, '--table', table, '--scratch', uri(server.owner)],
    home,
  );
  assert.equal(restored.status, 0, JSON.stringify(restored.json) + restored.stderr);
  const { database: name } = restored.json['scratch'] as { database: string };
  const backup = uri({ ...server.owner, database: name });
  try {
    const words = [
      'compare',
      '--backup',
      backup,
      '--live',
      uri(live),
      '--table',
      table,
      '--details',
    ];
    const compared = await praJson(words, home);
    assert.equal(compared.status, 0, JSON.stringify(compared.json) + compared.stderr);
    return compared.json;
  } finally {
    await praJson(['scratch', 'drop', name, '--scratch', uri(server.owner)], home);
  }
}

/** Into an empty database, stopping at the first error. */
async function readByPsql(file: string): Promise<ConnectionSettings> {
  const empty = await database();
  const text = await readFile(file, 'utf8');
  const { status, stderr } = await psql(empty, text, ['-v', 'ON_ERROR_STOP=1', '-1']);
  assert.equal(status, 0, stderr);
  return empty;
}

const rich = [
  `create schema "Métier"`,
  `create type "Métier".humeur as enum ('bon', 'pas "bon"', 'l''autre\\')`,
  `create function "Métier".ok(text) returns bool language sql immutable as $f$ select $1 <> '' ; $f$`,
  `create domain "Métier".code as varchar(6) default 'x;y' check ("Métier".ok(value))`,
  `create type "Métier".lieu as (rue text, code "Métier".code)`,
  `create sequence "Métier".numero start 40`,
  `create function "Métier".majuscule(text) returns text language plpgsql immutable as $$ begin return upper($1); end $$`,
  `create collation "Métier".fr (provider = icu, locale = 'fr')`,
  `create table "Métier".services (id int primary key)`,
  `create table "Métier"."Rendez vous" (
     id bigint generated always as identity primary key,
     numero int not null default nextval('"Métier".numero') unique,
     suite serial,
     nom varchar(40) collate "Métier".fr,
     "É t""a\\t" "Métier".humeur default 'bon',
     codes "Métier".code[],
     ou "Métier".lieu,
     grand text generated always as ("Métier".majuscule(nom)) stored,
     vu timestamptz, octets bytea, flottant float8, duree interval, argent money, quoi regclass,
     service int references "Métier".services check (service > 0),
     constraint nom_lisible check ("Métier".ok(nom)) not valid)`,
  `create index par_nom on "Métier"."Rendez vous" ("Métier".majuscule(nom))`,
  `create function "Métier".touche() returns trigger language plpgsql as $$ begin return new; end $$`,
  `create trigger touche before update on "Métier"."Rendez vous" for each row execute function "Métier".touche()`,
  `comment on column "Métier"."Rendez vous".nom is E'deux\\nlignes; \\'ici\\''`,
  `insert into "Métier".services values (1)`,
  `insert into "Métier"."Rendez vous" (nom, codes, ou, vu, octets, flottant, duree, argent, quoi, service)
   select format(E'Hé\\\\lène\\t"%s"\\n\\\\.\\n', n), array['a', null, 'b"c'], row('rue "x"', 'z')::"Métier".lieu,
          '0044-03-15 01:02:03.456 BC', '\\xdead00', 0.1, '1 mon -3 days 04:05', 1234.5, 'pg_class', 1
     from generate_series(1, 50) n`,
  `insert into "Métier"."Rendez vous" (nom) values (null), (E'\\\\N')`,
  `alter table "Métier"."Rendez vous" add constraint sans_espace check (nom <> ' ')`,
];

describe('Snapshot Table', () => {
  before(() => {
    home = { PRA_HOME: path.join(folder(), 'home') };
  });

  it('is read back as a dump, and no row differs from production', async () => {
    const live = await database(...rich);
    const { file, json } = await taken(live, '"Métier"."Rendez vous"', 'rich.sql');
    assert.equal(json['rows'], 52);
    assert.deepEqual(json['notices'], []);
    const compared = await comparedAfterRestore(live, { file, table: '"Métier"."Rendez vous"' });
    const { identical, missing, changed, extra } = compared['rows'] as Record<string, number>;
    assert.deepEqual(
      [identical, missing, changed, extra],
      [52, 0, 0, 0],
      JSON.stringify(compared['patterns']),
    );
    // As of any restored table, what needs other tables is not there.
    const structure = compared['structure'] as readonly { readonly difference: string }[];
    assert.deepEqual(
      structure.map(({ difference }) => difference),
      ['foreign key'],
    );
  });

  (hasPsql ? it : it.skip)(
    'is read by psql into an empty database, rows, keys and sequences alike',
    async () => {
      const live = await database(...rich);
      const { file } = await taken(live, '"Métier"."Rendez vous"', 'psql.sql');
      const empty = await readByPsql(file);
      for (const query of [
        `select t::text from "Métier"."Rendez vous" t order by 1`,
        `select conname, pg_get_constraintdef(oid) from pg_constraint
        where conrelid = '"Métier"."Rendez vous"'::regclass and contype <> 'f' order by 1`,
        `select pg_get_indexdef(indexrelid) from pg_index where indrelid = '"Métier"."Rendez vous"'::regclass order by 1`,
        `select nextval(pg_get_serial_sequence('"Métier"."Rendez vous"', 'id')), nextval('"Métier".numero'),
              nextval(pg_get_serial_sequence('"Métier"."Rendez vous"', 'suite'))`,
        `select col_description('"Métier"."Rendez vous"'::regclass, 4)`,
      ]) {
        assert.deepEqual(await sql(empty, query), await sql(live, query), query);
      }
    },
  );

  it('keeps as comments what needs tables that are not in it: foreign keys, triggers, policies', async () => {
    const { text } = await taken(await database(...rich), '"Métier"."Rendez vous"', 'left.sql');
    assert.match(text, /^-- ALTER TABLE ONLY .* FOREIGN KEY \(service\) REFERENCES /m);
    assert.match(text, /^-- CREATE TRIGGER touche /m);
    assert.doesNotMatch(text, /^(?!--).*REFERENCES/m);
  });

  it('holds the rows of every partition, and of the tables that inherit from it', async () => {
    const live = await database(
      `create table jours (jour date not null, n int, primary key (jour, n)) partition by range (jour)`,
      `create table j1 partition of jours for values from ('2026-01-01') to ('2026-02-01')`,
      `create table j2 partition of jours for values from ('2026-02-01') to ('2026-03-01') partition by list (n)`,
      `create table j2a partition of j2 for values in (1, 2)`,
      `create table j2b partition of j2 default`,
      `insert into jours select '2026-01-20'::date + n, n from generate_series(1, 30) n`,
      `create table mere (id int primary key, v text, constraint v_is check (v <> ''))`,
      `create table fille (plus text) inherits (mere)`,
      `insert into mere values (1, 'a'), (2, 'b')`,
      `insert into fille values (3, 'c', 'd')`,
    );
    for (const [table, rows] of [
      ['jours', 30],
      ['mere', 3],
    ] as const) {
      const { file, json } = await taken(live, table, `${table}.sql`);
      assert.equal(json['rows'], rows);
      const compared = await comparedAfterRestore(live, { file, table: `public.${table}` });
      assert.equal((compared['rows'] as Record<string, number>)['identical'], rows, table);
      if (hasPsql) {
        const query = `select tableoid::regclass::text, t::text from ${table} t order by 1, 2`;
        assert.deepEqual(await sql(await readByPsql(file), query), await sql(live, query));
      }
    }
  });

  it('is one moment’s: what is written while it is read is not in it', async () => {
    const live = await database(
      `create table t (id int primary key, filler text)`,
      `insert into t select n, repeat('x', 2000) from generate_series(1, 20000) n`,
    );
    const writer = connected(live, async (session) => {
      for (let turn = 0; turn < 40; turn++) {
        await session.query(`update t set filler = 'new ${turn}' where id % 40 = ${turn}`);
        await session.query(`insert into t values (${100_000 + turn}, 'new')`);
      }
    });
    const { text, json } = await taken(live, 't', 'moment.sql');
    await writer;
    const lines = text.split('\n').filter((line) => /^\d+\t/.test(line));
    assert.equal(json['rows'], lines.length);
    // An update and the insert that follows it are there together or not at all, but for the last.
    const written = new Set(lines.map((line) => /new (\d+)$/.exec(line)?.[1]).filter(Boolean));
    assert.ok([0, 1].includes(written.size - (lines.length - 20_000)));
  });

  it('tells of its SHA-256, and keeps it beside as sha256sum -c reads it, for its owner only', async () => {
    const live = await database(`create table t (id int)`, `insert into t values (1)`);
    const { file, json } = await taken(live, 't', 'checked.sql');
    const sha256 = createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
    assert.equal(json['sha256'], sha256);
    assert.equal(json['bytes'], (await stat(file)).size);
    execFileSync('sha256sum', ['--strict', '-c', `${file}.sha256`], { cwd: folder() });
    assert.deepEqual(
      [(await stat(file)).mode & 0o777, (await stat(`${file}.sha256`)).mode & 0o777],
      [0o600, 0o600],
    );
  });

  it('never takes the place of a file that is there', async () => {
    const live = await database(`create table t (id int)`);
    await writeFile(path.join(folder(), 'there.sql'), 'mine');
    const { status, error } = await snapshot(live, 't', 'there.sql');
    assert.deepEqual([status, error.code], [2, 'usage']);
    assert.equal(await readFile(path.join(folder(), 'there.sql'), 'utf8'), 'mine');
  });

  it('is refused where row security would hide rows from whoever takes it, and leaves no file', async () => {
    const server = await testServer();
    const live = await database(
      `create table t (id int)`,
      `insert into t values (1), (2)`,
      `alter table t enable row level security`,
      `create policy own on t using (id = 1)`,
      `grant select on t to public`,
    );
    const reader = await server.createRole('snapshot_reader', '');
    const { status, error } = await snapshot(
      { ...reader, database: live.database },
      't',
      'rls.sql',
    );
    assert.deepEqual([status, error.code], [3, 'row-security']);
    assert.deepEqual(
      (await readdir(folder())).filter((name) => name.includes('rls')),
      [],
    );
  });

  it('keeps the bytes of a database that knows no encoding', async () => {
    const server = await testServer();
    const name = 'snapshot_ascii';
    await connected(server.superuser, (session) =>
      session.query(
        `create database ${name} encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C' template template0`,
      ),
    );
    const live = { ...server.superuser, database: name };
    await connected(live, async (session) => {
      await session.query(`set client_encoding = 'SQL_ASCII'`);
      await session.query(`create table t (id int primary key, v text)`);
      await session.query(`insert into t values (1, E'caf\\xe9'), (2, E'caf\\xc3\\xa9')`);
    });
    const { file } = await taken(live, 't', 'ascii.sql');
    const bytes = await readFile(file);
    assert.ok(bytes.includes(Buffer.from([0x31, 0x09, 0x63, 0x61, 0x66, 0xe9, 0x0a])));
    assert.ok(bytes.includes(Buffer.from('2\tcafé\n')));
  });

  it('writes text of another encoding in UTF-8', async () => {
    const server = await testServer();
    const name = 'snapshot_latin';
    await connected(server.superuser, (session) =>
      session.query(
        `create database ${name} encoding 'LATIN9' lc_collate 'C' lc_ctype 'C' template template0`,
      ),
    );
    const live = { ...server.superuser, database: name };
    await connected(live, async (session) => {
      await session.query(`create table "café" (id int primary key, v text)`);
      await session.query(`insert into "café" values (1, 'prix : 5 €')`);
    });
    const { file, text } = await taken(live, '"café"', 'latin.sql');
    assert.ok(text.includes('1\tprix : 5 €\n'));
    const compared = await comparedAfterRestore(live, { file, table: 'public."café"' });
    assert.equal((compared['rows'] as Record<string, number>)['identical'], 1);
  });

  it('leaves out what cannot be made elsewhere, says so, and keeps the rows', async () => {
    const live = await database(
      `create table autre (id int)`,
      `create function seuil() returns int language sql stable as 'select count(*)::int from autre'`,
      `create view vue as select 1 as un`,
      `create function depuis_vue(vue) returns bool language sql immutable as 'select true'`,
      `create table t (id int primary key default seuil(), v vue, w int check (depuis_vue(null::vue)))`,
      `insert into t values (1, row(1)::vue, 2)`,
    );
    const { file } = await taken(live, 't', 'elsewhere.sql');
    if (hasPsql) {
      const query = `select t::text from t`;
      assert.deepEqual(await sql(await readByPsql(file), query), await sql(live, query));
    }
  });
});
