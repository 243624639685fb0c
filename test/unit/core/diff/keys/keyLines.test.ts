import assert from 'node:assert/strict';
import { readKeyList } from '../../../../../src/core/diff/keys/keyLines';

function refused(lines: readonly string[], words: RegExp): void {
  assert.throws(() => readKeyList(lines), { code: 'usage', message: words });
}

describe('A list of keys', () => {
  it('is one key a line, its columns parted by tabs', () => {
    assert.deepEqual(readKeyList(['\uFEFF42', '', '7\r', ' a b ']), [['42'], ['7'], [' a b ']]);
    assert.deepEqual(readKeyList(['lyon\t42', '\t7']), [
      ['lyon', '42'],
      ['', '7'],
    ]);
  });

  it('may be the lines that --changes wrote', () => {
    const lines = ['{"kind":"missing","key":["42"],"backup":{}}', '', '{"key":["a\\tb"]}'];
    assert.deepEqual(readKeyList(lines), [['42'], ['a\tb']]);
  });

  it('of texts that look like JSON is a list of texts', () => {
    assert.deepEqual(readKeyList(['{"a": 1}', '[1]']), [['{"a": 1}'], ['[1]']]);
  });

  it('names the line that is none', () => {
    refused(['{"key":["1"]}', '2'], /Line 2 of the keys has no "key"/);
    refused(['{"key":["1"]}', '{"key'], /Line 2 of the keys is not JSON/);
    refused(['1', '\ud800'], /Line 2 of the keys holds what no text of PostgreSQL can hold/);
    refused(['{"key":["a\\u0000"]}'], /Line 1 of the keys holds/);
  });
});
