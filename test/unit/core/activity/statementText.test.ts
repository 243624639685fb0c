import assert from 'node:assert/strict';
import fc from 'fast-check';
import { statementText } from '../../../../src/core/activity/statementText';

const textOf = (query: string): string | undefined => statementText(query)?.text;

describe('The text of a statement that somebody runs', () => {
  it('shows no value, however it was written', () => {
    const values: readonly (readonly [string, string])[] = [
      [
        `update t set a = 'Durand', b = 12.5e-3 where c = $1`,
        'update t set a = ?, b = ? where c = $1',
      ],
      [
        `insert into t values (E'it\\'s Durand', $$Durand$$, $x$a $$ Durand$x$)`,
        'insert into t values (?, ?, ?)',
      ],
      [
        `select * from t2 where "Nom 3" = 'it''s' /* Durand /* 3 */ 4 */ and x=-4 -- Durand`,
        'select * from t2 where "Nom 3" = ? and x=-?',
      ],
      [`select U&'d!0061t', b'101', 0x1F, 1_000, .5, t.c1`, 'select ?, ?, ?, ?, ?, t.c1'],
    ];
    for (const [query, shown] of values) {
      assert.equal(textOf(query), shown);
    }
  });

  it('shows nothing of a value that the server has cut in the middle', () => {
    for (const cut of [`select 'Dur`, `select e'Dur\\`, `select $a$Dur`, `select /* Dur`]) {
      assert.equal(textOf(cut)?.includes('Dur'), false, cut);
    }
  });

  it('shows only the first word where a backslash may end a value or not', () => {
    assert.deepEqual(statementText(`update t set a = 'x\\' || secret || ' Durand'`), {
      kind: 'UPDATE',
    });
  });

  it('names what is done', () => {
    const kinds = [
      'alter table t add c int',
      '(select 1)',
      'vacuum t',
      '/* x */ copy t from stdin',
    ];
    assert.deepEqual(
      kinds.map((query) => statementText(query)?.kind),
      ['ALTER TABLE', 'SELECT', 'VACUUM', 'COPY'],
    );
    assert.equal(statementText(' '), undefined);
  });

  it('shows no part of any literal, whatever stands in it', () => {
    const nasty = fc.string({
      unit: fc.constantFrom('a', "'", '$', '-', '/', '*', '"', 'e', '\n'),
    });
    fc.assert(
      fc.property(nasty, nasty, (before, after) => {
        const value = `${before}SECRET${after}`;
        const query = `select '${value.replaceAll("'", "''")}', 7 from t`;
        assert.equal(textOf(query), 'select ?, ? from t');
        assert.equal(textOf(query.slice(0, query.indexOf('SECRET') + 3))?.includes('SEC'), false);
      }),
    );
  });
});
