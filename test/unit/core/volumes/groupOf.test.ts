import assert from 'node:assert/strict';
import { groupOf } from '../../../../src/core/volumes/groupOf';

describe('What a value is counted under', () => {
  it('is its day where it is a date or a time', () => {
    for (const cell of [
      '2026-03-10',
      '2026-03-10 23:59:59.5',
      '2026-03-10T08:00',
      '2026-03-10 x',
    ]) {
      assert.equal(groupOf(cell), '2026-03-10');
    }
    assert.equal(groupOf('0044-03-15 12:00:00 BC'), '0044-03-15 BC');
  });

  it('is the day in UTC where the dump holds a time in another zone', () => {
    assert.equal(groupOf('2026-03-10 00:30:00+02'), '2026-03-09');
    assert.equal(groupOf('2026-03-09 20:00:00.25-04'), '2026-03-10');
    assert.equal(groupOf('2026-03-10 05:29:59+05:30'), '2026-03-09');
    assert.equal(groupOf('2026-03-10 00:30:00+00'), '2026-03-10');
    assert.equal(groupOf('2026-03-01 00:09:20+00:09:21'), '2026-02-28');
    assert.equal(groupOf('2026-12-31 23:00:00-01'), '2027-01-01');
    assert.equal(groupOf('2026-99-99 00:00:00+01'), '2026-99-99');
  });

  it('is itself where it begins with no date', () => {
    for (const cell of ['CONFIRME', 'infinity', '', '2026-03-10-7', '12026-03-10', null]) {
      assert.equal(groupOf(cell), cell);
    }
  });

  it('is the beginning of a long text, in whole characters', () => {
    assert.equal(groupOf('x'.repeat(1000)), 'x'.repeat(200));
    assert.equal(groupOf('😀'.repeat(300)), '😀'.repeat(200));
  });
});
