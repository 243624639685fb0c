import assert from 'node:assert/strict';
import {
  keyId,
  readKeyLines,
  selects,
  type Selection,
} from '../../../../src/core/correction/selection';
import type { ChangedRow, ExtraRow, MissingRow } from '../../../../src/core/diff/rows/rowChange';

const missing: MissingRow = { kind: 'missing', key: ['1'], backup: ['1'] };
const extra: ExtraRow = { kind: 'extra', key: ['2'], live: ['2'], liveOnly: [], xid: '700' };
const changed: ChangedRow = {
  ...{ kind: 'changed', key: ['3'], backup: ['a'], live: ['b'], liveOnly: [] },
  ...{ xid: '701', columns: [0], reused: false },
  ...{ writtenDifferently: [], sameValue: false },
};
const reused: ChangedRow = { ...changed, key: ['4'], reused: true };

describe('A selection', () => {
  it('selects nothing without rules', () => {
    assert.equal(selects([], missing), false);
  });

  it('selects nothing by a rule that names nothing', () => {
    assert.equal(selects([{}], missing), false);
    assert.equal(selects([{}], extra), false);
  });

  it('selects nothing by a rule whose list is empty', () => {
    assert.equal(selects([{ kinds: [] }], missing), false);
    assert.equal(selects([{ kinds: ['missing'], keys: new Set() }], missing), false);
  });

  it('selects the rows that have everything a rule names', () => {
    const rule: Selection = [{ kinds: ['changed'], transactions: ['701'], patterns: ['p-1'] }];
    assert.equal(selects(rule, changed, ['p-1']), true);
    assert.equal(selects(rule, changed, ['p-2']), false);
    assert.equal(selects(rule, changed), false);
    assert.equal(selects(rule, { ...changed, xid: '702' }, ['p-1']), false);
    assert.equal(selects(rule, extra, ['p-1']), false);
  });

  it('selects the rows of each of its rules', () => {
    const rules: Selection = [{ kinds: ['missing'] }, { transactions: ['700'] }];
    assert.deepEqual(
      [missing, extra, changed].map((change) => selects(rules, change)),
      [true, true, false],
    );
  });

  it('knows no transaction of a missing row', () => {
    assert.equal(selects([{ transactions: ['700', '701'] }], missing), false);
  });

  it('selects a row whose key was reused only by its key', () => {
    assert.equal(selects([{ kinds: ['changed'] }], reused), false);
    assert.equal(selects([{ transactions: ['701'] }], reused), false);
    assert.equal(selects([{ keys: new Set([keyId(['4'])]) }], reused), true);
    assert.equal(selects([{ kinds: ['changed'], keys: new Set([keyId(['3'])]) }], reused), false);
  });

  it('leaves out rows that are only written differently where that is asked, by whatever it selects', () => {
    const same: ChangedRow = { ...changed, writtenDifferently: [0], sameValue: true };
    assert.equal(selects([{ kinds: ['changed'] }], same), true);
    assert.equal(selects([{ kinds: ['changed'], skipSameValue: true }], same), false);
    assert.equal(selects([{ keys: new Set([keyId(['3'])]), skipSameValue: true }], same), false);
    assert.equal(selects([{ kinds: ['changed', 'missing'], skipSameValue: true }], missing), true);
    assert.equal(selects([{ skipSameValue: true }], changed), false, 'it names nothing by itself');
  });

  it('tells keys apart whatever they hold', () => {
    const keys = [['a', 'b'], ['a,b'], ['a","b'], ['', 'ab'], ['ab', ''], ['ab']];
    assert.equal(new Set(keys.map(keyId)).size, keys.length);
  });
});

describe('The lines of --keys', () => {
  it('may be lines as of --changes', () => {
    const lines = ['{"kind":"missing","key":["1"],"backup":{"id":"1"}}', '', '{"key":["2"]}'];
    assert.deepEqual(readKeyLines(lines, 1), new Set([keyId(['1']), keyId(['2'])]));
  });

  it('may begin with a byte order mark and end in CR', () => {
    assert.deepEqual(readKeyLines(['\uFEFF{"key":["1"]}\r'], 1), new Set([keyId(['1'])]));
  });

  for (const [line, what] of [
    ['{"key":["1"]', 'is not JSON'],
    ['null', 'has no "key"'],
    ['[1]', 'has no "key"'],
    ['{"id":["1"]}', 'has no "key"'],
    ['{"key":[1]}', 'has no "key"'],
    ['{"key":["1","2"]}', 'has a key of 2 values'],
  ] as const) {
    it(`are refused by the number of the line that ${what}: ${line}`, () => {
      assert.throws(() => readKeyLines(['{"key":["1"]}', line], 1), {
        code: 'usage',
        message: new RegExp(`^Line 2 of the keys ${what}`),
      });
    });
  }
});
