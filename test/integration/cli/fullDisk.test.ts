import assert from 'node:assert/strict';
import { connected, testServer } from '../../support/postgres';
import { withSmallDisk } from '../../support/smallDisk';
import { dumpOfLines, withFile } from '../restore/awkwardDumps';
import { scratchNames } from '../restore/restoring';
import { pra, praJson, uri } from './pra';

describe('pra restore onto a full scratch disk', () => {
  it('says so, with what to do next and its own exit status, and leaves nothing', async () => {
    await withSmallDisk(async (role) => {
      await withFile('large.dump', dumpOfLines(linesOf(60_000)), async (dump) => {
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

  it('is refused beforehand where the server tells its disk; where it may suffice, that is said', async () => {
    await withSmallDisk(async (role) => {
      const { superuser } = await testServer();
      await connected(superuser, (session) =>
        session.query('grant pg_read_all_settings to small_disk'),
      );
      const restoring = (dump: string): readonly string[] => [
        ...['restore', dump, '--table', 's.t', '--scratch', uri(role)],
      ];
      await withFile('large.dump', dumpOfLines(linesOf(60_000), 'none'), async (dump) => {
        const { status, error } = await praJson(restoring(dump));
        assert.equal(status, 6);
        assert.equal(error.code, 'disk-full');
        assert.match(
          error.message,
          /needs up to 6\d MB, and 15 MB at the very least; \d.* MB are free/,
        );
        assert.match(error.hint ?? '', /--scratch/);
      });
      await withFile('doubtful.dump', dumpOfLines(linesOf(10_000), 'none'), async (dump) => {
        const { status, stderr } = await pra(restoring(dump));
        assert.equal(status, 0, stderr);
        assert.match(stderr, /may need up to 10 MB, but only \d.* MB are free/);
      });
      await praJson(['scratch', 'drop', '--all', '--scratch', uri(role)]);
      assert.deepEqual(await scratchNames(), []);
    });
  });
});

function linesOf(count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `${i} ${'x'.repeat(500)}`);
}
