import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hasOrdinal, rangesOf, sizeOf } from '../../../../src/core/correction/ordinalRanges';
import {
  choosable,
  chosenAt,
  inverted,
  leftOutOf,
  nothingSelected,
  type ReviewableRows,
  type RowSelection,
  selectedActions,
  withCell,
  withDeletes,
  withRows,
} from '../../../../src/core/correction/rowSelection';
import {
  readSelection,
  selectionText,
  type StoredSelection,
} from '../../../../src/core/correction/selectionFile';
import { LineSet } from '../../../../src/core/review/lineSet';

const length = 165;
const span = (from: number, to: number): LineSet => LineSet.fromRanges(length, [{ from, to }]);
const lines = (...numbers: readonly number[]): LineSet => LineSet.fromLines(length, numbers);

/** 100 missing, 50 changed, 10 only in production, 5 in conflict: their lines in this order. */
const rows: ReviewableRows = {
  length,
  kinds: { missing: span(0, 100), changed: span(100, 150), extra: span(150, 160) },
  reused: lines(103, 104, 140),
  unwritable: lines(110),
  ...{ sameValue: lines(), unread: lines(), stale: lines() },
  ...{ blocked: lines(), children: lines(), later: lines() },
};
const nothing = nothingSelected(rows);

const ordinalSets = fc
  .uniqueArray(fc.nat(60), { maxLength: 40 })
  .map((ordinals) => [...ordinals].sort((a, b) => a - b));

function select(selection: RowSelection, from: number, to: number): RowSelection {
  const meant = { lines: span(from, to), selected: true, singly: to - from === 1 };
  return withRows(selection, meant, rows);
}

describe('choosing rows', () => {
  it('finds and counts ordinals in ranges as a set does', () => {
    fc.assert(
      fc.property(ordinalSets, (ordinals) => {
        const ranges = rangesOf(ordinals);
        assert.equal(sizeOf(ranges), ordinals.length);
        assert.ok(
          [...Array(61).keys()].every((n) => hasOrdinal(ranges, n) === ordinals.includes(n)),
        );
      }),
    );
  });

  it('passes over rows with a reused key, but for one that is pointed at', () => {
    const whole = select(nothing, 100, 150);
    assert.deepEqual([whole.lines.size, whole.lines.has(103)], [47, false]);
    assert.equal(select(whole, 103, 104).lines.size, 48);
  });

  it('selects what is only in production only while deletes are allowed', () => {
    assert.throws(() => select(nothing, 150, 160), { code: 'usage' });
    const allowed = select(withDeletes(nothing, true, rows), 150, 160);
    assert.equal(selectedActions(allowed, rows).delete, 10);
    assert.equal(selectedActions(withDeletes(allowed, false, rows), rows).delete, 0);
  });

  it('leaves deletes out of a range over all kinds while they are not allowed, and says so', () => {
    const meant = lines(0, 1, 2, 3, 4, 100, 101, 102, 103, 104, 150, 151, 152);
    const chosen = withRows(nothing, { lines: meant, selected: true, singly: false }, rows);
    assert.deepEqual(selectedActions(chosen, rows), { insert: 5, update: 3, delete: 0 });
    assert.deepEqual(leftOutOf(meant, nothing, rows), {
      ...{ deletes: 3, reused: 2, stale: 0, unread: 0, blocked: 0 },
    });
    const allowed = withDeletes(nothing, true, rows);
    assert.equal(leftOutOf(meant, allowed, rows).deletes, 0);
  });

  it('counts each row that it leaves out once, by what keeps it out first', () => {
    const spoilt = { ...rows, stale: lines(103, 0), unread: lines(0, 1) };
    assert.deepEqual(leftOutOf(span(0, 150), nothing, spoilt), {
      ...{ deletes: 0, stale: 2, unread: 1, blocked: 0, reused: 2 },
    });
  });

  it('never takes in a row in conflict', () => {
    const all = withRows(nothing, { lines: span(0, 165), selected: true, singly: false }, rows);
    assert.ok(all.lines.and(span(160, 165)).isEmpty);
  });

  it('does not count an update of a row that has nothing to write', () => {
    const chosen = select(nothing, 109, 112);
    assert.equal(
      selectedActions(chosen, rows).update,
      2,
      'of the lines 109, 110 and 111, line 110 differs only in what is left alone',
    );
  });

  it('never takes in a row that was not read whole, and says so of one that is pointed at', () => {
    const withUnread = { ...rows, unread: lines(7, 112) };
    const all = { lines: span(0, 150), selected: true, singly: false };
    const chosen = withRows(nothing, all, withUnread);
    assert.deepEqual([chosen.lines.has(7), chosen.lines.has(112)], [false, false]);
    assert.equal(chosen.lines.and(rows.kinds.missing).size, 99);
    const one = { lines: lines(7), selected: true, singly: true };
    assert.throws(() => withRows(nothing, one, withUnread), { code: 'value-too-large' });
  });

  it('leaves out rows whose parent production lacks, says how many, and refuses one that is pointed at', () => {
    const blocked = { ...rows, blocked: lines(7, 103, 141) };
    const all = { lines: span(0, 150), selected: true, singly: false };
    const chosen = withRows(nothing, all, blocked);
    assert.deepEqual(
      [7, 103, 141].map((line) => chosen.lines.has(line)),
      [false, false, false],
    );
    const { blocked: left, reused } = leftOutOf(span(0, 150), nothing, blocked);
    assert.deepEqual([left, reused], [3, 2]);
    const one = { lines: lines(7), selected: true, singly: true };
    assert.throws(() => withRows(nothing, one, blocked), { code: 'usage' });
  });

  it('takes columns of a blocked row alone, but not those that refer to what is not there', () => {
    const blocked = { ...rows, blocked: lines(120) };
    const of = { written: [1, 2], blocked: [1], rows: blocked };
    const taken = withCell(nothing, { line: 120, column: 2, selected: true }, of);
    assert.deepEqual(chosenAt(taken, 120), [2]);
    const refused = { line: 120, column: 1, selected: true };
    assert.throws(() => withCell(taken, refused, of), { code: 'usage' });
  });

  it('turns round what is selected, without what cannot be selected among others', () => {
    const allowed = withDeletes(nothing, true, rows);
    const turned = inverted(select(allowed, 90, 105), span(0, 160), rows);
    assert.equal(turned.lines.and(rows.kinds.missing).size, 90);
    assert.equal(turned.lines.and(rows.kinds.changed).size, 50 - 3 - 3);
    assert.equal(turned.lines.and(rows.kinds.extra).size, 10);
    assert.equal(inverted(nothing, span(0, 160), rows).lines.and(rows.kinds.extra).size, 0);
  });
});

describe('What may be chosen of the rows that are shown', () => {
  const all = span(0, 160);
  const stale = { ...rows, stale: lines(0, 101) };

  it('is all chosen once choosing them all takes nothing more in, whatever cannot be selected', () => {
    const chosen = withRows(nothing, { lines: all, selected: true, singly: false }, stale);
    const { selectable, selectableSelected, selected } = choosable(
      all,
      { all, selection: chosen },
      stale,
    );
    assert.deepEqual([selectable, selectableSelected, selected], [145, 145, 145]);
  });

  it('counts a row with a reused key that was chosen singly beside those', () => {
    const one = select(nothing, 103, 104);
    const found = choosable(all, { all, selection: one }, stale);
    assert.deepEqual([found.selected, found.selectableSelected], [1, 0]);
  });

  it('tells the rows that wait for deletes to be allowed', () => {
    const waiting = choosable(all, { all, selection: nothing }, rows);
    assert.deepEqual([waiting.selectable, waiting.awaitingDeletes], [147, 10]);
    const allowed = withDeletes(nothing, true, rows);
    const none = choosable(all, { all, selection: allowed }, rows);
    assert.deepEqual([none.selectable, none.awaitingDeletes], [157, 0]);
  });

  it('tells what is selected and hidden', () => {
    const selection = select(nothing, 0, 30);
    const { selected, hiddenSelected } = choosable(span(20, 60), { all, selection }, rows);
    assert.deepEqual([selected, hiddenSelected], [10, 20]);
  });
});

describe('choosing single columns of a changed row', () => {
  const of = { written: [2, 3, 5], blocked: [], rows };
  const cell = (selection: RowSelection, column: number, selected: boolean): RowSelection =>
    withCell(selection, { line: 120, column, selected }, of);

  it('takes this column only, then another, and the whole row once all are taken', () => {
    const one = cell(nothing, 3, true);
    assert.deepEqual([chosenAt(one, 120), one.lines.size], [[3], 1]);
    const two = cell(one, 2, true);
    assert.deepEqual(chosenAt(two, 120), [2, 3]);
    assert.equal(chosenAt(cell(two, 5, true), 120), true);
  });

  it('leaves one column of a whole row out, and with the last the row', () => {
    const [whole] = [select(nothing, 120, 121)];
    const without = cell(whole, 2, false);
    assert.deepEqual(chosenAt(without, 120), [3, 5]);
    const none = cell(cell(without, 3, false), 5, false);
    assert.deepEqual([chosenAt(none, 120), none.cells.size], [false, 0]);
  });

  it('is over once the row is chosen, or left out, as a whole', () => {
    const one = cell(nothing, 3, true);
    assert.equal(chosenAt(select(one, 100, 150), 120), true);
    const out = withRows(one, { lines: lines(120), selected: false, singly: true }, rows);
    assert.deepEqual([chosenAt(out, 120), out.cells.size], [false, 0]);
  });

  it('refuses a column that does not differ or is not written, and rows that cannot be selected', () => {
    assert.throws(() => cell(nothing, 4, true), { code: 'usage' });
    const spoilt = { ...of, rows: { ...rows, stale: lines(120) } };
    const first = { line: 120, column: 2, selected: true };
    assert.throws(() => withCell(nothing, first, spoilt), { code: 'usage' });
  });
});

describe('a kept selection', () => {
  const withOne = withCell(
    select(select(nothing, 2, 5), 103, 104),
    { line: 120, column: 3, selected: true },
    { written: [2, 3], blocked: [], rows },
  );
  const stored: StoredSelection = {
    ...{ comparison: 'seal', revision: 7, selection: withOne, planned: undefined },
    choosing: { rules: ['{"act":"tab"}'], ruled: lines(2, 3, 4) },
  };
  const read = (text: string, comparison = 'seal'): ReturnType<typeof readSelection> =>
    readSelection(text, { comparison, length, kinds: () => Promise.resolve(rows.kinds) });

  it('is read as it was kept', async () => {
    assert.deepEqual(await read(selectionText(stored)), stored);
    const planned = { ...stored, planned: { revision: 7, digest: 'abc' } };
    assert.deepEqual(await read(selectionText(planned)), planned);
  });

  it('is read as it was kept, and is small, whatever rows it holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat(length - 1)), async (chosen) => {
        const selection = { ...nothing, lines: lines(...chosen) };
        const text = selectionText({ ...stored, selection });
        assert.deepEqual((await read(text))?.selection, selection);
        assert.ok(text.length < 400, text);
      }),
    );
  });

  it('is read, too, where the first version kept it by kind', async () => {
    const selection = { missing: [[2, 5]], changed: [[3, 4]], extra: [[0, 1]] };
    const first = {
      ...{ format: 'pra-selection', version: 1, comparison: 'seal', revision: 7 },
      selection: { ...selection, deletesAllowed: true },
      planned: { revision: 7, digest: 'abc' },
    };
    const now = await read(JSON.stringify(first));
    assert.deepEqual(now?.selection, {
      ...{ lines: lines(2, 3, 4, 103, 150), cells: new Map(), deletesAllowed: true },
    });
    assert.deepEqual(now.planned, first.planned);
    const past = { ...first, selection: { ...selection, missing: [[2, 500]] } };
    assert.equal(await read(JSON.stringify(past)), undefined);
  });

  it('selects nothing of another comparison', async () => {
    assert.equal(await read(selectionText(stored), 'another'), undefined);
  });

  it('selects nothing where it was spoilt', async () => {
    const text = selectionText(stored);
    const spoilt = [
      ...['', 'null', '[]', text.slice(0, -2)],
      text.replace('[[2,5],', '[[5,2],'),
      text.replace('[[2,5],', '[[2,500],'),
      text.replace('[[120,[3]]]', '[[121,[3]]]'),
      text.replace('[[120,[3]]]', '[[120,[]]]'),
      text.replace('[[120,[3]]]', '[[120,[3,2]]]'),
      text.replace('"version":2', '"version":3'),
      text.replace(/"lines":\{[^}]*\}/, '"lines":{"bits":"!"}'),
    ];
    for (const wrong of spoilt) {
      assert.notEqual(wrong, text);
      assert.equal(await read(wrong), undefined, wrong);
    }
  });
});
