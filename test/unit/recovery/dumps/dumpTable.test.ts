import assert from 'node:assert/strict';
import { parseTableName } from '../../../../src/core/catalog/tableName';
import { dumpTable } from '../../../../src/recovery/dumps/dumpTable';

const tables = [
  { schema: 'metier', name: 'demandes_rdv' },
  { schema: 'a', name: 't' },
  { schema: 'b', name: 't' },
];

describe('A table of a dump', () => {
  it('may be named without its schema where that is clear', () => {
    assert.deepEqual(dumpTable(parseTableName('demandes_rdv'), tables), tables[0]);
    assert.deepEqual(dumpTable(parseTableName('b.t'), tables), tables[2]);
    assert.throws(() => dumpTable(parseTableName('t'), tables), {
      code: 'ambiguous-table',
      hint: 'Name its schema: a.t, b.t.',
    });
  });

  it('that is misspelt is refused with the one that was meant', () => {
    assert.throws(() => dumpTable(parseTableName('metier.demande_rdv'), tables), {
      code: 'table-not-in-dump',
      hint: 'Did you mean metier.demandes_rdv?',
    });
  });
});
