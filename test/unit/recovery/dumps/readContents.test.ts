import assert from 'node:assert/strict';
import { dumpFiles } from '../../../../src/files/dumpFile';
import { openDump } from '../../../../src/recovery/dumps/openDump';
import { readDumpContents } from '../../../../src/recovery/dumps/readContents';
import { archivePath, collected, sourceOf, withCode } from '../../../support/dumps';
import { countRows } from '../../../../src/core/archive/copyText';
import { tableDataEntry } from '../../../../src/core/archive/tables';

describe('Reading what is in a dump', () => {
  it('tells where it is from, how large it is and what tables it has', async () => {
    const path = archivePath('pg18-custom.dump');
    const { dump, tables, entries } = await readDumpContents(dumpFiles, path);
    assert.deepEqual(dump, {
      path,
      format: 'custom',
      archiveVersion: '1.16',
      compression: 'gzip',
      wrapping: 'none',
      createdAt: { from: '2026-11-22T09:58:12', to: '2026-11-22T09:58:12', source: 'header' },
      database: 'postgres',
      serverVersion: '18.3',
      dumpVersion: '18.3',
      bytes: 56234,
    });
    assert.equal(tables.length, 17);
    assert.equal(entries, 86);
  });

  it('lets the rows of a table be read while the dump is open', async () => {
    const dump = await openDump(dumpFiles, archivePath('pg15-custom-pipe.dump'));
    try {
      const entry = tableDataEntry(dump.contents, { schema: 'shop', name: 'notes' });
      assert.ok(entry);
      assert.equal(countRows(await collected(dump.data.tableData(entry))), 200);
    } finally {
      await dump.close();
    }
  });

  it('closes the file again when it is no dump', async () => {
    let closed = false;
    const bytes = Buffer.from('nothing of the kind');
    const place = {
      ...sourceOf(bytes),
      kind: 'file' as const,
      path: 'x',
      size: bytes.length,
      writtenAt: '',
      readInto: () => Promise.resolve(0),
      close: () => {
        closed = true;
        return Promise.resolve();
      },
    };
    const watched = { ...dumpFiles, open: () => Promise.resolve(place) };
    await assert.rejects(openDump(watched, 'x'), withCode('dump-format'));
    assert.equal(closed, true);
  });
});
