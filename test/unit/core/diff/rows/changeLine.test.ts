import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Column, Row } from '../../../../../src/core/catalog/table';
import { changeLine, readChangeLine } from '../../../../../src/core/diff/rows/changeLine';
import type { ComparedTable } from '../../../../../src/core/diff/comparison';
import { type KeptRow, withWrittenDifferently } from '../../../../../src/core/diff/rows/rowChange';

function column(name: string): Column {
  return {
    name,
    type: {
      label: 'text',
      castName: 'pg_catalog.text',
      arrayCastName: 'pg_catalog.text[]',
      builtIn: 'text',
      deterministic: true,
    },
    notNull: false,
    hasDefault: false,
    generated: false,
    identity: undefined,
  };
}

const columns = [column('id'), column('10'), column('__proto__')];
const liveOnlyColumns = [column('added')];
const table = {
  id: { schema: 'a', name: 't' },
  oid: '1',
  kind: 'table',
  columns,
  keys: [['id']],
  key: [0],
} as const;
const compared: ComparedTable = {
  ...{ backup: table, live: table, columns, liveOnly: liveOnlyColumns },
  ...{ key: [0], ignored: [], identity: [] },
};

const cell = fc.option(fc.string({ unit: 'binary' }).map((text) => text.toWellFormed()));
const row: fc.Arbitrary<Row> = fc.tuple(cell, cell, cell);
const others: fc.Arbitrary<Row> = fc.tuple(cell);
const key = fc.tuple(fc.string());
const read = fc.oneof<fc.Arbitrary<KeptRow>[]>(
  fc.tuple(key, row).map(([k, backup]) => ({ kind: 'missing', key: k, backup })),
  fc
    .tuple(key, row, others)
    .map(([k, live, liveOnly]) => ({ kind: 'extra', key: k, live, liveOnly, xid: '77' })),
  fc
    .tuple(key, row, row, others, fc.boolean(), fc.subarray([0, 1, 2], { minLength: 1 }))
    .chain(([k, backup, live, liveOnly, reused, columns]) =>
      fc.subarray(columns).map((equal) =>
        withWrittenDifferently(
          {
            ...{ kind: 'changed', key: k, backup, live, liveOnly, xid: '4294967295', columns },
            ...{ reused, writtenDifferently: [], sameValue: false },
          },
          equal,
        ),
      ),
    ),
  fc
    .tuple(key, fc.constantFrom('missing', 'changed'), row)
    .map(([k, difference, backup]) => ({ kind: 'stale', key: k, difference, backup })),
  key.map((k) => ({ kind: 'stale', key: k, difference: 'extra', backup: undefined })),
  fc
    .tuple(fc.tuple(cell), row)
    .map(([k, backup]) => ({ kind: 'conflict', key: k, side: 'backup', backup })),
  fc.tuple(fc.tuple(cell), row, others).map(([k, live, liveOnly]) => ({
    ...{ kind: 'conflict', key: k, side: 'live', live, liveOnly, xid: '78' },
  })),
);

/** With some of its values too large to be read, the one that only production has among them. */
const change = fc
  .tuple(read, fc.subarray([0, 1, 2, 3]))
  .map(([row, unread]) => (unread.length > 0 ? { ...row, unread } : row));

describe('A change as a line', () => {
  it('comes back as it was, whatever its cells and columns are called', () => {
    fc.assert(
      fc.property(change, (given) => {
        const line = changeLine(given, compared);
        assert.doesNotMatch(line, /\n/);
        assert.deepEqual(readChangeLine(line, compared, 1), given);
      }),
    );
  });

  it('names its columns, and the live side with what only production has', () => {
    const line = changeLine(
      {
        ...{ kind: 'changed', key: ['1'], backup: ['1', null, ''], live: ['1', 'x', ''] },
        ...{ liveOnly: ['new'], xid: '9', columns: [1], reused: true },
        ...{ writtenDifferently: [1], sameValue: true, unread: [2, 3] },
      },
      compared,
    );
    const { backup, live, ...rest } = JSON.parse(line) as Record<string, Record<string, unknown>>;
    assert.deepEqual(rest, {
      ...{ kind: 'changed', key: ['1'], columns: ['10'], reused: true, xid: '9' },
      ...{ sameValue: true, writtenDifferently: ['10'], unread: ['__proto__', 'added'] },
    });
    assert.deepEqual(Object.keys(backup ?? {}).sort(), ['10', '__proto__', 'id']);
    assert.equal(live?.['added'], 'new');
  });

  it('of before it was looked at is of no value that is only written differently', () => {
    const line =
      '{"kind":"changed","key":["1"],"backup":{"id":"1","10":"1.0","__proto__":""},' +
      '"live":{"id":"1","10":"1.00","__proto__":"","added":null},"columns":["10"],"xid":"9"}';
    const read = readChangeLine(line, compared, 1);
    assert.ok(read.kind === 'changed' && !read.sameValue);
    assert.deepEqual(read.writtenDifferently, []);
  });

  it('of a table without a key says how many copies there are, and is refused without', () => {
    const keyless = { ...compared, key: [] };
    const given = { kind: 'missing', key: [], rows: 3, backup: ['1', null, ''] } as const;
    const line = changeLine(given, keyless);
    assert.deepEqual(readChangeLine(line, keyless, 1), given);
    const wrong = ['"rows":0', '"rows":1.5', '"rows":"3"', '"copies":3'];
    for (const instead of wrong) {
      assert.throws(() => readChangeLine(line.replace('"rows":3', instead), keyless, 1), {
        code: 'incident-unreadable',
      });
    }
    assert.throws(() => readChangeLine(line, compared, 1), { code: 'incident-unreadable' });
  });

  it('that was cut or changed is refused by its number', () => {
    const missing = changeLine({ kind: 'missing', key: ['1'], backup: ['1', 'a', 'b'] }, compared);
    const wrong = [
      missing.slice(0, -1),
      '{}',
      'null',
      missing.replace('"missing"', '"gone"'),
      missing.replace('"10":', '"11":'),
      missing.replace('["1"]', '["1","2"]'),
      missing.replace('"a"', '7'),
    ];
    for (const line of wrong) {
      assert.throws(() => readChangeLine(line, compared, 3), {
        code: 'incident-unreadable',
        message: /Line 3/,
      });
    }
  });
});
