import assert from 'node:assert/strict';
import { expectedKey, type KnownBackup } from '../../../../src/core/diff/expectedKey';
import { column, table } from './tables';

const columns = ['id', 'code', 'day'];

function expected(
  liveKeys: readonly (readonly string[])[],
  backup: Partial<KnownBackup>,
  map?: Parameters<typeof expectedKey>[2],
): ReturnType<typeof expectedKey> {
  const live = table(
    columns.map((name) => column(name)),
    liveKeys,
  );
  return expectedKey(live, { columns, keys: undefined, ...backup }, map);
}

describe('The key that a comparison will go by', () => {
  it('is production’s, whatever the dump’s are', () => {
    assert.deepEqual(expected([['id']], { keys: [] }), ['id']);
    assert.deepEqual(expected([['id']], { keys: [['code']] }), ['id']);
    assert.deepEqual(expected([['id'], ['code']], { keys: [['id']] }), ['id']);
  });

  it('is the backup’s where production has none, or one of columns that the backup has not', () => {
    assert.deepEqual(expected([], { keys: [['code', 'day']] }), ['code', 'day']);
    const older = { columns: ['code', 'day'], keys: [['code']] };
    assert.deepEqual(expected([['id']], older), ['code']);
  });

  it('is called as production calls its columns', () => {
    const renamed = { columns: ['number', 'day'], keys: [['number']] };
    assert.deepEqual(expected([], renamed, [{ backup: 'number', live: 'id' }]), ['id']);
    assert.equal(expected([], renamed), 'none');
  });

  it('is none where neither side has one that the other could be compared by', () => {
    assert.equal(expected([], { keys: [] }), 'none');
    assert.equal(expected([['id']], { columns: ['code'], keys: [] }), 'none');
  });

  it('is unknown until the restore where the dump does not tell, or may mean several', () => {
    assert.equal(expected([], {}), 'unknown');
    assert.equal(expected([], { keys: [['id'], ['code', 'day']] }), 'unknown');
    // Both have it, unless the backup’s may hold NULL.
    assert.equal(expected([['id'], ['code']], { keys: [['code']] }), 'unknown');
  });
});
