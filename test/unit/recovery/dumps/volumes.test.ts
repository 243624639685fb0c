import assert from 'node:assert/strict';
import { gunzipSync } from 'node:zlib';
import { readContents } from '../../../../src/core/archive/readContents';
import { tableDataEntry } from '../../../../src/core/archive/tables';
import { parseTableName } from '../../../../src/core/catalog/tableName';
import { RecoveryError } from '../../../../src/core/errors';
import { dumpFiles } from '../../../../src/files/dumpFile';
import {
  tableVolumes,
  type VolumePorts,
  type Volumes,
} from '../../../../src/recovery/dumps/volumes';
import type { DumpFiles } from '../../../../src/recovery/ports/dumps';
import { type ArchiveToWrite, tableWithData, writeArchive } from '../../../support/archiveWriter';
import {
  archiveBytes,
  archivePath,
  customArchives,
  directoryArchives,
  dumpInMemory,
  expectedTables,
  quietWork,
  sourceOf,
  tarArchives,
} from '../../../support/dumps';

const all = [
  ...customArchives,
  ...directoryArchives,
  ...tarArchives,
  'pg15-plain.sql.gz',
  'pg18-plain.sql.gz',
];

interface Asked {
  readonly dumps: readonly string[];
  readonly by?: string;
  readonly files?: DumpFiles;
}

function volumes(table: string, { dumps, by, files = dumpFiles }: Asked): Promise<Volumes> {
  const request = { table: parseTableName(table), by, dumps, live: undefined };
  return tableVolumes(request, portsWith(files), quietWork());
}

function portsWith(files: DumpFiles): VolumePorts {
  return { files, countLiveRows: () => Promise.reject(new Error('Nobody asked for it.')) };
}

/** The rows, or the code of what is wrong. */
function outcomes({ dumps }: Volumes): unknown[] {
  return dumps.map(({ found }) => (found instanceof RecoveryError ? found.code : found.rows));
}

async function inMemory(table: string, bytes: Uint8Array, by?: string): Promise<unknown> {
  const files = dumpInMemory(bytes);
  return outcomes(await volumes(table, { dumps: ['x'], files, ...(by && { by }) }))[0];
}

function rowsOf(schema: string, ...names: string[]): number {
  return expectedTables()
    .filter((one) => one.schema === schema && names.includes(one.table))
    .reduce((sum, { rows }) => sum + rows, 0);
}

function quoted(schema: string, name: string): string {
  return [schema, name].map((part) => `"${part.replaceAll('"', '""')}"`).join('.');
}

const synthesised: ArchiveToWrite = {
  ...{ minor: 14, compression: 'gzip', entries: tableWithData('shop', 'a', ['1', '2', '3']) },
};

describe('The rows of a table in dumps', () => {
  for (const name of all) {
    it(`are those that were dumped, for every table: ${name}`, async () => {
      for (const { schema, table, rows } of expectedTables()) {
        const expected = table === 'base' ? rows + rowsOf('shop', 'child') : rows;
        const found = await volumes(quoted(schema, table), { dumps: [archivePath(name)] });
        assert.deepEqual(outcomes(found), [expected], `${schema}.${table}`);
      }
    });

    it(`are those of all its partitions where it has any: ${name}`, async () => {
      const found = await volumes('shop.events', { dumps: [archivePath(name)], by: 'kind' });
      const rows = rowsOf('shop', 'events_2024', 'events_2025_a', 'events_2025_rest');
      assert.deepEqual(outcomes(found), [rows]);
      const [dump] = found.dumps;
      assert.ok(dump && !(dump.found instanceof RecoveryError));
      assert.deepEqual(dump.found.by, {
        values: ['a', 'b', 'c'].map((value) => ({ value, rows: 300 })),
        otherRows: 0,
      });
    });
  }

  it('are the same by value in every format, with NULL, empty and escaped values apart', async () => {
    const found = await volumes('shop.orders', { dumps: all.map(archivePath), by: 'note' });
    const values = ['', 'line1\nline2\\.', 'tab\there', 'été 😀 ～', null];
    const by = { values: values.map((value) => ({ value, rows: 100 })), otherRows: 0 };
    for (const { found: volume } of found.dumps) {
      assert.deepEqual(volume, { rows: 500, by });
    }
  });

  it('are told by day of a column of times', async () => {
    const dumps = [archivePath('pg15-custom.dump')];
    const [dump] = (await volumes('shop.orders', { dumps, by: 'placed_at' })).dumps;
    assert.ok(dump && !(dump.found instanceof RecoveryError));
    const { values = [] } = dump.found.by ?? {};
    assert.deepEqual(values.slice(0, 2), [
      { value: '2025-01-01', rows: 23 },
      { value: '2025-01-02', rows: 24 },
    ]);
    assert.equal(values.length, 21);
  });

  it('come in the order of the dumps’ time, whatever order they were named in', async () => {
    const dumps = ['pg18-tar.tar', 'nosuch.dump', 'pg15-custom.dump', 'pg15-blobs.dump'];
    const found = await volumes('shop.orders', { dumps: dumps.map(archivePath) });
    assert.deepEqual(
      found.dumps.map(({ path }) => path),
      [dumps[2], dumps[0], dumps[3], dumps[1]].map((name = '') => archivePath(name)),
    );
    assert.deepEqual(outcomes(found), [500, 500, 'table-not-in-dump', 'dump-unreadable']);
  });

  it('of a bare name are those of one table, which must be clear', async () => {
    const dumps = [archivePath('pg15-custom.dump')];
    const found = await volumes('customers', { dumps });
    assert.deepEqual(found.table, { schema: 'shop', name: 'customers' });
    await assert.rejects(volumes('orders', { dumps }), { code: 'ambiguous-table' });
  });

  it('are read without any other table’s data where the dump says where they are', async () => {
    const bytes = archiveBytes('pg15-custom.dump');
    const contents = await readContents(sourceOf(bytes));
    const wanted = tableDataEntry(contents, { schema: 'shop', name: 'customers' })?.data;
    assert.ok(wanted?.state === 'at');
    const next = Math.min(
      ...contents.entries.flatMap(({ data }) =>
        data.state === 'at' && data.offset > wanted.offset ? [data.offset] : [],
      ),
    );
    // Whoever read on, or began before, would find other blocks than the contents announce.
    const others = Buffer.from(bytes);
    others.fill(0xff, contents.dataStart, wanted.offset);
    others.fill(0xff, next);
    assert.equal(await inMemory('shop.customers', others), 50);
    assert.notEqual(await inMemory('shop.orders', others), 500);
  });
});

describe('A dump that cannot be counted', () => {
  it('is told as damaged or cut short, of whatever format', async () => {
    const custom = archiveBytes('pg15-custom.dump');
    assert.equal(
      await inMemory('shop.types', custom.subarray(0, custom.length - 1500)),
      'dump-truncated',
    );
    const plain = gunzipSync(archiveBytes('pg15-plain.sql.gz'));
    assert.equal(await inMemory('shop.orders', plain), 500);
    assert.equal(await inMemory('shop.orders', plain.subarray(0, -9)), 'dump-truncated');
    const flipped = writeArchive(synthesised);
    flipped[flipped.length - 12] = (flipped[flipped.length - 12] ?? 0) ^ 1;
    assert.equal(await inMemory('shop.a', writeArchive(synthesised)), 3);
    assert.equal(await inMemory('shop.a', flipped), 'dump-damaged');
  });

  it('is refused where the rows are INSERT commands', async () => {
    const entries = synthesised.entries.map(({ copyStatement, ...entry }) =>
      copyStatement === undefined ? entry : { ...entry, data: 'INSERT INTO …;\n\n\n' },
    );
    const archive = writeArchive({ ...synthesised, entries });
    assert.equal(await inMemory('shop.a', archive), 'dump-format');
    const plain = plainDump(`INSERT INTO shop.a VALUES (1);\n`);
    assert.equal(await inMemory('shop.a', plain), 'dump-format');
    assert.equal(await inMemory('shop.b', plain), 'table-not-in-dump');
  });

  it('is refused where it holds the definition without the rows', async () => {
    const [definition] = synthesised.entries;
    assert.ok(definition);
    const archive = writeArchive({ ...synthesised, entries: [definition] });
    assert.equal(await inMemory('shop.a', archive), 'table-not-in-dump');
    assert.equal(await inMemory('shop.a', plainDump('')), 'table-not-in-dump');
  });

  it('is refused where the column is not in it', async () => {
    assert.equal(await inMemory('shop.a', writeArchive(synthesised), 'b'), 'table-not-in-dump');
    assert.equal(await inMemory('shop.a', writeArchive(synthesised), 'a'), 3);
  });

  it('is no answer where the work was cancelled', async () => {
    const request = { table: parseTableName('shop.orders'), by: undefined, live: undefined };
    await assert.rejects(
      tableVolumes(
        { ...request, dumps: [archivePath('pg15-custom.dump')] },
        portsWith(dumpFiles),
        quietWork(AbortSignal.abort()),
      ),
      { name: 'AbortError' },
    );
  });
});

function plainDump(rows: string): Buffer {
  const start = '--\n-- PostgreSQL database dump\n--\n\n';
  const end = '--\n-- PostgreSQL database dump complete\n--\n\n';
  return Buffer.from(`${start}CREATE TABLE shop.a (\n    a integer\n);\n\n${rows}${end}`);
}
