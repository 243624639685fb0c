import assert from 'node:assert/strict';
import { PlainRows } from '../../../../src/core/plain/plainRows';

describe('What stands between a COPY statement and the next', () => {
  it('is rows without the line that ends them, however the bytes come', () => {
    for (const rows of ['', '1\n', '\n', '1\ta\n\\\\.\n2\tb\n']) {
      const bytes = Buffer.from(`\n${rows}\\.\n`);
      for (const length of [1, 2, 3, 5, 100]) {
        const block = new PlainRows();
        const given: Uint8Array[] = [];
        for (let start = 0; start < bytes.length; start += length) {
          given.push(block.add(bytes.subarray(start, start + length)).slice());
        }
        assert.equal(Buffer.concat(given).toString(), rows);
      }
    }
  });
});
