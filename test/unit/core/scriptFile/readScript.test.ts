import assert from 'node:assert/strict';
import { RecoveryError } from '../../../../src/core/errors';
import { readScript } from '../../../../src/core/scriptFile/readScript';
import { refusedBy } from '../../../../src/core/scriptFile/refusedBy';

function refusal(text: string, standardStrings = true): string {
  try {
    readScript(text, standardStrings);
  } catch (error) {
    assert.ok(error instanceof RecoveryError, String(error));
    assert.equal(error.code, 'script-refused');
    return error.message;
  }
  throw new assert.AssertionError({ message: `Not refused: ${text}` });
}

const update = `update a.t set n = 1 where id = 1;`;

describe('A script that the tool is to run', () => {
  it('is read statement by statement, with the line of each', () => {
    const text = `-- what\nBEGIN ISOLATION LEVEL READ COMMITTED;\nset local lock_timeout = '5s';\n\n/* a\n;b */ ${update}\n  delete from a.t\n where id = 2;\nROLLBACK;\n`;
    const read = readScript(text, true);
    assert.deepEqual(
      read.map(({ line, command, text: own }) => [line, command, own]),
      [
        [3, 'SET', `set local lock_timeout = '5s'`],
        [6, 'UPDATE', update.slice(0, -1)],
        [7, 'DELETE', 'delete from a.t\n where id = 2'],
      ],
    );
  });

  it('may begin and end its transaction in any of PostgreSQL’s words, or not at all', () => {
    for (const [begin, end] of [
      ['begin;', 'commit;'],
      ['start transaction read write, isolation level read committed;', 'end work;'],
      ['BEGIN TRANSACTION;', 'ABORT'],
      ['', ''],
    ] as const) {
      assert.equal(readScript(`${begin} ${update} ${end}`, true).length, 1, begin);
    }
  });

  it('has no other transaction in it, and is not divided', () => {
    for (const text of [
      `begin; ${update}\ncommit; begin; ${update} commit;`,
      `${update}\nsavepoint a; ${update}`,
      `${update}\nrollback to a; commit;`,
      `${update}\nprepare transaction 'a';`,
      `${update}\ncommit and chain;`,
      `${update}\nset transaction isolation level serializable;`,
      `begin;\nbegin isolation level serializable; ${update}`,
      `do $$ begin\ncommit; end $$;`,
    ]) {
      assert.match(refusal(text), /^Line 2: The script is one transaction/, text);
    }
    assert.match(refusal(`begin isolation level serializable; ${update}`), /^Line 1: /);
  });

  it('holds nothing that must never be done to production', () => {
    for (const [statement, why] of [
      ['truncate a.t', /TRUNCATE/],
      ['copy a.t from stdin', /COPY/],
      ['alter table a.t disable trigger all', /definitions/],
      ['drop table a.t', /definitions/],
      ['create index on a.t (n)', /definitions/],
      ['grant select on a.t to public', /definitions/],
      ['lock table a.t', /lock/],
      ['set search_path = a', /SET LOCAL/],
      ['set session lock_timeout = 0', /SET LOCAL/],
      ['reset all', /SET LOCAL/],
      ['set local session_replication_role = replica', /session_replication_role/],
      [
        `select set_config('session_replication_role', 'replica', true)`,
        /session_replication_role/,
      ],
      [`set local client_encoding = 'LATIN1'`, /client_encoding/],
      ['set local role postgres', /role/],
      ['vacuum a.t', /no part/],
      ['listen a', /no part/],
      [String.raw`\i other.sql`, /psql/],
      [`select setval('a.s', 1)`, /ROLLBACK takes back what setval/],
      [`select dblink_exec('', 'delete from a.t')`, /dblink_exec/],
      [`do language plpython3u $$ pass $$`, /PL\/pgSQL/],
      ['do $$ begin truncate a.t; end $$', /TRUNCATE/],
      [`do $$ begin if true then\nexecute 'drop table a.t'; end if; end $$`, /definitions/],
      [`do 'begin alter table a.t disable trigger all; end'`, /definitions/],
      [
        `do $$ begin perform set_config('session_replication_role', 'replica', true); end $$`,
        /session_replication_role/,
      ],
    ] as const) {
      assert.match(refusal(`begin;\n\n${statement};\n${update}\ncommit;`), why, statement);
    }
  });

  it('names the line in a block, and the lines of what else is refused', () => {
    const text = `${update}\ndo $$\ndeclare n int;\nbegin\n  truncate := 1;\n  truncate a.t;\nend $$;\ndrop table a.t;`;
    assert.match(refusal(text), /^Line 6: TRUNCATE/);
  });

  it('may hold such words as data, in names and in comments', () => {
    const text = `
      -- truncate; drop
      update a.t set "truncate" = 'drop table a.t; commit;', alter = $$copy$$ where id = 1;
      do $x$ declare lines text := $rows$ truncate a.t; session_replication_role $rows$; begin
        execute format('alter sequence %s restart', 'a.s'); end $x$;`;
    assert.equal(readScript(text, true).length, 2);
  });

  it('is refused where a quote is not closed, which depends on the server', () => {
    const text = `update a.t set s = 'it\\'s' where id = 1;`;
    assert.match(refusal(text), /^Line 1: .* not closed/);
    assert.equal(readScript(text, false).length, 1);
  });

  it('is refused with nothing in it', () => {
    assert.match(refusal('begin; -- nothing\nrollback;'), /no statement/);
  });

  it('says which tables it writes, within blocks too, and in which line', () => {
    const text = `with gone as (delete from only "a"."t" returning *)\ninsert into a . "u" select * from gone on conflict (id) do update set n = 1;
      do $$ begin\n update x set n = 1; perform 1 from y for update; merge into z using t on true when matched then update set n = 2; end $$`;
    assert.deepEqual(
      readScript(text, true).map(({ writes }) => writes.map(({ name, line }) => [name, line])),
      [
        [
          ['"a"."t"', 1],
          ['a."u"', 2],
        ],
        [
          ['x', 4],
          ['z', 4],
        ],
      ],
    );
  });

  it('has what the server reports in the line of the file', () => {
    const text = `begin;\nupdate a.t\nset s = '🙂',\n  m = 1;\ndo\n$$ begin\n  perform 1;\n  raise 'no';\nend $$;`;
    const [first, block] = readScript(text, true);
    assert.ok(first && block);
    const report = { code: '42703', message: 'column "m" does not exist' };
    const position = String(first.text.indexOf('m = 1'));
    assert.equal(refusedBy({ ...report, position }, first).line, 4);
    assert.equal(refusedBy(report, first).line, 2);
    const where = 'fonction PL/pgSQL inline_code_block, ligne 3, à RAISE';
    assert.equal(refusedBy({ ...report, where }, block).line, 8);
  });
});
