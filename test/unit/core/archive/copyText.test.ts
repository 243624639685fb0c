import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  copyLines,
  countRows,
  decodeCopyLine,
  withoutEndOfCopy,
} from '../../../../src/core/archive/copyText';
import { collected, withCode } from '../../../support/dumps';

function decode(line: string): readonly (string | null)[] {
  return decodeCopyLine(Buffer.from(line));
}

/** As `COPY … TO` escapes. */
function encodeCell(cell: string | null): string {
  const names: Readonly<Record<string, string>> = {
    ...{ '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\v': '\\v' },
    '\\': '\\\\',
  };
  return cell === null ? '\\N' : cell.replace(/[\b\f\n\r\t\v\\]/g, (c) => names[c] ?? c);
}

async function* inPieces(
  bytes: Uint8Array,
  lengths: readonly number[],
): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  let start = 0;
  for (const length of lengths) {
    yield bytes.subarray(start, start + length);
    start += length;
  }
  yield bytes.subarray(start);
}

const nastyText = fc.string({
  unit: fc.constantFrom(
    'a',
    'é',
    '😀',
    '\\',
    '\t',
    '\n',
    '\r',
    '\b',
    '\f',
    '\v',
    'N',
    '.',
    '0',
    ' ',
  ),
});
const splits = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 20 });

describe('A line of COPY text', () => {
  it('tells NULL from the empty string and from the text \\N', () => {
    assert.deepEqual(decode('\\N\t\t\\\\N'), [null, '', '\\N']);
  });

  it('is one empty cell when it is empty', () => {
    assert.deepEqual(decode(''), ['']);
  });

  it('has each escape that COPY knows', () => {
    assert.deepEqual(decode('\\b\\f\\n\\r\\t\\v\\\\\\q'), ['\b\f\n\r\t\v\\q']);
    assert.deepEqual(decode('\\101\\x42\\xc3\\xa9\\60 \\18'), ['ABé0 \x018']);
  });

  it('takes a tab after a backslash for data, and one after an escaped backslash for the end of a cell', () => {
    assert.deepEqual(decode('a\\\tb\tc'), ['a\tb', 'c']);
    assert.deepEqual(decode('a\\\\\tb'), ['a\\', 'b']);
  });

  it('that is no UTF-8 is refused rather than shown with replacement characters', () => {
    assert.throws(() => decodeCopyLine(Buffer.from([0x61, 0xe9])), withCode('dump-damaged'));
    assert.throws(() => decode('\\xe9'), withCode('dump-damaged'));
  });

  it('gives back whatever cells were written', () => {
    fc.assert(
      fc.property(fc.array(fc.option(nastyText), { minLength: 1 }), (cells) => {
        assert.deepEqual(decode(cells.map(encodeCell).join('\t')), cells);
      }),
    );
  });
});

describe('The rows of a COPY block', () => {
  it('are counted by their newlines wherever the piece begins', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(0x0a, 0x0b, 0x8a, 0x09, 0x00, 0xff, 0x1a), { maxLength: 60 }),
        fc.integer({ min: 0, max: 7 }),
        (bytes, start) => {
          const piece = Uint8Array.from(bytes).subarray(start);
          assert.equal(countRows(piece), piece.filter((byte) => byte === 0x0a).length);
        },
      ),
    );
  });

  it('come without the line that ends them, however the text is cut into pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(nastyText, { maxLength: 8 }), splits, async (cells, lengths) => {
        const rows = cells.map((cell) => `${encodeCell(cell)}\n`).join('');
        const pieces = inPieces(Buffer.from(`${rows}\\.\n\n\n`), lengths);
        assert.equal((await collected(withoutEndOfCopy(pieces))).toString(), rows);
      }),
    );
  });

  it('come line by line, however the text is cut into pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(nastyText, { maxLength: 8 }), splits, async (cells, lengths) => {
        const rows = cells.map((cell) => `${encodeCell(cell)}\n`).join('');
        const found: (string | null)[] = [];
        for await (const line of copyLines(inPieces(Buffer.from(rows), lengths))) {
          found.push(...decodeCopyLine(line));
        }
        assert.deepEqual(found, cells);
      }),
    );
  });

  for (const text of ['', '1\n', '1\n\\.', 'a\\.\n\n\n', '1\n\\\n\n', '1\n.\n\n\n', '\n\n\n']) {
    it(`are called truncated when they end in ${JSON.stringify(text)}`, async () => {
      const pieces = withoutEndOfCopy(inPieces(Buffer.from(text), []));
      await assert.rejects(collected(pieces), withCode('dump-truncated'));
    });
  }
});
