import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type TextRange, wordMarks } from '../../../../../src/core/diff/rows/wordMarks';

const limits = { length: 10_000, milliseconds: 200 };

function marked(text: string, ranges: readonly TextRange[]): readonly string[] {
  return ranges.map(({ from, to }) => text.slice(from, to));
}

function unmarked(text: string, ranges: readonly TextRange[]): string {
  let at = 0;
  let rest = '';
  for (const { from, to } of ranges) {
    rest += text.slice(at, from);
    at = to;
  }
  return rest + text.slice(at);
}

describe('the words that differ within a cell', () => {
  it('are marked on either side', () => {
    const [backup, live] = ['Dossier à compléter', 'Dossier complet | lot 18/11'];
    const marks = wordMarks(backup, live, limits);
    assert.ok(marks);
    assert.deepEqual(marked(backup, marks.backup), ['à', 'compléter']);
    assert.deepEqual(marked(live, marks.live), ['complet', '| lot 18/11']);
  });

  it('leave the same text on both sides where they are taken away', () => {
    const text = fc
      .array(fc.constantFrom('un ', 'deux ', '😀 ', '\n', 'été', ', '))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (backup, live) => {
        const marks = wordMarks(backup, live, limits);
        if (marks) {
          assert.equal(unmarked(backup, marks.backup), unmarked(live, marks.live));
        }
      }),
    );
  });

  it('are the whole cell where a side is NULL or empty, or nothing is the same', () => {
    assert.equal(wordMarks(null, 'x', limits), undefined);
    assert.equal(wordMarks('', 'x', limits), undefined);
    assert.equal(wordMarks('CONFIRME', 'ANNULE', limits), undefined);
  });

  it('are the whole cell where looking would take too long', () => {
    assert.equal(wordMarks('a b c', 'a b d', { ...limits, length: 5 }), undefined);
    const long = (word: string): string => `same ${`${word} `.repeat(3000)}`;
    assert.equal(
      wordMarks(long('a b'), long('c d'), { length: 1e6, milliseconds: 200 }),
      undefined,
    );
  });
});
