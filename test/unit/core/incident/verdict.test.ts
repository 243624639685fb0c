import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Correction } from '../../../../src/core/correction/plan';
import type { RowImage } from '../../../../src/core/correction/undo';
import {
  asPlanned,
  isWrittenSince,
  type ObservedRow,
  type TransactionStatus,
  verdict,
  weigh,
} from '../../../../src/core/incident/verdict';

const ours = { xid: '1000', writers: ['1000'] };

const deleted: Correction = { action: 'delete', key: ['1'], seen: ['1', 'a'] };
const updated: Correction = {
  action: 'update',
  key: ['2'],
  seen: ['2', 'a'],
  set: [{ column: 1, value: 'b' }],
};
const inserted: Correction = {
  action: 'insert',
  key: ['3'],
  set: [
    { column: 0, value: '3' },
    { column: 1, value: 'b' },
  ],
};

function imageOf({ key, action }: Correction): RowImage {
  const [id = ''] = key;
  return {
    key,
    before: action === 'insert' ? null : [id, 'a'],
    after: action === 'delete' ? null : [id, 'b'],
  };
}

const none: ObservedRow = { row: null, xmin: undefined };
const row = (id: string, value: string, xmin: string): ObservedRow => ({ row: [id, value], xmin });

function judged(
  status: TransactionStatus,
  found: readonly (readonly [Correction, ObservedRow])[],
): string {
  const corrections = found.map(([correction]) => correction);
  const rows = found.map(([, observed]) => observed);
  return verdict(
    status,
    weigh(corrections, corrections.map(imageOf), { rows, nextXid: '2000' }, ours),
  );
}

describe('what became of a transaction', () => {
  it('was applied when the database says committed and the rows are ours', () => {
    const rows = [
      [deleted, none],
      [updated, row('2', 'b', '1000')],
      [inserted, row('3', 'b', '1000')],
    ] as const;
    assert.equal(judged('committed', rows), 'applied');
  });

  it('was applied even if others have changed or deleted most of the rows since', () => {
    const rows = [
      [updated, row('2', 'c', '1500')],
      [inserted, none],
      [{ ...inserted, key: ['4'] }, row('4', 'b', '1000')],
    ] as const;
    assert.equal(judged('committed', rows), 'applied');
  });

  it('was not applied when its number belongs to another by now: rows older than it are there', () => {
    const rows = [
      [deleted, row('1', 'a', '900')],
      [updated, row('2', 'a', '900')],
    ] as const;
    assert.equal(judged('committed', rows), 'not-applied');
  });

  it('is unknown when committed is all that speaks for it', () => {
    assert.equal(judged('committed', [[inserted, none]]), 'unknown');
    assert.equal(judged('committed', [[updated, row('2', 'c', '1500')]]), 'unknown');
  });

  it('was applied when committed, and all that it deleted is gone', () => {
    assert.equal(judged('committed', [[deleted, none]]), 'applied');
  });

  it('is unknown when rows speak for it and against it', () => {
    const rows = [
      [updated, row('2', 'b', '1000')],
      [{ ...updated, key: ['5'] }, row('5', 'a', '900')],
    ] as const;
    assert.equal(judged('committed', rows), 'unknown');
  });

  it('was not applied when the database says aborted', () => {
    assert.equal(judged('aborted', [[updated, row('2', 'a', '900')]]), 'not-applied');
  });

  it('is unknown as long as it is in progress, whatever the rows are', () => {
    assert.equal(judged('in progress', [[updated, row('2', 'a', '900')]]), 'unknown');
  });

  it('is told by the rows alone where the history is another, and only if all of them agree', () => {
    const before = row('2', 'a', '900');
    const after = row('2', 'b', '1000');
    assert.equal(judged('unknowable', [[updated, before]]), 'not-applied');
    assert.equal(judged('unknowable', [[updated, after]]), 'applied');
    assert.equal(
      judged('unknowable', [
        [updated, after],
        [deleted, row('1', 'a', '900')],
      ]),
      'unknown',
    );
    assert.equal(judged('unknowable', [[updated, row('2', 'c', '1500')]]), 'unknown');
  });

  it('never is applied and not applied at once, and never applied with a row untouched', () => {
    const observed = fc.constantFrom(
      none,
      row('2', 'a', '900'),
      row('2', 'b', '1000'),
      row('2', 'x', '1500'),
    );
    const correction = fc.constantFrom(deleted, updated, inserted);
    fc.assert(
      fc.property(fc.array(fc.tuple(correction, observed), { minLength: 1 }), (found) => {
        const untouched = found.some(([, { xmin }]) => xmin === '900');
        assert.ok(!(untouched && judged('committed', found) === 'applied'));
      }),
    );
  });
});

describe('transaction numbers', () => {
  it('are told apart as newer or older across the point where 32 bits begin again', () => {
    const cycle = 2n ** 32n;
    fc.assert(
      fc.property(
        fc.bigInt({ min: cycle, max: cycle * 5n }),
        fc.bigInt({ min: 1n, max: 2n ** 31n - 1n }),
        fc.bigInt({ min: 0n, max: 2n ** 31n - 1n }),
        (xid, age, older) => {
          const next = String(xid + age);
          const [newer, before] = [(xid + age - 1n) % cycle, (xid - 1n - older) % cycle];
          assert.ok(isWrittenSince(String(newer), String(xid), next));
          assert.ok(!isWrittenSince(String(before), String(xid), next));
        },
      ),
    );
  });
});

describe('planned rows', () => {
  it('are as planned when they hold what was set, whatever others did to other columns', () => {
    const corrections = [deleted, updated, inserted];
    const wide = { row: ['2', 'b', 'touched'], xmin: '1500' };
    assert.deepEqual(asPlanned(corrections, undefined, [none, wide, none]), [true, true, false]);
  });

  it('are as planned when they hold what a trigger made of it', () => {
    const images = [{ key: ['2'], before: ['2', 'a'], after: ['2', 'B!'] }];
    assert.deepEqual(asPlanned([updated], images, [row('2', 'B!', '1000')]), [true]);
    assert.deepEqual(asPlanned([updated], images, [row('2', 'a', '900')]), [false]);
  });
});
