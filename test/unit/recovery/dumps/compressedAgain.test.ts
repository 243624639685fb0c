import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { copyLines } from '../../../../src/core/archive/copyText';
import { tableDataEntry } from '../../../../src/core/archive/tables';
import { openDump } from '../../../../src/recovery/dumps/openDump';
import { readDumpContents } from '../../../../src/recovery/dumps/readContents';
import { type DumpVerification, verifyDump } from '../../../../src/recovery/dumps/verifyDump';
import {
  archiveBytes,
  copyHash,
  dumpInMemory,
  expectedTables,
  quietWork,
  withCode,
} from '../../../support/dumps';

const archives = [
  'pg15-custom.dump',
  'pg15-custom-none.dump',
  'pg15-custom-pipe.dump',
  'pg18-custom.dump',
  'pg18-custom-none.dump',
  'pg15-tar.tar',
  'pg18-tar.tar',
];

function verify(bytes: Uint8Array): Promise<DumpVerification> {
  return verifyDump(dumpInMemory(bytes), 'test.gz', quietWork());
}

describe('A dump that was compressed again', () => {
  for (const name of archives) {
    it(`gives the rows of every table, whichever is asked for first: ${name}.gz`, async () => {
      const files = dumpInMemory(gzipSync(archiveBytes(name)));
      const dump = await openDump(files, 'test.gz');
      try {
        for (const { schema, table, rows, copySha256 } of expectedTables().toReversed()) {
          const entry = tableDataEntry(dump.contents, { schema, name: table });
          assert.ok(entry);
          const lines: Uint8Array[] = [];
          for await (const line of copyLines(dump.data.tableData(entry))) {
            lines.push(line);
          }
          assert.equal(lines.length, rows, `rows of ${schema}.${table}`);
          assert.equal(copyHash(lines), copySha256, `content of ${schema}.${table}`);
        }
      } finally {
        await dump.close();
      }
    });

    it(`is verified to the checksum of the whole file: ${name}.gz`, async () => {
      const bytes = gzipSync(archiveBytes(name));
      const { ok, checksummed, tables } = await verify(bytes);
      assert.deepEqual({ ok, checksummed }, { ok: true, checksummed: true });
      assert.equal(tables.length, expectedTables().length);
      for (let cut = 18; cut < bytes.length; cut += Math.ceil(bytes.length / 40)) {
        const { error } = await verify(bytes.subarray(0, cut));
        assert.equal(error?.code, 'dump-truncated', `cut at ${cut}`);
      }
      for (let at = 10; at < bytes.length; at += Math.ceil(bytes.length / 40)) {
        const flipped = Buffer.from(bytes);
        flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
        assert.equal((await verify(flipped)).ok, false, `flipped at ${at}`);
      }
    });
  }

  for (const [wrapping, suffix] of [
    ['lz4', 'lz4'],
    ['zstd', 'zst'],
  ] as const) {
    it(`is read where ${wrapping} did it`, async () => {
      const url = new URL(
        `../../../fixtures/compressed/pg15-blobs.dump.${suffix}`,
        import.meta.url,
      );
      const files = dumpInMemory(readFileSync(url));
      const { dump } = await readDumpContents(files, 'test');
      assert.deepEqual([dump.format, dump.wrapping], ['custom', wrapping]);
      const found = await verifyDump(files, 'test', quietWork());
      assert.deepEqual([found.ok, found.checksummed], [true, true]);
    });
  }

  it('twice is refused, as is what holds no dump', async () => {
    const twice = gzipSync(gzipSync(archiveBytes('pg15-custom.dump')));
    for (const [bytes, looksLike] of [
      [twice, /a file that was compressed twice/],
      [gzipSync('bought milk'), /a text file that pg_dump did not write/],
    ] as const) {
      await assert.rejects(
        openDump(dumpInMemory(bytes), 'test.gz'),
        (error) => withCode('dump-format')(error) && looksLike.test(String(error)),
      );
    }
  });
});
