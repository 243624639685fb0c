import assert from 'node:assert/strict';
import { expectationText } from '../../../../src/core/checks/check';
import { readCheck } from '../../../../src/core/checks/readCheck';
import { RecoveryError } from '../../../../src/core/errors';

const read = (...lines: readonly string[]) => readCheck('a.sql', lines.join('\n'));

function refusal(...lines: readonly string[]): string {
  try {
    read(...lines);
  } catch (error) {
    assert.ok(error instanceof RecoveryError && error.code === 'usage');
    return error.message;
  }
  throw new Error('It was read.');
}

describe('A check in its file', () => {
  it('says above its query what it is called, expected to give, and how much it matters', () => {
    const check = read(
      '-- name: No appointment before its request',
      '-- expect: no rows',
      '-- severity: warning',
      '-- table: metier.demandes_rdv',
      '-- side: production',
      '-- A free remark: name: it may say anything.',
      '',
      'select rdv_id',
      '  from metier.demandes_rdv -- all of them',
      " where date_rdv < date_demande and canal <> '--;' ;",
      '-- the end',
    );
    assert.deepEqual(
      { ...check, query: check.query.replaceAll(/\s+/g, ' ') },
      {
        file: 'a.sql',
        name: 'No appointment before its request',
        expected: { kind: 'no rows' },
        severity: 'warning',
        table: { schema: 'metier', name: 'demandes_rdv' },
        side: 'production',
        query:
          "select rdv_id from metier.demandes_rdv where date_rdv < date_demande and canal <> '--;'",
      },
    );
  });

  it('is an error by default, on both sides, and about no table in particular', () => {
    const { severity, side, table } = read('-- name: a', '-- expect: = 0', 'select 0');
    assert.deepEqual([severity, side, table], ['error', undefined, undefined]);
  });

  it('expects one number in words that say the same again', () => {
    const forms = ['no rows', 'any number', '= 0', '<> 1', '< 2', '<= 3', '> 4', '>= -5.5'];
    for (const form of [...forms, 'between 1 and 2.5']) {
      const { expected } = read('-- name: a', `-- expect: ${form}`, 'select 0');
      assert.equal(expectationText(expected), form);
    }
  });

  it('is refused where it leaves open what it means', () => {
    const header = ['-- name: a', '-- expect: = 0'];
    assert.match(
      refusal('-- expect: = 0', 'select 0'),
      /a\.sql is no check\. It has no line “-- name/,
    );
    assert.match(refusal('-- name: a', 'select 0'), /no line “-- expect/);
    assert.match(refusal('-- name: a', 'select 0', '-- expect: = 0'), /no line “-- expect/);
    assert.match(refusal('-- name: a', '-- expect: 0', 'select 0'), /“0” cannot be expected/);
    assert.match(refusal(...header, '-- severty: warning', 'select 0'), /“severty” is none/);
    assert.match(refusal(...header, '-- name: b', 'select 0'), /“name” stands there twice/);
    assert.match(refusal(...header, '-- severity: bad', 'select 0'), /“bad” is no severity/);
    assert.match(refusal(...header, '-- side: both', 'select 0'), /“both” is no side/);
    assert.match(refusal(...header), /no query/);
    assert.match(refusal(...header, "select 'a"), /has no end/);
    assert.match(refusal(...header, 'select 1;', 'delete from t;'), /more than one statement/);
    assert.match(refusal(...header, '\\! rm', 'select 1;'), /command for psql/);
  });
});
