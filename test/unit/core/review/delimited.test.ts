import assert from 'node:assert/strict';
import { delimited } from '../../../../src/core/review/delimited';

describe('A line of cells for a spreadsheet', () => {
  it('has NULL apart from the empty text', () => {
    assert.equal(delimited(['1', null, '', undefined, 'x'], ','), '1,,"",,x');
  });

  it('keeps separators, quotes and line ends within a cell', () => {
    assert.equal(
      delimited(['a,b', 'say "x"', 'two\r\nlines', 'a\tb'], ','),
      '"a,b","say ""x""","two\r\nlines",a\tb',
    );
    assert.equal(delimited(['a,b', 'a\tb'], '\t'), 'a,b\t"a\tb"');
  });
});
