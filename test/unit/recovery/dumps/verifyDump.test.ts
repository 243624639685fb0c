import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { readContents } from '../../../../src/core/archive/readContents';
import { tableLabel } from '../../../../src/core/catalog/table';
import { dumpFiles } from '../../../../src/files/dumpFile';
import { type DumpVerification, verifyDump } from '../../../../src/recovery/dumps/verifyDump';
import { type ArchiveToWrite, tableWithData, writeArchive } from '../../../support/archiveWriter';
import {
  archiveBytes,
  archivePath,
  customArchives,
  dumpInMemory,
  expectedTables,
  quietWork,
  sourceOf,
} from '../../../support/dumps';

function verify(bytes: Uint8Array): Promise<DumpVerification> {
  return verifyDump(dumpInMemory(bytes), 'test.dump', quietWork());
}

/** Every byte is read to the end, so the whole file's hash is known whether it is good or bad. */
function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const twoTables: ArchiveToWrite = {
  minor: 14,
  compression: 'gzip',
  entries: [...tableWithData('shop', 'a', ['1', '2', '3']), ...tableWithData('shop', 'b', ['1'])],
};

describe('Verifying a dump', () => {
  for (const name of customArchives) {
    it(`counts the rows of every table of ${name} and hashes the file`, async () => {
      const { seconds, ...found } = await verifyDump(dumpFiles, archivePath(name), quietWork());
      const byName = (a: { name: string; schema: string }, b: { name: string; schema: string }) =>
        tableLabel(a) < tableLabel(b) ? -1 : 1;
      const bytes = archiveBytes(name);
      assert.deepEqual(
        { ...found, tables: [...found.tables].sort(byName) },
        {
          path: archivePath(name),
          ok: true,
          sha256: sha256(bytes),
          bytes: bytes.length,
          // pg_dump gives its lz4 and zstd streams no checksum.
          checksummed: !/none|lz4|zstd/.test(name),
          error: undefined,
          tables: expectedTables()
            .map(({ schema, table, rows }) => ({ schema, name: table, rows }))
            .sort(byName),
        },
      );
      assert.ok(seconds > 0);
    });
  }

  it('also reads large objects', async () => {
    const found = await verify(archiveBytes('pg15-blobs.dump'));
    assert.equal(found.ok, true);
    assert.deepEqual(found.tables, [{ schema: 'ged', name: 'piece', rows: 3 }]);
  });

  for (const compression of ['lz4', 'zstd'] as const) {
    it(`says that ${compression} as pg_dump writes it has no checksum (synthesised)`, async () => {
      const bytes = writeArchive({ ...twoTables, minor: 16, compression });
      const { ok, checksummed, tables } = await verify(bytes);
      assert.deepEqual([ok, checksummed, tables.length], [true, false, 2]);
    });
  }

  it('does not count rows that are dumped as INSERT commands, and says so (synthesised)', async () => {
    const entries = [
      { desc: 'TABLE DATA', tag: 't', namespace: 's', data: 'INSERT INTO …;\n\n\n' },
    ];
    const found = await verify(writeArchive({ ...twoTables, entries }));
    assert.equal(found.ok, true);
    assert.deepEqual(found.tables, [{ schema: 's', name: 't', rows: undefined }]);
  });

  it('finds a dump without any data whole (synthesised)', async () => {
    const entries = [{ desc: 'TABLE', tag: 't', namespace: 's' }];
    assert.equal((await verify(writeArchive({ ...twoTables, entries }))).ok, true);
  });

  it('tells how far it has come, up to the last byte', async () => {
    const bytes = archiveBytes('pg15-custom.dump');
    const steps: number[] = [];
    const { signal } = quietWork();
    await verifyDump(dumpInMemory(bytes), 'test.dump', {
      signal,
      progress: ({ done, total, unit }) => {
        assert.equal(unit, 'bytes');
        assert.equal(total, bytes.length);
        steps.push(done);
      },
    });
    assert.equal(steps.at(-1), bytes.length);
  });

  it('can be cancelled', async () => {
    const abort = new AbortController();
    abort.abort();
    await assert.rejects(
      verifyDump(dumpFiles, archivePath('pg15-custom.dump'), quietWork(abort.signal)),
      { name: 'AbortError' },
    );
  });
});

describe('Verifying a bad dump', () => {
  for (const [name, step] of [
    ['pg15-custom.dump', 499],
    ['pg15-custom-pipe.dump', 1009],
    ['pg15-custom-none.dump', 5003],
    ['pg18-custom.dump', 1009],
    ['pg15-blobs.dump', 61],
  ] as const) {
    it(`finds ${name} truncated wherever it is cut`, async () => {
      const bytes = archiveBytes(name);
      for (let end = bytes.length - 1; end >= 0; end -= step) {
        const found = await verify(bytes.subarray(0, end));
        assert.equal(found.error?.code, 'dump-truncated', `cut at ${end}`);
        assert.equal(found.ok, false);
      }
    });
  }

  it('finds it truncated at the very borders of its blocks', async () => {
    const bytes = archiveBytes('pg15-custom.dump');
    const { entries, dataStart } = await readContents(sourceOf(bytes));
    for (const { data } of entries) {
      if (data.state === 'at' && data.offset > dataStart) {
        assert.equal((await verify(bytes.subarray(0, data.offset))).error?.code, 'dump-truncated');
      }
    }
    assert.equal((await verify(bytes.subarray(0, dataStart))).error?.code, 'dump-truncated');
  });

  for (const name of ['pg15-custom.dump', 'pg15-custom-pipe.dump', 'pg18-custom.dump']) {
    it(`finds any flipped bit in the compressed data of ${name}`, async () => {
      const original = archiveBytes(name);
      const { dataStart } = await readContents(sourceOf(original));
      for (let at = dataStart; at < original.length; at += 619) {
        const bytes = Buffer.from(original);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
        const found = await verify(bytes);
        assert.equal(found.ok, false, `flipped at ${at}`);
        assert.equal(found.sha256, sha256(bytes));
      }
    });
  }

  it('never fails otherwise than with a sentence, however the file is mangled', async () => {
    const original = archiveBytes('pg15-blobs.dump');
    const place = fc.nat(original.length - 1);
    const mangled = fc
      .tuple(place, place, place, fc.constantFrom('zero', 'splice', 'cut out', 'noise'))
      .map(([from, to, other, how]) => {
        const bytes = Buffer.from(original);
        const length = Math.abs(to - from) % 200;
        if (how === 'cut out') {
          return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + length)]);
        }
        const patch =
          how === 'splice'
            ? original.subarray(other)
            : Buffer.alloc(length, how === 'zero' ? 0 : other);
        patch.copy(bytes, from, 0, length);
        return bytes;
      });
    await fc.assert(
      fc.asyncProperty(mangled, async (bytes) => {
        const found = await verify(bytes);
        assert.equal(found.ok, found.error === undefined);
      }),
      { numRuns: 300, seed: 20260310 },
    );
  });

  it('finds a table whose data are there twice, or belong to none', async () => {
    const bytes = writeArchive({ ...twoTables, offsets: false });
    const { dataStart } = await readContents(sourceOf(bytes));
    const twice = Buffer.concat([bytes, bytes.subarray(dataStart)]);
    assert.equal((await verify(twice)).error?.code, 'dump-damaged');
    bytes[dataStart + 2] = 99;
    assert.equal((await verify(bytes)).error?.code, 'dump-damaged');
  });

  it('finds bytes that follow the last block', async () => {
    const bytes = Buffer.concat([archiveBytes('pg15-custom.dump'), Buffer.alloc(512)]);
    assert.equal((await verify(bytes)).error?.code, 'dump-damaged');
  });

  it('finds a wrong place of data in the contents (synthesised)', async () => {
    const bytes = writeArchive(twoTables);
    const { entries } = await readContents(sourceOf(bytes));
    const last = entries.at(-1)?.data;
    assert.ok(last?.state === 'at');
    const offset = Buffer.alloc(8);
    offset.writeUInt32LE(last.offset);
    const position = bytes.indexOf(offset);
    bytes[position] = (bytes[position] ?? 0) + 1;
    assert.equal((await verify(bytes)).error?.code, 'dump-damaged');
  });

  it('names the table that is damaged and keeps the ones before it', async () => {
    const bytes = writeArchive(twoTables);
    bytes[bytes.length - 12] = (bytes[bytes.length - 12] ?? 0) ^ 1;
    const found = await verify(bytes);
    assert.equal(found.error?.code, 'dump-damaged');
    assert.match(found.error.message, /^In shop\.b: /);
    assert.deepEqual(found.tables, [{ schema: 'shop', name: 'a', rows: 3 }]);
  });

  it('refuses what is no dump, with one sentence', async () => {
    const found = await verifyDump(dumpFiles, archivePath('nasty.sql'), quietWork());
    assert.equal(found.error?.code, 'dump-format');
    assert.match(found.error.message, /^This is .*, not a dump that can be read\.$/);
  });

  it('says that there is no such file', async () => {
    const found = await verifyDump(dumpFiles, archivePath('nosuch.dump'), quietWork());
    assert.equal(found.error?.code, 'dump-unreadable');
    assert.match(found.error.message, /there is no such file/);
  });
});
