import assert from 'node:assert/strict';
import { dataBytes } from '../../../../src/core/restore/openDump';
import { planTableRestore } from '../../../../src/core/restore/plan';
import { dumpFiles } from '../../../../src/files/dumpFile';
import { openDump } from '../../../../src/recovery/dumps/openDump';
import {
  requireSpace,
  spaceForBlocks,
  spaceNeeded,
} from '../../../../src/recovery/restore/freeSpace';
import { archivePath } from '../../../support/dumps';

const table = { schema: 'shop', name: 'orders' };

/** What is said where so many bytes are free. */
async function saidWith(free: number, dump = 'pg15-custom.dump'): Promise<readonly string[]> {
  const said: string[] = [];
  const opened = await openDump(dumpFiles, archivePath(dump));
  await opened.close();
  const needed = spaceNeeded(opened, planTableRestore(opened.contents, table));
  requireSpace(needed, { folder: '/data', free }, (line) => said.push(line));
  return said;
}

async function bytesOfOrders(): Promise<number> {
  const dump = await openDump(dumpFiles, archivePath('pg15-custom.dump'));
  try {
    const bytes = dataBytes(dump, planTableRestore(dump.contents, table).data);
    assert.ok(bytes !== undefined && bytes > 1000);
    return bytes;
  } finally {
    await dump.close();
  }
}

describe('Room on the scratch disk', () => {
  it('is certain from ten times the table’s compressed rows on', async () => {
    const bytes = await bytesOfOrders();
    assert.deepEqual(await saidWith(10 * bytes), []);
    assert.deepEqual(await saidWith(1e12), []);
  });

  it('is doubtful below that, which is said with figures', async () => {
    const bytes = await bytesOfOrders();
    for (const free of [bytes, 10 * bytes - 1]) {
      const [line = ''] = await saidWith(free);
      assert.match(line, /may need up to .* but only .* are free in \/data/);
    }
  });

  it('is refused below the table’s compressed rows, with figures', async () => {
    const bytes = await bytesOfOrders();
    await assert.rejects(saidWith(bytes - 1), {
      code: 'disk-full',
      message: /needs up to .*B, and .*B at the very least; .*B are free in \/data/,
      ways: ['choose-scratch'],
    });
  });

  it('is never refused where the dump does not tell how large the table is', async () => {
    const [line = ''] = await saidWith(1, 'pg15-custom-pipe.dump');
    assert.match(line, /may need up to/);
  });

  it('is reckoned from half to twice of rows that are not compressed', () => {
    assert.deepEqual(spaceForBlocks(100, false), { least: 50, most: 200 });
  });
});
