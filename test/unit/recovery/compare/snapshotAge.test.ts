import assert from 'node:assert/strict';
import { ageNotice } from '../../../../src/recovery/compare/snapshotAge';

describe('The age of production’s snapshot', () => {
  it('is told with what it did to production, once it is worth a word', () => {
    assert.equal(ageNotice(599), undefined);
    assert.equal(
      ageNotice(1500),
      'Production kept its snapshot for 25 minutes; vacuum cleaned up no row there, of any table, that was deleted or updated meanwhile.',
    );
  });
});
