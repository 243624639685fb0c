import assert from 'node:assert/strict';
import { restoreDump } from '../../../src/recovery/restore/restoreDump';
import { quietWork } from '../../support/dumps';
import { withSmallDisk } from '../../support/smallDisk';
import { dumpOfLines, withFile } from './awkwardDumps';
import { realServices, scratchNames, tableNamed } from './restoring';

describe('A restore onto a disk of a few megabytes', () => {
  for (const engine of ['built-in', 'auto'] as const) {
    it(`says by ${engine} that the disk is full, and leaves nothing`, async () => {
      await withSmallDisk(async (role) => {
        const lines = Array.from({ length: 60_000 }, (_, i) => `${i} ${'x'.repeat(500)}`);
        await withFile('large.dump', dumpOfLines(lines), async (dump) => {
          const request = { dump, table: tableNamed('s', 't'), engine };
          await assert.rejects(restoreDump(request, await realServices(role), quietWork()), {
            code: 'disk-full',
            message: /No space left on device/,
          });
        });
        assert.deepEqual(await scratchNames(), []);
      });
    });
  }
});
