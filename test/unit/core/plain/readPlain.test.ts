import assert from 'node:assert/strict';
import { gunzipSync } from 'node:zlib';
import { readPlain } from '../../../../src/core/plain/readPlain';
import { archiveBytes, withCode } from '../../../support/dumps';

const end = '--\n-- PostgreSQL database dump complete\n--\n\n';

interface Found {
  readonly statements: string[];
  readonly rows: number[];
}

async function read(text: string | Uint8Array, pieceLength = 1e9): Promise<Found> {
  const found: Found = { statements: [], rows: [] };
  await readPlain(pieces(Buffer.from(text), pieceLength), {
    onStatement: (statement) => found.statements.push(statement),
    onRows: (_, rows) => found.rows.push(rows),
    onComment: () => undefined,
  });
  return found;
}

async function* pieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  for (let start = 0; start < bytes.length; start += length) {
    yield bytes.subarray(start, start + length);
  }
}

describe('The statements of a plain dump', () => {
  for (const statement of [
    `select 'a;b', 'it''s;', "na;""me";`,
    `select E'a\\';b', e'\\\\', E'it''s \\';';`,
    `select U&'\\0061;', N'x;';`,
    `select 1 - 2, 3 / 4, a$1, $1;`,
    `create function f() returns text language sql as $$ select ';' $$;`,
    `create function f() returns text as $body$ $$;$$ $other$;$other$ $body$ language sql;`,
    `select /* a; /* nested; */ still; */ 1;`,
    `create rule r as on insert to t do also (select 1; select 2);`,
    `CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END;`,
    `CREATE OR REPLACE PROCEDURE p() LANGUAGE sql BEGIN ATOMIC INSERT INTO t VALUES (1); END;`,
    `create table "begin" (a int, "end" text default 'é;');`,
  ]) {
    it(`end where psql ends them: ${statement}`, async () => {
      for (const length of [1, 3, 1e9]) {
        const { statements } = await read(`${statement}\n\nselect 1;\n${end}`, length);
        assert.deepEqual(statements, [statement, 'select 1;']);
      }
    });
  }

  it('leave out comments between and within them', async () => {
    const { statements } = await read(`-- it's; one\nselect 1 -- ; "\n , 2;\n${end}`);
    assert.deepEqual(statements, ['select 1  , 2;']);
  });

  it('have backslashes in strings where the dump says that these escape', async () => {
    const setting = 'SET standard_conforming_strings = off;';
    const { statements } = await read(`${setting}\nselect 'a\\';b';\n${end}`);
    assert.deepEqual(statements, [setting, `select 'a\\';b';`]);
  });

  it('are read in the encoding that the dump names', async () => {
    const text = `SET client_encoding = 'LATIN1';\ncreate table "été" (a int);\n${end}`;
    const { statements } = await read(Buffer.from(text, 'latin1'));
    assert.equal(statements[1], 'create table "été" (a int);');
  });
});

describe('The rows of a plain dump', () => {
  it('end at their line of \\. alone, however the bytes come', async () => {
    const rows = ['1\ta', '\\\\.', '\\N\t\\.', 'x\\.', '', '\\.x', ';', "it's", '\\\\.'];
    const copy = 'COPY s.t (a, b) FROM stdin;';
    const text = `${copy}\n${rows.map((row) => `${row}\n`).join('')}\\.\n\nselect 1;\n${end}`;
    for (const length of [1, 2, 3, 7, 1e9]) {
      const found = await read(text, length);
      assert.deepEqual(found, { statements: [copy, 'select 1;'], rows: [rows.length] });
    }
  });

  it('may be none', async () => {
    assert.deepEqual((await read(`COPY t (a) FROM stdin;\n\\.\n${end}`)).rows, [0]);
  });
});

describe('A plain dump', () => {
  for (const name of ['pg15-plain.sql.gz', 'pg18-plain.sql.gz']) {
    it(`is called truncated wherever it is cut: ${name}`, async () => {
      const bytes = gunzipSync(archiveBytes(name));
      const places = Array.from({ length: 150 }, (_, i) => Math.floor((i * bytes.length) / 150));
      for (const cut of [...places, bytes.length - 8, bytes.length - 20]) {
        await assert.rejects(
          read(bytes.subarray(0, cut)),
          withCode('dump-truncated'),
          `cut at ${cut}`,
        );
      }
    });
  }

  for (const command of ['! rm -rf /', 'connect other', 'o |cat', 'copy t from program x', '.']) {
    it(`is refused where it holds a command for psql: \\${command}`, async () => {
      for (const before of ['', 'select 1 ', 'select 1;\n']) {
        await assert.rejects(
          read(`${before}\\${command}\n${end}`),
          (error) => withCode('dump-format')(error) && String(error).includes(command.slice(0, 9)),
        );
      }
    });
  }

  it('may hold the two commands that pg_dump writes around it, but not one of them alone', async () => {
    const text = `\\restrict aB3\n\nselect 1;\n${end}`;
    assert.deepEqual((await read(`${text}\\unrestrict aB3\n`)).statements, ['select 1;']);
    await assert.rejects(read(text), withCode('dump-truncated'));
    await assert.rejects(read(`\\unrestrict \`x\`\n${end}`), withCode('dump-format'));
  });

  it('has a command in its rows like any other row', async () => {
    const { rows } = await read(`COPY t (a) FROM stdin;\n\\! rm\n\\.\n${end}`);
    assert.deepEqual(rows, [1]);
  });

  it('of a whole cluster is explained', async () => {
    await assert.rejects(
      read('--\n-- PostgreSQL database cluster dump\n--\n\nselect 1;\n'),
      (error) => withCode('dump-format')(error) && String(error).includes('pg_dumpall'),
    );
  });
});
