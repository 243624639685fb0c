import assert from 'node:assert/strict';
import { BlockWalker } from '../../../../src/core/archive/blockWalker';
import type { ByteSource } from '../../../../src/core/archive/byteSource';
import { copyLines } from '../../../../src/core/archive/copyText';
import { CustomData } from '../../../../src/core/archive/customData';
import { readContents } from '../../../../src/core/archive/readContents';
import { tableDataEntry } from '../../../../src/core/archive/tables';
import type { TableId } from '../../../../src/core/catalog/table';
import { decompressors } from '../../../../src/files/decompress/decompressors';
import {
  type ArchiveToWrite,
  copyBlock,
  tableWithData,
  writeArchive,
} from '../../../support/archiveWriter';
import {
  archiveBytes,
  collected,
  copyHash,
  customArchives,
  expectedTables,
  sourceOf,
  withCode,
} from '../../../support/dumps';

async function* linesOf(source: ByteSource, table: TableId, signal?: AbortSignal) {
  const contents = await readContents(source);
  const entry = tableDataEntry(contents, table);
  assert.ok(entry);
  yield* copyLines(
    new CustomData(source, contents, decompressors).tableData(entry, signal && { signal }),
  );
}

async function rowsOf(source: ByteSource, table: TableId): Promise<Uint8Array[]> {
  const lines: Uint8Array[] = [];
  for await (const line of linesOf(source, table)) {
    lines.push(line);
  }
  return lines;
}

const orders = { schema: 'shop', name: 'orders' };
const twoTables: ArchiveToWrite = {
  minor: 14,
  compression: 'none',
  entries: [...tableWithData('shop', 'orders', ['1', '2', '3']), ...tableWithData('shop', 'b', [])],
};

describe('The rows of a table in an archive', () => {
  for (const name of customArchives) {
    it(`are those that were dumped, for every table of ${name}`, async () => {
      const source = sourceOf(archiveBytes(name));
      for (const { schema, table, rows, copySha256 } of expectedTables()) {
        const lines = await rowsOf(source, { schema, name: table });
        assert.equal(lines.length, rows, `rows of ${schema}.${table}`);
        assert.equal(copyHash(lines), copySha256, `content of ${schema}.${table}`);
      }
    });
  }

  for (const minor of [12, 13, 15]) {
    for (const compression of ['none', 'gzip'] as const) {
      it(`are read from version 1.${minor}, compression ${compression} (synthesised)`, async () => {
        const source = sourceOf(writeArchive({ ...twoTables, minor, compression }));
        const lines = await rowsOf(source, orders);
        assert.deepEqual(
          lines.map((line) => Buffer.from(line).toString()),
          ['1', '2', '3'],
        );
      });
    }
  }

  for (const minor of [15, 16]) {
    for (const compression of ['lz4', 'zstd'] as const) {
      it(`are read from version 1.${minor}, compression ${compression} (synthesised)`, async () => {
        const data = Array.from({ length: 20000 }, (_, i) => `row ${i}`);
        const entries = tableWithData('shop', 'orders', data);
        const source = sourceOf(writeArchive({ minor, compression, entries }));
        const lines = await rowsOf(source, orders);
        assert.deepEqual(
          lines.map((line) => Buffer.from(line).toString()),
          data,
        );
      });
    }
  }

  it('are the same whatever the size of the chunks they were written in (synthesised)', async () => {
    const data = Array.from({ length: 12000 }, (_, i) => `row ${i}`);
    const entries = tableWithData('shop', 'orders', data);
    for (const chunkLength of [1, 7, 4096, 65536, 1e6]) {
      const source = sourceOf(writeArchive({ ...twoTables, entries, chunkLength }));
      assert.equal((await rowsOf(source, orders)).length, data.length);
    }
  });

  it('come in pieces large enough to be sent on', async () => {
    const entries = tableWithData(
      'shop',
      'orders',
      Array.from({ length: 12000 }, (_, i) => `row ${i}`),
    );
    const source = sourceOf(writeArchive({ ...twoTables, entries, chunkLength: 10 }));
    const contents = await readContents(source);
    const entry = tableDataEntry(contents, orders);
    assert.ok(entry);
    const lengths: number[] = [];
    for await (const piece of new CustomData(source, contents, decompressors).tableData(entry)) {
      lengths.push(piece.length);
    }
    assert.ok(lengths.slice(0, -2).every((length) => length >= 64 * 1024));
  });

  it('of a dump to a pipe are found by one walk over the file for all tables', async () => {
    const bytes = archiveBytes('pg15-custom-pipe.dump');
    let bytesRead = 0;
    const source: ByteSource = {
      size: bytes.length,
      read: (offset, length) => {
        bytesRead += Math.max(0, Math.min(length, bytes.length - offset));
        return Promise.resolve(bytes.subarray(offset, offset + length));
      },
    };
    const contents = await readContents(source);
    const blocks = new CustomData(source, contents, decompressors);
    const last = contents.entries.findLast(({ hadDumper }) => hadDumper);
    assert.ok(last);
    await collected(blocks.tableData(last));
    bytesRead = 0;
    await collected(blocks.tableData(last));
    const { dataStart } = contents;
    assert.ok(bytesRead < (bytes.length - dataStart) / 2, `${bytesRead} bytes read again`);
  });

  it('are not given out when another table’s block is where they should be', async () => {
    const bytes = writeArchive(twoTables);
    const { dataStart } = await readContents(sourceOf(bytes));
    bytes[dataStart + 2] = 5;
    await assert.rejects(rowsOf(sourceOf(bytes), orders), withCode('dump-damaged'));
  });

  it('dumped as INSERT commands are refused, saying so (synthesised)', async () => {
    const entries = [
      { desc: 'TABLE DATA', tag: 'orders', namespace: 'shop', data: 'INSERT INTO …;\n' },
    ];
    const source = sourceOf(writeArchive({ ...twoTables, entries }));
    await assert.rejects(
      rowsOf(source, orders),
      (error) => withCode('dump-format')(error) && String(error).includes('INSERT'),
    );
  });

  it('without the line that ends them are called truncated, naming the table (synthesised)', async () => {
    const entries = [
      { desc: 'TABLE DATA', tag: 'orders', namespace: 'shop', copyStatement: 'COPY', data: '1\n' },
    ];
    const source = sourceOf(writeArchive({ ...twoTables, entries }));
    await assert.rejects(
      rowsOf(source, orders),
      (error) => withCode('dump-truncated')(error) && String(error).includes('In shop.orders:'),
    );
  });

  for (const name of ['pg15-custom.dump', 'pg15-custom-none.dump', 'pg15-custom-pipe.dump']) {
    it(`are called truncated wherever ${name} is cut within them`, async () => {
      const bytes = archiveBytes(name);
      const contents = await readContents(sourceOf(bytes));
      const whole = await blockRange(bytes, orders);
      for (let end = whole.from; end < whole.to; end += Math.ceil((whole.to - whole.from) / 40)) {
        const source = sourceOf(bytes.subarray(0, end));
        assert.ok(end > contents.dataStart);
        await assert.rejects(rowsOf(source, orders), withCode('dump-truncated'), `cut at ${end}`);
      }
    });
  }

  it('are no longer read once the work is cancelled', async () => {
    const data = Array.from({ length: 150000 }, (_, i) => `row ${i}`);
    const entries = tableWithData('shop', 'orders', data);
    const source = sourceOf(writeArchive({ ...twoTables, entries, chunkLength: 4096 }));
    const abort = new AbortController();
    const reading = (async () => {
      for await (const line of linesOf(source, orders, abort.signal)) {
        assert.ok(line);
        abort.abort();
      }
    })();
    await assert.rejects(reading, { name: 'AbortError' });
  });

  it('may be left half-read without anything going on behind', async () => {
    let open = 0;
    const bytes = writeArchive({
      ...twoTables,
      compression: 'gzip',
      entries: tableWithData(
        'shop',
        'orders',
        Array.from({ length: 99999 }, (_, i) => `row ${i}`),
      ),
    });
    const source: ByteSource = {
      size: bytes.length,
      read: async (offset, length) => {
        open += 1;
        await new Promise((resolve) => setTimeout(resolve, 5));
        open -= 1;
        return bytes.subarray(offset, offset + length);
      },
    };
    for await (const line of linesOf(source, orders)) {
      assert.ok(line);
      break;
    }
    assert.equal(open, 0);
  });
});

describe('The blocks of an archive', () => {
  it('of large objects are passed over and read, object by object', async () => {
    const bytes = archiveBytes('pg15-blobs.dump');
    const { dataStart, entries } = await readContents(sourceOf(bytes));
    const walker = new BlockWalker(inBytes(bytes.subarray(dataStart)), dataStart, 4);
    const kinds: string[] = [];
    const objects: string[] = [];
    for (let block = await walker.next(); block; block = await walker.next()) {
      const { kind, dumpId } = block;
      kinds.push(`${kind} ${entries.find((entry) => entry.dumpId === dumpId)?.desc ?? ''}`);
      for await (const { pieces } of walker.streams(block)) {
        const content = await collected(decompressors.zlib(pieces));
        objects.push(...(kind === 'table' ? [] : [String(content.length)]));
      }
    }
    assert.deepEqual(kinds, ['table TABLE DATA', 'large-objects BLOBS']);
    assert.equal(objects.length, 2);
    assert.equal(walker.offset, bytes.length);
  });

  it('are skipped without reading them', async () => {
    const bytes = archiveBytes('pg15-blobs.dump');
    const { dataStart } = await readContents(sourceOf(bytes));
    const walker = new BlockWalker(inBytes(bytes.subarray(dataStart)), dataStart, 4);
    for (let block = await walker.next(); block; block = await walker.next()) {
      await walker.skip(block);
    }
    assert.equal(walker.offset, bytes.length);
  });

  it('with a length below zero are called damaged', async () => {
    const block = Buffer.from([1, 0, 7, 0, 0, 0, 1, 4, 0, 0, 0]);
    const walker = new BlockWalker(inBytes(block), 0, 4);
    const head = await walker.next();
    assert.ok(head);
    await assert.rejects(walker.skip(head), withCode('dump-damaged'));
  });

  it('end COPY text as the writer of these tests does', () => {
    const bytes = archiveBytes('pg15-custom-none.dump').toString('latin1');
    assert.ok(bytes.includes(copyBlock([])));
  });
});

/** The bytes one by one: every value then lies across the border of two pieces. */
async function* inBytes(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  for (let i = 0; i < bytes.length; i += 1) {
    yield bytes.subarray(i, i + 1);
  }
}

async function blockRange(
  bytes: Uint8Array,
  table: TableId,
): Promise<{ from: number; to: number }> {
  const contents = await readContents(sourceOf(bytes));
  const dumpId = tableDataEntry(contents, table)?.dumpId;
  const walker = new BlockWalker(
    inBytes(bytes.subarray(contents.dataStart)),
    contents.dataStart,
    4,
  );
  for (let block = await walker.next(); block; block = await walker.next()) {
    await walker.skip(block);
    if (block.dumpId === dumpId) {
      return { from: block.offset, to: walker.offset };
    }
  }
  throw new Error('The table has no block.');
}
