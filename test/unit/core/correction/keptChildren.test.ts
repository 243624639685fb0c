import assert from 'node:assert/strict';
import {
  childrenLost,
  givenBackTexts,
  type KeptTable,
  notAsTheyWere,
} from '../../../../src/core/correction/keptChildren';

const pieces = { schema: 'metier', name: 'pieces' };
const notes = { schema: 'metier', name: 'notes' };
const agreed = [
  { constraint: 'pieces_rdv_fkey', child: pieces, action: 'delete', rows: 10 },
  { constraint: 'notes_rdv_fkey', child: notes, action: 'set to null', rows: 3 },
] as const;
const kept: KeptTable = {
  ...{ child: pieces, oid: '16400', partitioned: false, became: 'deleted' },
  ...{ constraints: ['pieces_rdv_fkey'], references: ['rdv'], key: ['id'], columns: [] },
};

describe('What an undo says of rows of other tables', () => {
  it('is that all of them stay lost where none were kept, as by an older version', () => {
    assert.deepEqual(childrenLost(agreed, []), [
      '10 rows of metier.pieces stay deleted: they went with deleted rows.',
      '3 rows of metier.notes stay changed: what they referred to was deleted.',
    ]);
  });

  it('is which of them stay lost where others were kept, told by table and foreign key', () => {
    assert.equal(childrenLost(agreed, [kept]).length, 1);
    assert.deepEqual(childrenLost(agreed, [{ ...kept, constraints: ['autre'] }]).length, 2);
    assert.deepEqual(childrenLost(agreed, [{ ...kept, child: notes }]).length, 2);
  });

  it('is how many came back, by table', () => {
    const back = { child: pieces, rows: 10, otherwise: 0, triggers: [] };
    assert.deepEqual(givenBackTexts([back, { ...back, child: notes, rows: 0 }]), [
      'Given back: 10 rows of metier.pieces.',
    ]);
  });

  it('is how many came back otherwise, and nothing of those that came back as they were', () => {
    const back = { child: pieces, rows: 10, otherwise: 0, triggers: ['signer'] };
    assert.deepEqual(notAsTheyWere([back]), []);
    assert.deepEqual(notAsTheyWere([back, { ...back, child: notes, otherwise: 2 }]), [
      '2 rows of metier.notes came back otherwise than they were: triggers rewrote them.',
    ]);
  });
});
