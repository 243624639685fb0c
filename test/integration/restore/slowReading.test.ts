import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { OpenDump } from '../../../src/core/restore/openDump';
import { findPgRestores } from '../../../src/pgtools/programs/findPgRestore';
import type { RestoreEngine } from '../../../src/recovery/ports/restoreEngine';
import { restoreDump } from '../../../src/recovery/restore/restoreDump';
import { archiveBytes, quietWork } from '../../support/dumps';
import { testServer } from '../../support/postgres';
import { withFile } from './awkwardDumps';
import { realServices, scratchNames, tableNamed } from './restoring';

describe('A restore by a pg_restore that fails before the dump was read beside it', () => {
  before(async function () {
    await testServer();
    if ((await findPgRestores({})).length === 0) {
      console.log('    (no pg_restore on this machine)');
      this.skip();
    }
  });

  it('says all the same what is wrong with the dump', async () => {
    const bytes = archiveBytes('pg15-tar.tar');
    const services = await realServices();
    const slow = { ...services, pgRestore: readingLate(services.pgRestore) };
    await withFile('half.tar', bytes.subarray(0, bytes.length / 2), async (dump) => {
      const request = { dump, table: tableNamed('shop', 'types'), engine: 'pg_restore' } as const;
      await assert.rejects(restoreDump(request, slow, quietWork()), {
        code: 'dump-truncated',
        message: /^In shop\.types: The tar file ends/,
      });
    });
    assert.deepEqual(await scratchNames(), []);
  });
});

/** The same, on a machine that is so busy that what is read beside the program comes after its end. */
function readingLate(engine: RestoreEngine): RestoreEngine {
  return {
    ...engine,
    readyFor: async (...asked) => {
      const ready = await engine.readyFor(...asked);
      return ready.state === 'refused'
        ? ready
        : {
            ...ready,
            restore: (job, work) => ready.restore({ ...job, dump: late(job.dump) }, work),
          };
    },
  };
}

function late(dump: OpenDump): OpenDump {
  const { data } = dump;
  return {
    ...dump,
    data: {
      insertText: (...asked) => data.insertText(...asked),
      largeObjects: (...asked) => data.largeObjects(...asked),
      bytesOf: (...asked) => data.bytesOf(...asked),
      async *tableData(entry, reading) {
        await delay(1500);
        reading?.signal?.throwIfAborted();
        yield* data.tableData(entry, reading);
      },
    },
  };
}
