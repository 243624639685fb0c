import assert from 'node:assert/strict';
import { withSmallDisk } from '../../support/smallDisk';
import { dumpOfLines, withFile } from '../restore/awkwardDumps';
import { scratchNames } from '../restore/restoring';
import { praJson, uri } from './pra';

describe('pra restore onto a full scratch disk', () => {
  it('says so, with what to do next and its own exit status, and leaves nothing', async () => {
    await withSmallDisk(async (role) => {
      const lines = Array.from({ length: 60_000 }, (_, i) => `${i} ${'x'.repeat(500)}`);
      await withFile('large.dump', dumpOfLines(lines), async (dump) => {
        const words = ['restore', dump, '--table', 's.t', '--scratch', uri(role)];
        const { status, error } = await praJson(words);
        assert.equal(status, 6);
        assert.equal(error.code, 'disk-full');
        assert.match(error.message, /No space left on device/);
        assert.match(error.hint ?? '', /space/);
      });
      assert.deepEqual(await scratchNames(), []);
    });
  });
});
