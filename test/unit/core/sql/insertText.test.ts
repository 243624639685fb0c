import assert from 'node:assert/strict';
import fc from 'fast-check';
import { InsertWriter, insertsHead, rowLiteral } from '../../../../src/core/sql/insertText';

const table = { schema: 'metier', name: 'Rendez "vous"' };

function inserts(pieces: readonly string[]): string {
  const writer = new InsertWriter({ table, columns: ['id', 'n"om'], overriding: true });
  const parts = pieces.flatMap((piece) => [...writer.take(Buffer.from(piece))]);
  return Buffer.concat([...parts, writer.end()]).toString();
}

describe('INSERTs of rows', () => {
  const copied = String.raw`(1, 'a\nb')` + '\n' + String.raw`(2,  E'c\\\\d\té')` + '\n';

  it('hold each row as it was, whatever COPY escaped', () => {
    assert.equal(
      inserts([copied]),
      'INSERT INTO "metier"."Rendez ""vous""" ("id", "n""om") OVERRIDING SYSTEM VALUE VALUES\n' +
        "(1, 'a\nb'),\n(2,  E'c\\\\d\té');\n",
    );
  });

  it('are the same however the text comes in pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(copied.length), { maxLength: 8 }), (cuts) => {
        const ends = [0, ...cuts.toSorted((a, b) => a - b), copied.length];
        const pieces = ends.slice(1).map((end, at) => copied.slice(ends[at], end));
        assert.equal(inserts(pieces), inserts([copied]));
      }),
    );
  });

  it('are of a hundred rows at most', () => {
    const text = inserts(Array.from({ length: 250 }, (_, at) => `(${at})\n`));
    assert.equal(text.match(/INSERT/g)?.length, 3);
    assert.equal(text.match(/;\n/g)?.length, 3);
  });

  it('are none where there is no row', () => {
    assert.equal(inserts([]), '');
  });

  it('take any number of columns, though no function takes so many arguments', () => {
    const text = rowLiteral(Array.from({ length: 200 }, (_, at) => `c${at}`));
    assert.equal(text.match(/format\(/g)?.length, 3);
  });

  it('name in comments what is theirs alone, on lines of their own', () => {
    const head = insertsHead({
      ...{ table, server: 'db:5432/mairie', time: '2026-03-01T00:00:00Z', tool: 'pra 0.1.0' },
      ...{
        condition: 'id > 1\n; drop table x',
        leftOut: ['total'],
        settings: { lc_monetary: 'C' },
      },
    });
    assert.ok(head.includes('-- Only where id > 1 ; drop table x\n'));
    assert.ok(head.includes("\nBEGIN;\nSET LOCAL lc_monetary = 'C';\n"));
  });
});
