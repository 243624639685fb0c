import assert from 'node:assert/strict';
import { BlockWalker } from '../../../../src/core/archive/blockWalker';
import { readContents } from '../../../../src/core/archive/readContents';
import { RowTally } from '../../../../src/core/archive/rowTally';
import { tableWithData, writeArchive } from '../../../support/archiveWriter';
import { sourceOf, withCode } from '../../../support/dumps';

/** Lines of 0 to 299 bytes, so that some lengths of chunks have bytes that are newlines. */
const lines = Array.from({ length: 900 }, (_, i) => 'x'.repeat(i % 300));

async function tallied(chunkLength: number, pieceLength: number): Promise<number> {
  const entries = tableWithData('shop', 'orders', lines);
  const bytes = writeArchive({ minor: 14, compression: 'none', entries, chunkLength });
  const { dataStart } = await readContents(sourceOf(bytes));
  const walker = new BlockWalker(pieces(bytes.subarray(dataStart), pieceLength), dataStart, 4);
  await walker.next();
  const tally = new RowTally();
  await walker.tally(tally);
  assert.equal(walker.offset, bytes.length);
  return tally.rows();
}

async function* pieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  for (let start = 0; start < bytes.length; start += length) {
    yield bytes.subarray(start, start + length);
  }
}

describe('The rows of an uncompressed block', () => {
  it('are counted alike whatever its chunks and the pieces of the file are', async () => {
    for (const chunkLength of [1, 2, 10, 15, 16, 17, 300, 2570, 1e6]) {
      for (const pieceLength of [1, 3, 512, 65536, 1e9]) {
        const rows = await tallied(chunkLength, pieceLength);
        assert.equal(rows, lines.length, `chunks of ${chunkLength}, pieces of ${pieceLength}`);
      }
    }
  });
});

describe('The rows of COPY text', () => {
  const tally = (...texts: readonly string[]): RowTally => {
    const rows = new RowTally();
    for (const text of texts) {
      rows.add(Buffer.from(text));
    }
    return rows;
  };

  it('do not count the lines that end them', () => {
    assert.equal(tally('1\n2\n\\.\n\n\n').rows(), 2);
    assert.equal(tally('\\.\n\n\n').rows(), 0);
    assert.equal(tally('1\n', '\\', '.', '\n', '\n', '\n').rows(), 1);
    assert.equal(tally('a much longer row than what is kept of the end\n', '\\.\n').rows(), 1);
  });

  it('are called truncated without their end, or with less of it than must be', () => {
    for (const text of ['', '1\n', '1\n2', '1\n\\', '1\n\\.', '1\\.\n']) {
      assert.throws(() => tally(text).rows(), withCode('dump-truncated'), text);
    }
    assert.throws(() => tally('1\n\\.\n\n').rows(3), withCode('dump-truncated'));
  });
});
