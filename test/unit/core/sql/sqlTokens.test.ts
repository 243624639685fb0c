import assert from 'node:assert/strict';
import { sqlTokens, stringValue } from '../../../../src/core/sql/sqlTokens';

function pieces(text: string, standardStrings = true): readonly string[] {
  return [...sqlTokens(text, standardStrings)].map(({ kind, text: own }) => `${kind} ${own}`);
}

describe('The pieces of SQL', () => {
  it('are words, names, strings and signs; blanks and comments are none', () => {
    assert.deepEqual(pieces(`select "a""b" /* x /* y */ ; */ from été -- ; '\nwhere n=1.5`), [
      ...['word select', 'name "a""b"', 'word from', 'word été', 'word where', 'word n'],
      ...['sign =', 'sign 1.5'],
    ]);
  });

  it('keep a semicolon within its string, its name and its dollars', () => {
    for (const whole of [
      `'a;''b'`,
      `"a;b"`,
      `$$a;b$$`,
      `$été$a;$$;$été$`,
      `E'a\\';b'`,
      `U&'a;b'`,
    ]) {
      assert.equal(pieces(whole).length, 1, whole);
    }
  });

  it('tell a parameter and a name with dollars from a string between dollars', () => {
    assert.deepEqual(pieces('$1 a$b$c'), ['sign $', 'sign 1', 'word a$b$c']);
  });

  it('depend on what a backslash means in a plain string', () => {
    assert.deepEqual(pieces(String.raw`'a\'; c'`), [
      String.raw`string 'a\'`,
      ...['sign ;', 'word c', `open '`],
    ]);
    assert.deepEqual(pieces(String.raw`'a\'; c'`, false), [String.raw`string 'a\'; c'`]);
  });

  it('go on with a string over a line end as what it began as', () => {
    assert.equal(pieces(String.raw`E'a' -- more` + '\n' + String.raw`'b\'; c'`).length, 1);
    assert.equal(pieces(`'a' 'b'`).length, 2);
  });

  it('end in what is never closed', () => {
    for (const open of [`'a`, `"a`, `$$a`, `$x$a$$`, `/* /* */`, String.raw`E'a\'`]) {
      assert.deepEqual(pieces(`select ${open}`), ['word select', `open ${open}`]);
    }
  });

  it('say what a string says', () => {
    const values = [...sqlTokens(`'a''b' $x$c$x$`, true)].map(stringValue);
    assert.deepEqual(values, [`a'b`, 'c']);
  });

  it('are taken apart quickly, however long a string is', () => {
    const text = `select '${"a''b".repeat(400_000)}', E'${'c\\\\'.repeat(400_000)}'`;
    assert.equal(pieces(text).length, 4);
  });
});
