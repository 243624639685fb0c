import assert from 'node:assert/strict';
import { differenceWords } from '../../../src/core/catalog/structure';
import { RecoveryError } from '../../../src/core/errors';
import { compareStructure } from '../../../src/engine/structure';
import { readTable } from '../../../src/postgres/catalog';
import type { RestoredDump } from '../../../src/recovery/restore/restoreDump';
import { connected, quiet, testServer } from '../../support/postgres';
import { withFile } from './awkwardDumps';
import { plainScript, rowsOfTable, schema } from './plainScripts';
import { realServices, scratchNames, tableNamed, withRestored } from './restoring';

describe('A whole database', () => {
  it('whose rows are checked against a table that is filled later comes back whole, with its check', async () => {
    const dump = plainScript(
      schema,
      'CREATE FUNCTION s.known(a integer) RETURNS boolean LANGUAGE plpgsql AS $$begin return exists (select from s.ref r where r.a = known.a); end$$;',
      'CREATE TABLE s.c (\n    a integer,\n    CONSTRAINT known CHECK (s.known(a))\n);',
      'CREATE TABLE s.ref (\n    a integer\n);',
      rowsOfTable('s.c (a)', ['1', '2']),
      rowsOfTable('s.ref (a)', ['1', '2', '3']),
    );
    const request = { table: undefined, engine: 'built-in', jobs: 1 } as const;
    const look = async ({ connection, warnings }: RestoredDump): Promise<void> => {
      assert.deepEqual(warnings, []);
      await connected(connection, async (session) => {
        assert.deepEqual(await session.row('select count(*) from s.c'), ['2']);
        await assert.rejects(session.query('insert into s.c values (4)'), { sqlstate: '23514' });
      });
    };
    // By one connection, which comes to the table that is checked first.
    await withFile('later.sql', dump, (path) => withRestored({ dump: path, ...request }, look));
  });

  it('whose rows do not satisfy their check comes back without it, which is said', async () => {
    const dump = plainScript(
      schema,
      'CREATE TABLE s.c (\n    a integer,\n    CONSTRAINT small CHECK ((a < 3))\n);',
      rowsOfTable('s.c (a)', ['1', '2', '3']),
    );
    await withDatabase(dump, async ({ tables, warnings, connection }) => {
      assert.deepEqual(tables, [{ schema: 's', name: 'c', rows: 3 }]);
      assert.match(warnings.join(), /check constraints of s\.c were left out/);
      const table = await connected(connection, (session) =>
        readTable(session, { schema: 's', name: 'c' }),
      );
      assert.deepEqual(
        table.leftOut,
        ['row security', 'checks'],
        'what production checks is not new',
      );
    });
  });

  it('leaves out what a scratch database cannot have, with what needs it, and lists it', async () => {
    const dump = plainScript(
      schema,
      'CREATE EXTENSION IF NOT EXISTS no_such_extension WITH SCHEMA s;',
      "COMMENT ON EXTENSION no_such_extension IS 'none';",
      'CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw;',
      "CREATE USER MAPPING FOR postgres SERVER far OPTIONS (\n    password 'secret'\n);",
      'CREATE FOREIGN TABLE s.away (\n    a integer\n)\nSERVER far;',
      'CREATE TABLE s.t (\n    a integer\n);',
      'CREATE TABLE s.odd (\n    a s.no_such_type\n);',
      "COMMENT ON TABLE s.t IS 'kept';",
      rowsOfTable('s.t (a)', ['1']),
      rowsOfTable('s.odd (a)', ['x']),
      "CREATE FUNCTION s.watch() RETURNS event_trigger LANGUAGE plpgsql AS $$begin raise 'never'; end$$;",
      'CREATE EVENT TRIGGER watch ON ddl_command_end EXECUTE FUNCTION s.watch();',
      'CREATE PUBLICATION all_of_it FOR ALL TABLES;',
      'GRANT SELECT ON TABLE s.t TO nobody_here;',
      'ALTER DEFAULT PRIVILEGES FOR ROLE postgres GRANT SELECT ON TABLES TO nobody_here;',
      'CREATE POLICY own ON s.t USING (false);',
      'ALTER TABLE s.t ENABLE ROW LEVEL SECURITY;',
      'ALTER TABLE ONLY s.t FORCE ROW LEVEL SECURITY;',
    );
    await withDatabase(dump, async ({ tables, skipped, warnings, connection }) => {
      assert.deepEqual(tables, [{ schema: 's', name: 't', rows: 1 }]);
      const listed = skipped.map(({ desc, name }) => `${desc} ${name}`).sort();
      assert.deepEqual(listed, [
        ...['ACL TABLE s.t', 'COMMENT EXTENSION no_such_extension', 'DEFAULT ACL '],
        ...['EVENT TRIGGER watch', 'EXTENSION no_such_extension', 'FOREIGN TABLE s.away'],
        ...['POLICY s.t own', 'PUBLICATION all_of_it', 'ROW SECURITY s.t', 'SERVER far'],
        ...['TABLE DATA s.odd', 'TABLE s.odd', 'USER MAPPING postgres'],
      ]);
      assert.ok(skipped.every(({ reason }) => reason !== ''));
      assert.ok(!JSON.stringify(skipped).includes('secret'));
      assert.match(warnings.join(), /The rows of s\.odd were not restored/);
      await connected(connection, async (session) => {
        assert.deepEqual(await session.row('select count(*) from s.t'), ['1']);
        const [comment] = await session.row("select obj_description('s.t'::regclass)");
        assert.equal(comment, 'kept');
      });
    });
  });

  it('never says of its scratch database what the dump says of production', async () => {
    const dump = plainScript(
      "COMMENT ON DATABASE pra_tests IS 'the production one';",
      schema,
      'CREATE TABLE s.t (\n    a integer\n);',
      rowsOfTable('s.t (a)', ['1']),
      'GARBAGE that pg_dump never writes;',
    );
    await withDatabase(dump, async ({ skipped, database }) => {
      assert.deepEqual(
        skipped.map(({ desc }) => desc),
        ['COMMENT', 'STATEMENT'],
      );
      const { scratch } = await realServices();
      const listed = (await scratch.list()).find(({ name }) => name === database);
      assert.equal(listed?.state, 'complete');
    });
  });
});

describe('A plain dump of PostgreSQL 9, whose names say no schema', () => {
  const dump = plainScript(
    schema,
    'SET search_path = s, pg_catalog;',
    "CREATE TYPE mood AS ENUM (\n    'sad',\n    'happy'\n);",
    'CREATE TABLE t (\n    id integer NOT NULL,\n    a mood\n);\nALTER TABLE t OWNER TO nobody_here;',
    'CREATE SEQUENCE t_id_seq\n    START WITH 1\n    CACHE 1;',
    'ALTER SEQUENCE t_id_seq OWNED BY t.id;',
    "ALTER TABLE ONLY t ALTER COLUMN id SET DEFAULT nextval('t_id_seq'::regclass);",
    rowsOfTable('t (id, a)', ['1\tsad', '2\thappy']),
    "SELECT pg_catalog.setval('t_id_seq', 2, true);",
    'ALTER TABLE ONLY t\n    ADD CONSTRAINT t_pkey PRIMARY KEY (id);',
    'SET search_path = public, pg_catalog;',
    'CREATE TABLE t (\n    other integer\n);',
    rowsOfTable('t (other)', ['7']),
  );

  it('gives a table with its type, its key and its sequence', async () => {
    await withTable(dump, async ({ connection, tables }) => {
      assert.deepEqual(tables, [{ schema: 's', name: 't', rows: 2 }]);
      await connected(connection, async (session) => {
        const [id] = await session.row("insert into s.t (a) values ('sad') returning id");
        assert.equal(id, '3');
        await assert.rejects(session.query('insert into s.t values (1)'), { sqlstate: '23505' });
      });
    });
  });

  it('gives the whole database, tables of one name apart', async () => {
    await withDatabase(dump, ({ tables }) => {
      assert.deepEqual(tables, [
        { schema: 's', name: 't', rows: 2 },
        { schema: 'public', name: 't', rows: 1 },
      ]);
    });
  });
});

describe('A scratch server that lacks what the dump uses', () => {
  const texts = rowsOfTable('s.t (a)', ['b', 'a']);

  it('compresses values in its own way', async () => {
    const dump = plainScript(
      schema,
      'CREATE TABLE s.t (\n    a text\n);\nALTER TABLE ONLY s.t ALTER COLUMN a SET COMPRESSION zpaq;',
      texts,
    );
    await withTable(dump, ({ warnings, tables }) => {
      assert.match(warnings.join(), /cannot compress values by zpaq/);
      assert.equal(tables[0]?.rows, 2);
    });
  });

  it('takes “C” for a collation of the system that it does not have', async () => {
    const dump = plainScript(
      schema,
      'CREATE TABLE s.t (\n    a text COLLATE pg_catalog."xx_XX.utf8"\n);',
      texts,
    );
    await withTable(dump, async ({ warnings, connection }) => {
      assert.match(warnings.join(), /collation xx_XX\.utf8 is not on the scratch server/);
      await connected(connection, async (session) => {
        const [collation] = await session.row(
          `select attcollation::regcollation::text
             from pg_attribute
            where attrelid = 's.t'::regclass and attname = 'a'`,
        );
        assert.equal(collation, '"C"');
      });
    });
  });

  it('does not show such a collation as a difference: it is told and defined by its own name', async () => {
    const definition =
      'CREATE TABLE s.t (\n    a text COLLATE pg_catalog."xx_XX.utf8",\n    b text COLLATE pg_catalog."C"\n);';
    const live = await (await testServer()).createDatabase();
    await connected(live, async (session) => {
      for (const statement of [
        'create schema s',
        `create collation pg_catalog."xx_XX.utf8" (provider = libc, locale = 'C')`,
        definition,
        'alter table s.t alter b type text collate "POSIX"',
      ]) {
        await session.query(statement);
      }
    });
    for (const table of [tableNamed('s', 't'), undefined]) {
      const dump = plainScript(schema, definition, texts);
      const look = async ({ connection }: RestoredDump): Promise<void> => {
        const { structure, ddl } = await compareStructure(
          { backup: connection, live, table: tableNamed('s', 't') },
          quiet.signal,
        );
        assert.deepEqual(structure.map(differenceWords), [
          'collation pg_catalog."C" → pg_catalog."POSIX"',
        ]);
        assert.match(ddl.backup, /a text COLLATE pg_catalog\."xx_XX\.utf8"/);
      };
      await withFile('table.sql', dump, (path) =>
        withRestored({ dump: path, table, engine: 'auto' }, look),
      );
    }
  });

  it('takes “C” for a collation of the dump that it cannot make', async () => {
    const dump = plainScript(
      schema,
      "CREATE COLLATION s.odd (provider = libc, locale = 'xx_XX.utf8');",
      'CREATE TABLE s.t (\n    a text COLLATE s.odd\n);',
      texts,
    );
    await withTable(dump, ({ warnings, tables }) => {
      assert.match(warnings.join(), /collation s\.odd is not on the scratch server/);
      assert.equal(tables[0]?.rows, 2);
    });
  });

  it('is refused where different texts may be equal under a collation that it cannot make', async () => {
    const dump = plainScript(
      schema,
      "CREATE COLLATION s.loose (provider = icu, deterministic = false, locale = 'xx-@no=such');\n",
      "CREATE COLLATION s.odd (provider = libc, deterministic = false, locale = 'xx_XX.utf8');",
      'CREATE TABLE s.t (\n    a text COLLATE s.odd\n);',
      texts,
    );
    await assert.rejects(
      withTable(dump, () => undefined),
      (error) =>
        error instanceof RecoveryError &&
        error.code === 'restore-failed' &&
        error.message.includes('collation s.odd'),
    );
    assert.deepEqual(await scratchNames(), []);
  });

  it('lacks an extension of a schema: only a table that uses it is refused', async () => {
    const dump = plainScript(
      schema,
      'CREATE SCHEMA e;',
      'CREATE EXTENSION IF NOT EXISTS no_such_extension WITH SCHEMA e;',
      'CREATE TABLE s.t (\n    a text\n);',
      'CREATE TABLE s.u (\n    a e.odd\n);',
      texts,
      rowsOfTable('s.u (a)', ['1']),
    );
    await withTable(dump, ({ tables }) => {
      assert.equal(tables[0]?.rows, 2);
    });
    await assert.rejects(
      withFile('dump.sql', dump, (path) =>
        withRestored({ dump: path, table: tableNamed('s', 'u'), engine: 'auto' }, () =>
          Promise.resolve(),
        ),
      ),
      { code: 'restore-failed', message: /extension no_such_extension \(it is not available/ },
    );
  });
});

async function withDatabase(
  bytes: Uint8Array,
  use: (restored: RestoredDump) => Promise<void> | void,
): Promise<void> {
  await withFile('database.sql', bytes, (dump) =>
    withRestored({ dump, table: undefined, engine: 'auto', jobs: 2 }, async (restored) => {
      await use(restored);
    }),
  );
}

async function withTable(
  bytes: Uint8Array,
  use: (restored: RestoredDump) => Promise<void> | void,
): Promise<void> {
  await withFile('table.sql', bytes, (dump) =>
    withRestored({ dump, table: tableNamed('s', 't'), engine: 'auto' }, async (restored) => {
      await use(restored);
    }),
  );
}
