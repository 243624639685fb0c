import assert from 'node:assert/strict';
import { restoredLabel } from '../../../../src/recovery/restore/restoredLabel';

describe('What a scratch database holds', () => {
  it('is called by the table that was restored', () => {
    const table = { schema: 'metier', name: 'demandes_rdv' };
    assert.equal(restoredLabel({ table, database: 'mairie' }), 'metier.demandes_rdv');
  });

  it('is called a whole database where no table was named', () => {
    assert.equal(restoredLabel({ table: undefined, database: 'mairie' }), 'whole database mairie');
    assert.equal(restoredLabel({ table: undefined, database: '' }), 'whole database');
  });
});
