import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { ChangedRow, RowInIncident } from '../../../../src/core/diff/rows/rowChange';
import { linesTogether, withStaleRows } from '../../../../src/core/review/factColumns';
import { FactIndexMaker, readFactIndex } from '../../../../src/core/review/factIndex';
import { flagBits, kindIn } from '../../../../src/core/review/rowFact';

const key = ['1'] as const;
const live = { live: ['1'], liveOnly: [] };
const changed: ChangedRow = {
  ...{ kind: 'changed', key, backup: ['1'], ...live, xid: '4294967295', columns: [1, 3] },
  ...{ reused: true, writtenDifferently: [], sameValue: false },
};
const rows: readonly RowInIncident[] = [
  { kind: 'missing', key, backup: ['1'], unread: [2] },
  changed,
  { ...changed, columns: [3], reused: false, sameValue: true, xid: '0' },
  { kind: 'extra', key, ...live, xid: '700' },
  { kind: 'stale', key, difference: 'extra', backup: undefined },
  { kind: 'conflict', key, side: 'backup', backup: ['1'] },
  { kind: 'conflict', key, side: 'live', ...live, xid: '701' },
];

describe('The index of compared rows', () => {
  it('gives back what is known of each row', () => {
    const known = readFactIndex(indexOf(rows), seal(rows), newHash);

    assert.ok(known);
    assert.deepEqual(
      [...known.bytes],
      rows.map((_, line) => 100 + line),
    );
    assert.deepEqual([...known.flags].map(kindIn), [
      ...['missing', 'changed', 'changed', 'extra', 'extra', 'conflict', 'conflict'],
    ]);
    assert.deepEqual(
      [...known.columns].map((place) => known.columnSets[place]),
      [[], [1, 3], [3], [], [], [], []],
    );
    const linesWith = (bit: number): readonly number[] =>
      [...known.flags.keys()].filter((line) => ((known.flags[line] ?? 0) & bit) !== 0);
    assert.deepEqual(linesWith(flagBits.unread), [0]);
    assert.deepEqual(linesWith(flagBits.reused), [1]);
    assert.deepEqual(linesWith(flagBits.sameValue), [2]);
    assert.deepEqual(linesWith(flagBits.stale), [4]);
    assert.deepEqual(linesWith(flagBits.written), [1, 2, 3, 6]);
    assert.deepEqual([...known.xids], [0, 4_294_967_295, 0, 700, 0, 0, 701]);
  });

  it('holds any number of rows, none among them, and the same facts past the end of a block', () => {
    for (const count of [0, linesTogether - 1, linesTogether, linesTogether + 1]) {
      const many = Array.from({ length: count }, (_, line) => rows[line % 5] ?? changed);
      const known = readFactIndex(indexOf(many), seal(many), newHash);
      assert.equal(known?.flags.length, count);
      assert.equal(known.bytes.at(-1) ?? 0, count === 0 ? 0 : 99 + count);
      assert.equal(known.flags.at(-1), count === 0 ? undefined : known.flags[(count - 1) % 5]);
      assert.deepEqual(known.columnSets, count === 0 ? [[]] : [[], [1, 3], [3]]);
    }
  });

  it('is none where it was changed or cut at any place', () => {
    const whole = indexOf(rows);
    for (let at = 0; at < whole.length; at++) {
      const changedAt = Uint8Array.from(whole);
      changedAt[at] = (whole[at] ?? 0) ^ 1;
      assert.equal(readFactIndex(changedAt, seal(rows), newHash), undefined, `changed at ${at}`);
      assert.equal(readFactIndex(whole.subarray(0, at), seal(rows), newHash), undefined);
    }
    const more = Uint8Array.from([...whole, 0]);
    assert.equal(readFactIndex(more, seal(rows), newHash), undefined);
  });

  it('is none of other rows, nor of a version that is not known', () => {
    const whole = indexOf(rows);
    assert.equal(readFactIndex(whole, { ...seal(rows), sha256: 'other' }, newHash), undefined);
    assert.equal(readFactIndex(whole, { ...seal(rows), count: 6 }, newHash), undefined);
    const older = withDigest(replaced(whole, '"version":1', '"version":0'));
    assert.equal(readFactIndex(older, seal(rows), newHash), undefined);
    const asWritten = withDigest(replaced(whole, '"version":1', '"version":1'));
    assert.ok(readFactIndex(asWritten, seal(rows), newHash));
  });
});

describe('What is known of a row that has become stale', () => {
  it('is its kind alone; a row in conflict never becomes so', () => {
    const known = readFactIndex(indexOf(rows), seal(rows), newHash);
    assert.ok(known);
    const { flags, columns } = withStaleRows(known, [{ from: 1, to: 6 }]);
    assert.deepEqual(
      [...flags].map((bits) => bits & ~3),
      [flagBits.unread, ...Array<number>(4).fill(flagBits.stale), 0, flagBits.written],
    );
    assert.deepEqual([...flags].map(kindIn), [...known.flags].map(kindIn));
    assert.deepEqual([...columns], Array(7).fill(0));
  });
});

function indexOf(all: readonly RowInIncident[]): Uint8Array {
  const maker = new FactIndexMaker(newHash);
  const parts = all.map((row, line) => maker.add(row, 100 + line) ?? new Uint8Array());
  return Buffer.concat([...parts, maker.end(seal(all))]);
}

function seal({ length }: readonly RowInIncident[]): { count: number; sha256: string } {
  return { count: length, sha256: `of ${length} lines` };
}

function replaced(file: Uint8Array, from: string, to: string): Uint8Array {
  return Buffer.from(Buffer.from(file).toString('latin1').replace(from, to), 'latin1');
}

function withDigest(file: Uint8Array): Uint8Array {
  const content = file.subarray(0, -64);
  return Buffer.concat([content, Buffer.from(newHash().update(content).digest('hex'))]);
}

function newHash(): ReturnType<typeof createHash> {
  return createHash('sha256');
}
