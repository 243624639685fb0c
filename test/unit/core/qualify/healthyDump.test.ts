import assert from 'node:assert/strict';
import {
  type DamageSigns,
  healthyDump,
  notableWriters,
} from '../../../../src/core/qualify/healthyDump';
import { dump, paris, writer } from './table';

const before = dump('before', '2026-03-09T02:00:00', { rows: 600 });
const after = dump('after', '2026-03-10T02:00:00', { rows: 480 });
const signs: DamageSigns = {
  ...{ said: undefined, rows: 480, now: Date.parse('2026-03-11T08:00:00Z') },
  ...{ transactions: [], clock: paris },
};

describe('The newest healthy dump', () => {
  it('is of before the time that somebody said, whatever the figures tell', () => {
    const noon = Date.parse('2026-03-10T12:00:00Z');
    const found = healthyDump([before, after], { ...signs, said: { from: noon, to: noon } });
    assert.deepEqual(found, { path: 'after', toldBy: 'said' });
  });

  it('is the last one before the table lost rows', () => {
    assert.deepEqual(healthyDump([after, before], signs), { path: 'before', toldBy: 'volume' });
  });

  it('is the newest where rows were lost only since', () => {
    const whole = { ...after, rows: 605 };
    assert.deepEqual(healthyDump([before, whole], signs), { path: 'after', toldBy: 'volume' });
  });

  it('is the last one before a transaction wrote many rows, where none were lost', () => {
    const transactions = [
      writer('filled it', 300, 90_000),
      writer('777', 200, 3, '2026-03-09T20:00:00Z'),
    ];
    const found = healthyDump([before, { ...after, rows: 600 }], {
      ...signs,
      ...{ rows: 600, transactions },
    });
    assert.deepEqual(found, { path: 'before', toldBy: 'transaction' });
  });

  it('is the newest that can be read where nothing tells', () => {
    const damaged = dump('damaged', '2026-03-11T02:00:00', { verification: 'damaged' });
    const found = healthyDump([before, { ...after, rows: 600 }, damaged], { ...signs, rows: 600 });
    assert.deepEqual(found, { path: 'after', toldBy: 'nothing' });
  });

  it('is the newest that still holds the table where production has lost it', () => {
    const without = dump('without', '2026-03-11T02:00:00', { rows: 'no such table' });
    const found = healthyDump([before, after, without], { ...signs, rows: 'no such table' });
    assert.deepEqual(found, { path: 'after', toldBy: 'gone' });
  });

  it('is none where all are of after it, or damaged', () => {
    const noon = Date.parse('2026-03-08T12:00:00Z');
    assert.equal(healthyDump([before], { ...signs, said: { from: noon, to: noon } }), undefined);
    assert.equal(healthyDump([{ ...before, verification: 'damaged' }], signs), undefined);
  });
});

describe('Transactions that are worth a word', () => {
  it('wrote many rows, the one with most first, but are not the one that filled the table', () => {
    const all = [
      writer('filled it', 9000, 50_000),
      writer('small', 19, 20),
      writer('some', 60, 30),
      writer('most', 400, 10),
    ];
    assert.deepEqual(
      notableWriters(all).map(({ xid }) => xid),
      ['most', 'some'],
    );
  });
});
