import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  difference,
  hasOrdinal,
  intersection,
  ordinalRange,
  type OrdinalRanges,
  ordinalsIn,
  rangesOf,
  sizeOf,
  union,
} from '../../../../src/core/correction/ordinalRanges';
import {
  noRows,
  nothingSelected,
  type ReviewableRows,
  type RowSelection,
  selectedActions,
  selectedParts,
  withDeletes,
  withRows,
} from '../../../../src/core/correction/rowSelection';
import { readSelection, selectionText } from '../../../../src/core/correction/selectionFile';

const rows: ReviewableRows = {
  counts: { missing: 100, changed: 50, extra: 10 },
  reused: rangesOf([3, 4, 40]),
  unwritable: rangesOf([10]),
  sameValue: [],
  unread: noRows,
  stale: noRows,
};

const ordinalSets = fc
  .uniqueArray(fc.nat(60), { maxLength: 40 })
  .map((ordinals) => [...ordinals].sort((a, b) => a - b));

function select(
  selection: RowSelection,
  kind: 'missing' | 'changed' | 'extra',
  [from, to]: readonly [number, number],
): RowSelection {
  const meant = { rows: { ...noRows, [kind]: ordinalRange(from, to) }, selected: true };
  return withRows(selection, { ...meant, singly: to - from === 1 }, rows);
}

describe('choosing rows', () => {
  it('adds, takes away and finds ordinals as sets do', () => {
    fc.assert(
      fc.property(ordinalSets, ordinalSets, (a, b) => {
        const [first, second] = [rangesOf(a), rangesOf(b)];
        const list = (ranges: OrdinalRanges): number[] => [...ordinalsIn(ranges)];
        const all = [...new Set([...a, ...b])].sort((x, y) => x - y);
        assert.deepEqual(union(first, second), rangesOf(all));
        assert.deepEqual(
          list(intersection(first, second)),
          a.filter((n) => b.includes(n)),
        );
        assert.deepEqual(
          list(difference(first, second)),
          a.filter((n) => !b.includes(n)),
        );
        assert.equal(sizeOf(first), a.length);
        assert.ok(all.every((n) => hasOrdinal(first, n) === a.includes(n)));
      }),
    );
  });

  it('passes over rows with a reused key, but for one that is pointed at', () => {
    const whole = select(nothingSelected, 'changed', [0, 50]);
    assert.equal(sizeOf(whole.changed), 47);
    assert.equal(hasOrdinal(whole.changed, 3), false);
    assert.equal(sizeOf(select(whole, 'changed', [3, 4]).changed), 48);
  });

  it('selects what is only in production only while deletes are allowed', () => {
    assert.throws(() => select(nothingSelected, 'extra', [0, 10]), { code: 'usage' });
    const allowed = select(withDeletes(nothingSelected, true), 'extra', [0, 10]);
    assert.equal(selectedActions(allowed, rows).delete, 10);
    assert.equal(selectedActions(withDeletes(allowed, false), rows).delete, 0);
  });

  it('leaves deletes out of a range over all kinds while they are not allowed', () => {
    const all = {
      missing: ordinalRange(0, 5),
      changed: ordinalRange(0, 5),
      extra: ordinalRange(0, 5),
    };
    const chosen = withRows(nothingSelected, { rows: all, selected: true, singly: false }, rows);
    assert.deepEqual(selectedActions(chosen, rows), { insert: 5, update: 3, delete: 0 });
  });

  it('does not count an update of a row that has nothing to write', () => {
    assert.equal(
      selectedActions(select(nothingSelected, 'changed', [9, 12]), rows).update,
      2,
      'of rows 9, 10 and 11, row 10 differs only in what is left alone',
    );
  });

  it('names the exceptions of a nearly whole kind, and the rows of a small part', () => {
    const nearly = withRows(
      select(nothingSelected, 'missing', [0, 100]),
      { rows: { ...noRows, missing: ordinalRange(7, 8) }, selected: false, singly: true },
      rows,
    );
    assert.deepEqual(selectedParts(nearly, rows), [
      { kind: 'missing', except: ordinalRange(7, 8), skipSameValue: false },
    ]);
    assert.deepEqual(selectedParts(select(nothingSelected, 'missing', [2, 5]), rows), [
      { kind: 'missing', only: ordinalRange(2, 5) },
    ]);
  });

  it('names a reused row beside the whole kind, which does not hold it', () => {
    const whole = select(select(nothingSelected, 'changed', [0, 50]), 'changed', [40, 41]);
    assert.deepEqual(selectedParts(whole, rows), [
      { kind: 'changed', except: [], skipSameValue: false },
      { kind: 'changed', only: ordinalRange(40, 41) },
    ]);
  });

  it('never takes in a row that was not read whole, and says so of one that is pointed at', () => {
    const unread = { ...noRows, missing: rangesOf([7]), changed: rangesOf([12]) };
    const meant = { missing: ordinalRange(0, 100), changed: ordinalRange(0, 50), extra: [] };
    const all = withRows(
      nothingSelected,
      { rows: meant, selected: true, singly: false },
      { ...rows, unread },
    );
    assert.deepEqual([hasOrdinal(all.missing, 7), hasOrdinal(all.changed, 12)], [false, false]);
    assert.equal(sizeOf(all.missing), 99);
    const one = { rows: { ...noRows, missing: ordinalRange(7, 8) }, selected: true, singly: true };
    assert.throws(() => withRows(nothingSelected, one, { ...rows, unread }), {
      code: 'value-too-large',
    });
  });

  it('names the whole kind but what is only written differently, where nothing of that is chosen', () => {
    const sameValue = rangesOf([20, 21, 22, 23, 24]);
    const shown = { ...noRows, changed: difference(ordinalRange(0, 50), sameValue) };
    const chosen = withRows(
      nothingSelected,
      { rows: shown, selected: true, singly: false },
      { ...rows, sameValue },
    );
    assert.deepEqual(selectedParts(chosen, { ...rows, sameValue }), [
      { kind: 'changed', except: [], skipSameValue: true },
    ]);
    const oneMore = { ...chosen, changed: union(chosen.changed, ordinalRange(21, 22)) };
    assert.deepEqual(selectedParts(oneMore, { ...rows, sameValue }), [
      { kind: 'changed', except: rangesOf([20, 22, 23, 24]), skipSameValue: false },
    ]);
  });
});

describe('a kept selection', () => {
  const selection = select(select(nothingSelected, 'missing', [2, 5]), 'changed', [3, 4]);
  const stored = { comparison: 'seal', revision: 7, selection, planned: undefined };

  it('is read as it was kept', () => {
    assert.deepEqual(readSelection(selectionText(stored), 'seal', rows), stored);
    const planned = { ...stored, planned: { revision: 7, digest: 'abc' } };
    assert.deepEqual(readSelection(selectionText(planned), 'seal', rows), planned);
  });

  it('selects nothing of another comparison', () => {
    assert.equal(readSelection(selectionText(stored), 'another', rows), undefined);
  });

  it('selects nothing where it was spoilt', () => {
    const spoilt = [
      '',
      'null',
      '[]',
      selectionText(stored).slice(0, -2),
      selectionText(stored).replace('[[2,5]]', '[[5,2]]'),
      selectionText(stored).replace('[[2,5]]', '[[2,500]]'),
      selectionText(stored).replace('"extra":[]', '"extra":[[0,1]]'),
    ];
    for (const text of spoilt) {
      assert.equal(readSelection(text, 'seal', rows), undefined, text);
    }
  });
});
