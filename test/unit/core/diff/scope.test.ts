import assert from 'node:assert/strict';
import { scopeText, wholeTable } from '../../../../src/core/diff/scope';

describe('The words for a scope', () => {
  it('are none for the whole table', () => {
    assert.equal(scopeText(wholeTable), undefined);
  });

  it('say which rows are meant', () => {
    const period = { column: 'day', from: '2026-03-01', to: '2026-04-01' };
    assert.equal(
      scopeText({ rows: 'matching', period }),
      'rows with day from 2026-03-01 to before 2026-04-01',
    );
    assert.equal(
      scopeText({ rows: 'matching', period: { column: 'day', to: '2026-04-01' }, condition: 'a' }),
      'rows with day before 2026-04-01, where a',
    );
    assert.equal(scopeText({ rows: 'keys', keys: [['1']] }), 'the row of 1 key');
    assert.equal(scopeText({ rows: 'keys', keys: [['1'], ['2']] }), 'the rows of 2 keys');
  });
});
