import assert from 'node:assert/strict';
import type { ByteSource } from '../../../../src/core/archive/byteSource';
import { encodingOf } from '../../../../src/core/archive/encoding';
import { readContents } from '../../../../src/core/archive/readContents';
import { RecoveryError } from '../../../../src/core/errors';
import { type ArchiveToWrite, tableWithData, writeArchive } from '../../../support/archiveWriter';
import {
  archiveBytes,
  customArchives,
  expectedTables,
  sourceOf,
  withCode,
} from '../../../support/dumps';

const small: ArchiveToWrite = {
  minor: 14,
  compression: 'gzip',
  entries: tableWithData('shop', 'orders', ['1', '2']),
};

describe('The contents of an archive', () => {
  for (const name of customArchives) {
    it(`name every table of ${name}, whatever is in its name`, async () => {
      const { entries } = await readContents(sourceOf(archiveBytes(name)));
      const withData = entries
        .filter(({ desc }) => desc === 'TABLE DATA')
        .map(({ namespace, tag }) => `${namespace ?? ''} / ${tag}`);
      assert.deepEqual(
        withData.sort(),
        expectedTables()
          .map(({ schema, table }) => `${schema} / ${table}`)
          .sort(),
      );
    });
  }

  it('tell when, by what and of what the dump was made', async () => {
    const { entries, ...rest } = await readContents(sourceOf(archiveBytes('pg15-custom.dump')));
    assert.deepEqual(rest, {
      format: 'custom',
      version: { major: 1, minor: 14, revision: 0 },
      intSize: 4,
      offSize: 8,
      compression: 'gzip',
      createdAt: '2026-11-22T09:58:03',
      database: 'nasty',
      serverVersion: '15.18 (Debian 15.18-0+deb12u1)',
      dumpVersion: '15.18 (Debian 15.18-0+deb12u1)',
      dataStart: rest.dataStart,
    });
    assert.equal(entries.length, 85);
  });

  it('give an entry its statements, its dependencies and the place of its data', async () => {
    const { entries, dataStart } = await readContents(
      sourceOf(archiveBytes('pg15-custom-none.dump')),
    );
    const table = entries.find(({ dumpId }) => dumpId === 219);
    assert.match(
      table?.definition ?? '',
      /^CREATE TABLE shop\.customers \(\n {4}id integer NOT NULL/,
    );
    assert.deepEqual(table?.dependencies, [239, 870, 6]);
    const first = entries.find(({ data }) => data.state === 'at');
    assert.deepEqual(first?.data, { state: 'at', offset: dataStart });
    assert.match(first.copyStatement ?? '', /^COPY .* FROM stdin;\n$/s);
    assert.equal(table.relkind, undefined);
  });

  it('give the kind of relation from version 1.16 on', async () => {
    const { entries } = await readContents(sourceOf(archiveBytes('pg18-custom.dump')));
    const kinds = new Map(entries.map(({ desc, tag, relkind }) => [`${desc} ${tag}`, relkind]));
    assert.equal(kinds.get('TABLE events'), 'p');
    assert.equal(kinds.get('TABLE nokey'), 'r');
    assert.equal(kinds.get('MATERIALIZED VIEW totals'), 'm');
  });

  it('say that a dump written to a pipe does not know where its data are', async () => {
    const { entries } = await readContents(sourceOf(archiveBytes('pg15-custom-pipe.dump')));
    const states = entries.filter(({ hadDumper }) => hadDumper).map(({ data }) => data.state);
    assert.deepEqual([...new Set(states)], ['unknown']);
  });

  for (const minor of [12, 13, 14, 15, 16]) {
    it(`of version 1.${minor} are read (synthesised from the format’s description)`, async () => {
      const contents = await readContents(sourceOf(writeArchive({ ...small, minor })));
      assert.equal(contents.version.minor, minor);
      assert.equal(contents.compression, 'gzip');
      assert.equal(contents.createdAt, '2026-01-02T03:04:05');
      assert.deepEqual(
        contents.entries.map(({ desc, tag, owner }) => [desc, tag, owner]),
        [
          ['ENCODING', 'ENCODING', 'owner'],
          ['TABLE', 'orders', 'owner'],
          ['TABLE DATA', 'orders', 'owner'],
        ],
      );
    });
  }

  it('are read in the dump’s own encoding (synthesised)', async () => {
    const bytes = writeArchive({
      ...small,
      encoding: 'LATIN1',
      encodeText: (text) => Buffer.from(text, 'latin1'),
      entries: tableWithData('été', 'façade', []),
    });
    const contents = await readContents(sourceOf(bytes));
    assert.equal(contents.entries[1]?.namespace, 'été');
    assert.equal(contents.entries[1].tag, 'façade');
    assert.equal(encodingOf(contents), 'LATIN1');
  });

  it('are not guessed where the encoding is unknown (synthesised)', async () => {
    const bytes = writeArchive({ ...small, encoding: 'MULE_INTERNAL' });
    await assert.rejects(readContents(sourceOf(bytes)), withCode('dump-format'));
  });

  it('of a newer version than known are refused, naming it', async () => {
    const bytes = archiveBytes('pg18-custom.dump');
    bytes[6] = 17;
    await assert.rejects(
      readContents(sourceOf(bytes)),
      (error) => withCode('dump-version')(error) && String(error).includes('version 1.17, newer'),
    );
  });

  it('of a version from before PostgreSQL 9.0 are refused, naming it', async () => {
    const bytes = writeArchive({ ...small, minor: 11 });
    await assert.rejects(
      readContents(sourceOf(bytes)),
      (error) => withCode('dump-version')(error) && String(error).includes('version 1.11, older'),
    );
  });
});

describe('A damaged table of contents', () => {
  it('is called truncated wherever it is cut', async () => {
    const bytes = archiveBytes('pg15-custom.dump');
    const { dataStart } = await readContents(sourceOf(bytes));
    for (let end = 0; end < dataStart; end += 61) {
      await assert.rejects(
        readContents(sourceOf(bytes.subarray(0, end))),
        withCode('dump-truncated'),
        `cut at ${end}`,
      );
    }
  });

  it('is read or refused with any bit flipped, never worse', async () => {
    const original = archiveBytes('pg15-custom.dump');
    const { dataStart } = await readContents(sourceOf(original));
    for (let at = 0; at < dataStart; at += 29) {
      const bytes = Buffer.from(original);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
      await readContents(sourceOf(bytes)).catch((error: unknown) => {
        assert.ok(error instanceof RecoveryError, `flipped at ${at}: ${String(error)}`);
      });
    }
  });

  it('of a 100 GB file makes no huge read when a length is wrong', async () => {
    const original = archiveBytes('pg15-custom.dump');
    const lengths = positionsOf(original, Buffer.from('\0\x06\0\0\0SCHEMA')).map((at) => at + 1);
    assert.ok(lengths.length > 0);
    for (const [at, byte] of lengths.flatMap((first) =>
      [0, 1, 2, 3].map((i) => [first + i, 0x7f]),
    )) {
      const bytes = Buffer.from(original);
      bytes[at ?? 0] = byte ?? 0;
      const source = huge(bytes);
      await assert.rejects(readContents(source), withCode('dump-damaged'));
      assert.ok(source.bytesRead() < 20e6, `${source.bytesRead()} bytes read`);
    }
  });

  it('that says it has fewer entries than it has is noticed', async () => {
    const bytes = archiveBytes('pg15-custom.dump');
    bytes[bytes.indexOf(Buffer.from([0, 85, 0, 0, 0])) + 1] = 84;
    await assert.rejects(readContents(sourceOf(bytes)), withCode('dump-damaged'));
  });

  it('that says it has a billion entries is refused before they are looked for', async () => {
    const bytes = archiveBytes('pg15-custom.dump');
    bytes[bytes.indexOf(Buffer.from([0, 85, 0, 0, 0])) + 4] = 0x70;
    await assert.rejects(readContents(sourceOf(bytes)), withCode('dump-damaged'));
  });
});

describe('The contents of a 100 GB archive', () => {
  it('are read from its first half megabyte', async () => {
    const source = huge(archiveBytes('pg15-custom.dump'));
    await readContents(source);
    assert.ok(source.bytesRead() < 512 * 1024, `${source.bytesRead()} bytes read`);
  });
});

/** A file that goes on with zeros up to 100 GB. */
function huge(start: Uint8Array): ByteSource & { bytesRead(): number } {
  let bytesRead = 0;
  return {
    size: 100e9,
    read: (offset, length) => {
      bytesRead += length;
      const bytes = Buffer.alloc(length);
      bytes.set(start.subarray(offset, offset + length));
      return Promise.resolve(bytes);
    },
    bytesRead: () => bytesRead,
  };
}

function positionsOf(bytes: Buffer, wanted: Buffer): number[] {
  const positions: number[] = [];
  for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + 1)) {
    positions.push(at);
  }
  return positions.slice(0, 3);
}
