import assert from 'node:assert/strict';
import type { ReviewableRows } from '../../../../src/core/correction/rowSelection';
import { LineSet } from '../../../../src/core/review/lineSet';
import { figuresOf, type Meant } from '../../../../src/core/strategy/figures';
import { judgedRows, standingOut } from '../../../../src/core/strategy/judgedRows';

const length = 165;
const span = (from: number, to: number): LineSet => LineSet.fromRanges(length, [{ from, to }]);
const lines = (...numbers: readonly number[]): LineSet => LineSet.fromLines(length, numbers);

/** 100 missing, 50 changed, 10 only in production, 5 in conflict: their lines in this order. */
const rows: ReviewableRows = {
  length,
  kinds: { missing: span(0, 100), changed: span(100, 150), extra: span(150, 160) },
  reused: lines(103, 104, 140),
  unwritable: lines(110),
  stale: lines(7, 120),
  blocked: lines(8),
  ...{ sameValue: lines(), unread: lines(), children: lines() },
  later: span(5, 7).or(span(130, 140)),
};

/** What one transaction wrote: 30 of the changed rows, and two of those only in production. */
const done = span(100, 130).or(span(150, 152));
const whole: Meant = { lines: span(0, 160), deletes: true, all: true };

describe('The figures of a strategy', () => {
  const judged = judgedRows(rows, done);

  it('take for damage what is missing and what the damaging transactions wrote, and leave the rest to who wrote it', () => {
    assert.deepEqual([...judged.later], [...span(130, 150).or(span(152, 160))]);
    assert.equal(judged.damaged.size, 100 + 30 - 1 + 2, 'what cannot be written is no damage');
  });

  it('go by the rows’ own times where no transaction is known, and then call nothing damage that was only added', () => {
    const { later, damaged } = judgedRows(rows, undefined);
    assert.deepEqual([...later], [...span(130, 140).or(span(150, 160))]);
    assert.equal(damaged.size, 100 + 40 - 1);
  });

  it('of the whole table: every later write is overwritten or lost, no damage is left', () => {
    assert.deepEqual(figuresOf(whole, judged, rows), {
      ...{ insert: 100, update: 49, delete: 10, overwritten: 20, lost: 8, left: 0, apart: 0 },
    });
  });

  it('of rows that are chosen: without those that need a decision of their own, which are counted', () => {
    const meant = { lines: span(0, 150), deletes: false };
    assert.deepEqual(figuresOf(meant, judged, rows), {
      ...{ insert: 98, update: 45, delete: 0, overwritten: 19, lost: 0 },
      // Stale and blocked missing ones; stale and reused changed ones of the transaction; its two only in production.
      ...{ left: 2 + 3 + 2, apart: 6 },
    });
  });

  it('of what the damaging transaction wrote: nobody else loses anything', () => {
    const found = figuresOf({ lines: done, deletes: true }, judged, rows);
    assert.deepEqual([found.update, found.delete], [26, 2]);
    assert.deepEqual([found.overwritten, found.lost, found.left], [0, 0, 103]);
  });

  it('of nothing: all damage is left', () => {
    const found = figuresOf({ lines: lines(), deletes: false }, judged, rows);
    assert.deepEqual([found.insert, found.left, found.apart], [0, 131, 0]);
  });
});

describe('A transaction that stands out', () => {
  const found = (written: number, ...counts: readonly number[]): readonly number[] =>
    standingOut(
      counts.map((each) => ({ rows: each })),
      written,
    ).map((each) => each.rows);

  it('wrote a tenth of what was written, and more than one row', () => {
    assert.deepEqual(found(100, 60, 10, 9), [60, 10]);
    assert.deepEqual(found(3, 1, 1, 1), []);
  });
});
