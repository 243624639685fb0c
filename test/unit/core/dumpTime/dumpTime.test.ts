import assert from 'node:assert/strict';
import { dumpTimeText, plainDumpTime } from '../../../../src/core/dumpTime/dumpTime';

const written = '2026-03-10T02:41:07';

describe('The time of a plain dump', () => {
  it('is what its file’s name says', () => {
    assert.deepEqual(plainDumpTime('mairie_20260310_0200.sql.gz', written), {
      from: '2026-03-10T02:00:00',
      to: '2026-03-10T02:00:00',
      source: 'name',
    });
  });

  it('of a name with a day alone ends no later than the file was written', () => {
    const time = plainDumpTime('mairie-2026-03-10.sql', written);
    assert.deepEqual(time, { from: '2026-03-10T00:00:00', to: written, source: 'name' });
    assert.match(dumpTimeText(time), /^begun 2026-03-10 00:00:00 to 2026-03-10 02:41:07 by its/);
    const copiedLater = plainDumpTime('mairie-2026-03-09.sql', written);
    assert.equal(copiedLater.to, '2026-03-09T23:59:59');
  });

  it('is else when its file was written', () => {
    const time = plainDumpTime('mairie.sql', written);
    assert.deepEqual(time, { from: written, to: written, source: 'file' });
    assert.match(dumpTimeText(time), /its file was written 2026-03-10 02:41:07/);
  });
});
