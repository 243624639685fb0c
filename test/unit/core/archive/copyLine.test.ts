import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeCopyLine } from '../../../../src/core/archive/copyText';
import { copyLine } from '../../../../src/core/archive/copyLine';

describe('a line of COPY text', () => {
  it('gives any row back as it was written', () => {
    const cell = fc.option(
      fc.string({
        unit: fc.oneof(
          fc.constantFrom('\\', '\b', '\f', '\n', '\r', '\t', '\v', 'N', '.', 'é'),
          fc.string(),
        ),
      }),
    );
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 6 }), (row) => {
        const line = new TextEncoder().encode(copyLine(row));
        assert.equal(line.indexOf(0x0a), line.length - 1);
        assert.deepEqual(decodeCopyLine(line.subarray(0, -1)), row);
      }),
    );
  });

  it('keeps NULL, the empty string and the text \\N apart', () => {
    assert.equal(copyLine([null, '', '\\N']), '\\N\t\t\\\\N\n');
  });
});
