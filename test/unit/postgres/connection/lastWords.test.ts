import assert from 'node:assert/strict';
import { lastWords } from '../../../../src/postgres/connection/lastWords';
import { isServerError } from '../../../../src/postgres/connection/sqlstate';

/** As PgBouncer 1.18 sends it. */
function said(...fields: readonly string[]): Buffer {
  const body = Buffer.from([...fields.map((field) => `${field}\0`), '\0'].join(''));
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

const words = said('SFATAL', 'C08P01', 'Mquery timeout');
const row = Buffer.from('1234\tE\0\0\0x, which ends amid a row: E');

describe('What a pooler says before it closes a connection', () => {
  it('is told though it has stopped amid a row', () => {
    for (const bytes of [words, Buffer.concat([row, words])]) {
      const error = lastWords(bytes);
      assert.ok(isServerError(error));
      assert.deepEqual([error.message, error.code], ['query timeout', '08P01']);
    }
  });

  it('is not made of a row’s own bytes, nor of what was cut', () => {
    for (const bytes of [
      row,
      Buffer.alloc(0),
      Buffer.from('E'),
      words.subarray(0, -3),
      Buffer.concat([words, row]),
      said('SFATAL', 'C08P01'),
    ]) {
      assert.equal(lastWords(bytes), undefined);
    }
  });
});
