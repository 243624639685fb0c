import assert from 'node:assert/strict';
import { comparedTable, keyIsProved, keyNamesOf } from '../../../../src/core/diff/comparedTable';
import { keyForms } from '../../../../src/core/diff/keys/keyForms';
import { type RecoveryErrorCode, RecoveryError } from '../../../../src/core/errors';
import { column, table } from './tables';

const orders = table(
  [
    column('id', 'int4'),
    column('shop', 'int4'),
    column('number', 'text'),
    column('total', 'numeric'),
  ],
  [['id'], ['shop', 'number']],
);

function refused(run: () => unknown, code: RecoveryErrorCode, words: RegExp): void {
  assert.throws(
    run,
    (error: unknown) =>
      error instanceof RecoveryError && error.code === code && words.test(error.message),
  );
}

describe('What of a table is compared', () => {
  it('is matched by column name, in the order of production', () => {
    const backup = table([column('total'), column('id', 'int4'), column('gone')], [['id']]);
    const live = table([column('id', 'int4'), column('new'), column('total')], [['id']]);
    const compared = comparedTable(backup, live, { ignore: ['total'] });
    assert.deepEqual(
      compared.columns.map(({ name }) => name),
      ['id', 'total'],
    );
    assert.deepEqual(
      compared.liveOnly.map(({ name }) => name),
      ['new'],
    );
    assert.deepEqual([compared.key, compared.ignored], [[0], [1]]);
    assert.deepEqual([compared.backup.key, compared.live.key], [[1], [0]]);
  });

  it('takes the primary key of production that the backup has too', () => {
    assert.deepEqual(keyNamesOf(comparedTable(orders, orders, {}).live), ['id']);
    const withoutKey = { ...orders, keys: [['shop', 'number']] };
    assert.deepEqual(keyNamesOf(comparedTable(withoutKey, orders, {}).live), ['shop', 'number']);
  });

  it('takes an index that calls NULLs equal only where there is no key without NULLs', () => {
    const nullable = { ...orders, keys: [], nullableKeys: [['shop', 'number']] };
    const compared = comparedTable(nullable, nullable, {});
    assert.deepEqual(keyNamesOf(compared.live), ['shop', 'number']);
    assert.equal(keyIsProved(compared.live), false);
    const both = { ...nullable, keys: [['id']] };
    assert.deepEqual(keyNamesOf(comparedTable(nullable, both, {}).live), ['id']);
  });

  it('takes a key that only one side is sure of, to be checked on the other', () => {
    const restored = { ...orders, keys: [] };
    const compared = comparedTable(restored, orders, {});
    assert.deepEqual(keyNamesOf(compared.backup), ['id']);
    assert.equal(keyIsProved(compared.live), true);
    assert.equal(keyIsProved(compared.backup), false);
  });

  it('knows that more columns than a unique key are unique too', () => {
    const compared = comparedTable(orders, orders, { key: ['total', 'id'] });
    assert.deepEqual(compared.key, [3, 0]);
    assert.equal(keyIsProved(compared.live), true);
  });

  it('is refused without a key, and with columns that are not there', () => {
    const bare = { ...orders, keys: [] };
    refused(() => comparedTable(bare, bare, {}), 'no-key', /shop\.orders/);
    refused(
      () => comparedTable(orders, orders, { key: ['idd'] }),
      'usage',
      /no column idd \(key\)/,
    );
    refused(() => comparedTable(orders, orders, { key: ['id', 'id'] }), 'usage', /each once/);
    refused(() => comparedTable(orders, orders, { ignore: ['x'] }), 'usage', /x \(ignore\)/);
    refused(() => comparedTable(orders, orders, { ignore: ['id'] }), 'usage', /id is a key column/);
    const backup = table([column('id', 'int4')], [['id']]);
    refused(
      () => comparedTable(backup, orders, { identity: ['total'] }),
      'usage',
      /total \(identity\) is not in the backup/,
    );
  });
});

describe('A key', () => {
  const keyed = (backup: string, live = backup): (() => unknown) => {
    const sides = [backup, live].map((type) => table([column('k', type)], [['k']]));
    const [left = orders, right = orders] = sides;
    return () => keyForms(comparedTable(left, right, {}));
  };

  it('of integers, texts, uuids, dates, numerics can match rows', () => {
    assert.deepEqual(keyed('int4', 'int8')(), ['integer']);
    assert.deepEqual(keyed('text', 'varchar')(), ['text']);
    assert.deepEqual(keyed('uuid')(), ['plain']);
    assert.deepEqual(keyed('timestamptz')(), ['output']);
    assert.deepEqual(keyed('numeric')(), ['numeric']);
  });

  it('of any other type is matched as it is written', () => {
    for (const type of ['float8', 'inet', 'citext', 'jsonb', '_int4', 'point']) {
      assert.deepEqual(keyed(type)(), ['output'], type);
    }
  });

  it('is refused where its two types have no equality in common', () => {
    refused(keyed('inet', 'cidr'), 'key-unsupported', /k of shop\.orders is of type/);
    refused(keyed('int4', 'text'), 'key-unsupported', /in the backup: int4/);
    refused(keyed('bpchar', 'text'), 'key-unsupported', /in the backup: bpchar/);
  });
});
