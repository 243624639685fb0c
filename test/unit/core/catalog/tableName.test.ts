import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  didYouMean,
  nearestTables,
  parseTableName,
  typedName,
} from '../../../../src/core/catalog/tableName';
import { RecoveryError } from '../../../../src/core/errors';

describe('The name of a table on the command line', () => {
  it('is read as SQL reads it: unquoted parts fold to lower case, quoted ones stay', () => {
    assert.deepEqual(parseTableName('Metier.Demandes_RDV'), {
      schema: 'metier',
      name: 'demandes_rdv',
    });
    assert.deepEqual(parseTableName('"Other Shop".orders'), {
      schema: 'Other Shop',
      name: 'orders',
    });
    assert.deepEqual(parseTableName('"a.b"'), { schema: undefined, name: 'a.b' });
    assert.deepEqual(parseTableName('"say ""so"""'), { schema: undefined, name: 'say "so"' });
    assert.deepEqual(parseTableName('été'), { schema: undefined, name: 'été' });
  });

  it('is shown as it can be typed, quoted only where it must be', () => {
    assert.equal(typedName({ schema: 'Other Shop', name: 'orders' }), '"Other Shop".orders');
    assert.equal(typedName({ schema: 'metier', name: '--table' }), 'metier."--table"');
    const name = fc.string({ unit: 'grapheme', minLength: 1 }).filter((n) => !n.includes('\0'));
    fc.assert(
      fc.property(name, name, (schema, table) => {
        const id = { schema, name: table };
        assert.deepEqual(parseTableName(typedName(id)), id);
      }),
    );
  });

  it('is refused when it is no name of SQL', () => {
    for (const text of ['', '.', 'a.', 'a.b.c', 'a b', '"a', '""', '1a', 'a;drop table b']) {
      assert.throws(
        () => parseTableName(text),
        (error: unknown) => error instanceof RecoveryError && error.code === 'usage',
        text,
      );
    }
  });

  it('when misspelt, brings up the tables that were probably meant, the nearest first', () => {
    const tables = [
      { schema: 'archive', name: 'demandes_rdv' },
      { schema: 'metier', name: 'demandes_rdv' },
      { schema: 'metier', name: 'citoyens' },
    ];
    const near = nearestTables({ schema: 'metier', name: 'demande_rdv' }, tables);
    assert.deepEqual(near, [tables[1], tables[0]]);
    assert.equal(didYouMean(near), 'Did you mean metier.demandes_rdv or archive.demandes_rdv?');
    assert.equal(didYouMean(nearestTables({ schema: undefined, name: 'xyz' }, tables)), undefined);
  });
});
