import assert from 'node:assert/strict';
import { decoderFor } from '../../../../src/core/archive/encoding';
import type { Volume } from '../../../../src/core/volumes/volume';
import { VolumeCount } from '../../../../src/core/volumes/volumeCount';

const statement = 'COPY shop.t (id, "Mixed, (case)", "select", last) FROM stdin;\n';

interface Given {
  readonly by?: string;
  readonly encoding?: string;
  readonly pieceLength?: number;
}

function volume(
  text: string | Buffer,
  { by, encoding = 'UTF8', pieceLength = 1e9 }: Given,
): Volume {
  const count = new VolumeCount({ schema: 'shop', name: 't' }, by);
  const block = count.block({ statement, decode: decoderFor(encoding) });
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += pieceLength) {
    block.add(bytes.subarray(start, start + pieceLength));
  }
  block.end();
  return count.volume();
}

function values(text: string | Buffer, given: Given): unknown {
  return volume(text, given).by?.values.map(({ value, rows }) => [value, rows]);
}

describe('The rows of COPY text', () => {
  const text = '1\ta\\tb\t\\N\tx\n2\t\t\\\\N\t\n3\ta\\tb\tété\\n😀\tx\n';

  it('are counted by the values of any column, decoded, however the bytes come', () => {
    for (const pieceLength of [1, 2, 3, 7, 1e9]) {
      const counts = (by: string) => values(text, { by, pieceLength });
      assert.deepEqual(counts('id'), [
        ['1', 1],
        ['2', 1],
        ['3', 1],
      ]);
      assert.deepEqual(counts('Mixed, (case)'), [
        ['', 1],
        ['a\tb', 2],
      ]);
      assert.deepEqual(counts('select'), [
        ['\\N', 1],
        ['été\n😀', 1],
        [null, 1],
      ]);
      assert.deepEqual(counts('last'), [
        ['', 1],
        ['x', 2],
      ]);
      assert.equal(volume(text, { pieceLength }).rows, 3);
      assert.equal(volume(text, { by: 'select', pieceLength }).rows, 3);
    }
  });

  it('are read in the encoding of the dump, also where a character ends with a backslash’s byte', () => {
    const sjis = Buffer.from([0x31, 0x09, 0x83, 0x5c, 0x09, 0x79, 0x09, 0x7a, 0x0a]);
    assert.deepEqual(values(sjis, { by: 'Mixed, (case)', encoding: 'SJIS' }), [['ソ', 1]]);
    const latin1 = Buffer.from('1\té\ty\tz\n', 'latin1');
    assert.deepEqual(values(latin1, { by: 'Mixed, (case)', encoding: 'LATIN1' }), [['é', 1]]);
  });

  it('are counted by the beginning of a long value, wherever it is cut', () => {
    for (const padding of ['', 'x', 'xx', 'xxx']) {
      const row = `1\t${padding}${'😀'.repeat(2000)}\ty\tz\n`;
      assert.deepEqual(values(row + row, { by: 'Mixed, (case)' }), [
        [padding + '😀'.repeat(200 - padding.length), 2],
      ]);
    }
  });

  it('are refused where one has too few values, no end, or bytes of another encoding', () => {
    assert.throws(() => volume('1\ta\n', { by: 'last' }), { code: 'dump-damaged' });
    assert.throws(() => volume('1\ta\tb\tc', { by: 'id' }), { code: 'dump-truncated' });
    const latin1 = Buffer.from('é\ta\tb\tc\n', 'latin1');
    assert.throws(() => volume(latin1, { by: 'id' }), { code: 'dump-damaged' });
  });

  it('are not counted by a column that is not there', () => {
    assert.throws(() => volume('', { by: 'mixed' }), {
      code: 'table-not-in-dump',
      hint: /id, Mixed, \(case\), select, last/,
    });
  });
});
