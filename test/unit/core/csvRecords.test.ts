import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CsvRecords } from '../../../src/core/csvRecords';

describe('Records of CSV', () => {
  const text = 'id,nom\n1,"deux\nlignes, ""ici"""\n2,\n3,""\n';

  function written(pieces: readonly string[]): { readonly text: string; readonly records: number } {
    const csv = new CsvRecords();
    const parts = pieces.map((piece) => csv.take(new TextEncoder().encode(piece)));
    return { text: Buffer.concat(parts).toString(), records: csv.records };
  }

  it('end in CRLF, but not the lines within a field', () => {
    const expected = 'id,nom\r\n1,"deux\nlignes, ""ici"""\r\n2,\r\n3,""\r\n';
    assert.deepEqual(written([text]), { text: expected, records: 4 });
  });

  it('are the same however the text comes in pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 8 }), (cuts) => {
        const ends = [0, ...cuts.toSorted((a, b) => a - b), text.length];
        const pieces = ends.slice(1).map((end, at) => text.slice(ends[at], end));
        assert.deepEqual(written(pieces), written([text]));
      }),
    );
  });
});
