import assert from 'node:assert/strict';
import { structureDifferences } from '../../../../src/core/catalog/structure';
import { column } from '../diff/tables';

describe('The structure of the two sides', () => {
  it('is the same whatever the order of the columns', () => {
    const columns = [column('id', 'int4'), column('name')];
    assert.deepEqual(structureDifferences(columns, columns.toReversed()), []);
  });

  it('differs by columns that one side has not, and by types', () => {
    assert.deepEqual(
      structureDifferences(
        [column('id', 'int4'), column('old'), column('name', 'varchar')],
        [column('id', 'int8'), column('new'), column('name', 'varchar')],
      ),
      [
        { column: 'id', difference: 'type', backup: 'int4', live: 'int8' },
        { column: 'new', difference: 'only in production' },
        { column: 'old', difference: 'only in backup' },
      ],
    );
  });
});
