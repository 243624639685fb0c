import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { copyLines } from '../../../../src/core/archive/copyText';
import { tableDataEntry } from '../../../../src/core/archive/tables';
import { type TableId, tableLabel } from '../../../../src/core/catalog/table';
import { dumpFiles } from '../../../../src/files/dumpFile';
import { openDump } from '../../../../src/recovery/dumps/openDump';
import { readDumpContents, readDumpSummary } from '../../../../src/recovery/dumps/readContents';
import { verifyDump } from '../../../../src/recovery/dumps/verifyDump';
import {
  archiveBytes,
  archivePath,
  copyHash,
  customArchives,
  dumpInMemory,
  directoryArchives,
  expectedTables,
  quietWork,
  plainDumps,
  tarArchives,
} from '../../../support/dumps';

const archives = [...customArchives, ...directoryArchives, ...tarArchives];
const dumps = [...archives, ...plainDumps];

describe('A dump of any format', () => {
  for (const name of dumps) {
    it(`gives the rows of every table as they were dumped: ${name}`, async () => {
      const dump = await openDump(dumpFiles, archivePath(name));
      try {
        for (const { schema, table, rows, copySha256 } of expectedTables()) {
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

    it(`is verified with the rows of every table and its hash: ${name}`, async () => {
      const found = await verifyDump(dumpFiles, archivePath(name), quietWork());
      assert.equal(found.error, undefined);
      assert.equal(found.sha256, hashOf(name));
      assert.deepEqual(
        found.tables.map((table) => `${tableLabel(table)} ${table.rows ?? ''}`).sort(),
        expectedTables()
          .map(({ schema, table, rows }) => `${tableLabel({ schema, name: table })} ${rows}`)
          .sort(),
      );
    });
  }

  for (const name of ['pg15-plain.sql.gz', 'pg18-plain.sql.gz']) {
    for (const bytes of [archiveBytes(name), gunzipSync(archiveBytes(name))]) {
      it(`is read to its end and verified where it is plain SQL: ${name}, ${bytes.length} bytes`, async () => {
        const files = dumpInMemory(bytes);
        const { dump, tables } = await readDumpContents(files, name);
        assert.deepEqual(
          [dump.format, dump.serverVersion.slice(0, 2)],
          ['plain', name.slice(2, 4)],
        );
        assert.deepEqual(await readDumpSummary(files, name), dump);
        const archive = name.replace('plain.sql.gz', 'custom.dump');
        const expected = await readDumpContents(dumpFiles, archivePath(archive));
        assert.deepEqual(sorted(tables), sorted(expected.tables));
        const found = await verifyDump(files, name, quietWork());
        assert.equal(found.error, undefined);
        assert.equal(found.checksummed, dump.wrapping === 'gzip');
        assert.equal(found.sha256, createHash('sha256').update(bytes).digest('hex'));
        assert.deepEqual(
          sorted(found.tables),
          sorted(
            expectedTables().map(({ schema, table, rows }) => ({ schema, name: table, rows })),
          ),
        );
      });
    }
  }

  it('tells its format, and its size with all its files', async () => {
    const facts = await Promise.all(
      ['pg15-directory', 'pg18-directory-zstd', 'pg15-tar.tar'].map(async (name) => {
        const { dump } = await readDumpContents(dumpFiles, archivePath(name));
        return [dump.format, dump.compression, dump.archiveVersion, dump.bytes];
      }),
    );
    assert.deepEqual(facts, [
      ['directory', 'gzip', '1.14', sizeOf('pg15-directory')],
      ['directory', 'zstd', '1.16', sizeOf('pg18-directory-zstd')],
      ['tar', 'none', '1.14', archiveBytes('pg15-tar.tar').length],
    ]);
  });

  it('has the hash that sha256sum gives of its files’ hashes where it is a directory', async () => {
    const folder = archivePath('pg15-directory');
    const { sha256 } = await verifyDump(dumpFiles, folder, quietWork());
    const printed = execFileSync('sh', ['-c', 'sha256sum * | sha256sum'], {
      cwd: folder,
      env: { ...process.env, LC_ALL: 'C' },
      encoding: 'utf8',
    });
    assert.equal(printed, `${sha256 ?? ''}  -\n`);
  });
});

function sorted<T extends TableId>(tables: readonly T[]): readonly T[] {
  return tables.toSorted((a, b) => (tableLabel(a) < tableLabel(b) ? -1 : 1));
}

/** As the documentation says that it is made, without the code that makes it. */
function hashOf(name: string): string {
  const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  if (!name.includes('directory')) {
    return sha256(archiveBytes(name));
  }
  const files = readdirSync(archivePath(name)).sort();
  return sha256(
    files.map((file) => `${sha256(archiveBytes(`${name}/${file}`))}  ${file}\n`).join(''),
  );
}

function sizeOf(name: string): number {
  const files = readdirSync(archivePath(name));
  return files.reduce((sum, file) => sum + archiveBytes(`${name}/${file}`).length, 0);
}
