import assert from 'node:assert/strict';
import { cp, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { archiveBytes, archivePath, expectedTables } from '../../support/dumps';
import { pra, praJson, temporaryFolder } from './pra';

const folder = temporaryFolder();

const formats = [
  ['pg15-custom-pipe.dump', 'custom', 'gzip', '1.14'],
  ['pg15-directory', 'directory', 'gzip', '1.14'],
  ['pg18-directory-none', 'directory', 'none', '1.16'],
  ['pg18-directory-lz4', 'directory', 'lz4', '1.16'],
  ['pg18-directory-zstd', 'directory', 'zstd', '1.16'],
  ['pg15-tar.tar', 'tar', 'none', '1.14'],
  ['pg18-tar.tar', 'tar', 'none', '1.16'],
] as const;

describe('pra toc', () => {
  for (const [name, format, compression, archiveVersion] of formats) {
    it(`shows what ${name} holds`, async () => {
      const { status, json } = await praJson(['toc', archivePath(name)]);
      assert.equal(status, 0);
      const dump = json['dump'] as Record<string, unknown>;
      assert.deepEqual(
        { ...dump, createdAt: undefined, bytes: undefined, ...versions(dump) },
        {
          ...{ path: archivePath(name), format, compression, archiveVersion, wrapping: 'none' },
          ...{ createdAt: undefined, bytes: undefined, ...versions(dump) },
        },
      );
      const tables = json['tables'] as { schema: string; name: string; hasData: boolean }[];
      const withRows = tables.filter(({ hasData }) => hasData);
      assert.deepEqual(
        withRows.map((table) => `${table.schema}/${table.name}`).sort(),
        expectedTables()
          .map(({ schema, table }) => `${schema}/${table}`)
          .sort(),
      );
    });
  }

  it('says that a dump was compressed again', async () => {
    const file = path.join(folder(), 'again.tar.gz');
    await writeFile(file, gzipSync(archiveBytes('pg15-tar.tar')));
    const { stdout, status } = await pra(['toc', file]);
    assert.equal(status, 0);
    assert.match(stdout, /Format +tar, archive version 1\.14, .*compressed with gzip/);
  });

  it('shows the tables of a plain dump, and since when its file is there', async () => {
    const { status, json } = await praJson(['toc', archivePath('pg18-plain.sql.gz')]);
    assert.equal(status, 0);
    const dump = json['dump'] as { format: string; createdAt: { source: string } };
    assert.deepEqual([dump.format, dump.createdAt.source], ['plain', 'file']);
    assert.equal((json['tables'] as unknown[]).length, 17);
  });

  it('refuses the dump of a newer version, naming it, in one sentence', async () => {
    const file = path.join(folder(), 'newer.dump');
    await writeFile(file, archiveBytes('pg18-custom.dump').with(6, 17));
    const { status, error } = await praJson(['toc', file]);
    assert.equal(status, 4);
    assert.equal(error.code, 'dump-version');
    assert.match(error.message, /version 1\.17, newer/);
  });
});

describe('pra restore', () => {
  it('refuses a plain dump that is cut short before it looks for a server', async () => {
    const file = path.join(folder(), 'cut.sql');
    await writeFile(file, gunzipSync(archiveBytes('pg15-plain.sql.gz')).subarray(0, 100_000));
    const words = ['restore', file, '--table', 'shop.orders'];
    const { status, error } = await praJson([...words, '--scratch', 'host=127.0.0.1 port=1']);
    assert.equal(status, 4);
    assert.equal(error.code, 'dump-truncated');
  });

  it('wants one table or all, never both and never neither', async () => {
    const words = ['restore', archivePath('pg15-custom.dump')];
    for (const more of [[], ['--table', 'shop.orders', '--all'], ['--all', '--jobs', '0']]) {
      const { status, error } = await praJson([...words, ...more]);
      assert.deepEqual([status, error.code], [2, 'usage']);
    }
  });
});

describe('pra verify', () => {
  it('warns of row security: the dump may hold only what its role saw', async () => {
    const { stdout, status } = await pra(['verify', archivePath('pg18-custom.dump')]);
    assert.equal(status, 0);
    assert.match(stdout, /^ {2}Row security: On shop\.orders\. If an ordinary role/m);
    const { json } = await praJson(['verify', archivePath('pg18-custom.dump')]);
    const [dump] = json['dumps'] as { trust: { name: string; kind: string }[] }[];
    const warnings = dump?.trust.filter(({ kind }) => kind === 'warn');
    assert.deepEqual(
      warnings?.map(({ name }) => name),
      ['Row security'],
    );
  });

  it('reads dumps of every format in one call', async () => {
    const { status, json } = await praJson([
      'verify',
      ...formats.map(([name]) => archivePath(name)),
    ]);
    assert.equal(status, 0);
    const dumps = json['dumps'] as { ok: boolean; sha256: string; tables: { rows: number }[] }[];
    const rows = expectedTables().reduce((sum, table) => sum + table.rows, 0);
    for (const { ok, sha256, tables } of dumps) {
      assert.equal(ok, true);
      assert.match(sha256, /^[0-9a-f]{64}$/);
      assert.equal(
        tables.reduce((sum, table) => sum + table.rows, 0),
        rows,
      );
    }
    assert.equal(dumps.length, formats.length);
  });

  it('says of an uncompressed dump that changed bytes go unseen', async () => {
    const { stdout } = await pra(['verify', archivePath('pg15-tar.tar')]);
    assert.match(stdout, /no checksum of their own: changed bytes within a row go unseen/);
    const { stdout: checked } = await pra(['verify', archivePath('pg15-directory')]);
    assert.doesNotMatch(checked, /checksum/);
  });

  it('ends with status 4 for a plain dump that is cut, or that holds commands for psql', async () => {
    const whole = gunzipSync(archiveBytes('pg15-plain.sql.gz'));
    const codes = [];
    for (const bytes of [
      whole.subarray(0, whole.length / 2),
      Buffer.concat([whole, Buffer.from('\\! touch /tmp/x\n')]),
    ]) {
      const file = path.join(folder(), 'bad.sql');
      await writeFile(file, bytes);
      const { status, error } = await praJson(['verify', file]);
      assert.equal(status, 4);
      codes.push(error.code);
    }
    assert.deepEqual(codes, ['dump-truncated', 'dump-format']);
  });

  it('ends with status 4 for a directory of which one data file was emptied, and names its table', async () => {
    const copy = path.join(folder(), 'emptied');
    await cp(archivePath('pg18-directory-none'), copy, { recursive: true });
    await truncate(path.join(copy, '2710.dat'));
    const { status, error } = await praJson(['verify', copy]);
    assert.equal(status, 4);
    assert.equal(error.code, 'dump-truncated');
    assert.match(error.message, /^In Other Shop\./);
  });
});

/** What differs from dump to dump and is looked at elsewhere. */
function versions(dump: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { database, serverVersion, dumpVersion } = dump;
  return { database, serverVersion, dumpVersion };
}
