import assert from 'node:assert/strict';
import { readContents } from '../../../../src/core/archive/readContents';
import { paddingAfter, readTarHeader, tarBlock } from '../../../../src/core/archive/tarHeader';
import { type DumpVerification, verifyDump } from '../../../../src/recovery/dumps/verifyDump';
import {
  archiveBytes,
  dumpInMemory,
  folderBytes,
  folderInMemory,
  quietWork,
  sourceOf,
} from '../../../support/dumps';

function verifyFolder(files: ReadonlyMap<string, Uint8Array>): Promise<DumpVerification> {
  return verifyDump(folderInMemory(files), 'test', quietWork());
}

function verifyFile(bytes: Uint8Array): Promise<DumpVerification> {
  return verifyDump(dumpInMemory(bytes), 'test.tar', quietWork());
}

describe('Verifying a bad directory dump', () => {
  for (const name of ['pg15-directory', 'pg18-directory-none', 'pg18-directory-lz4'] as const) {
    it(`finds every data file of ${name} that is missing, emptied or cut, and names its table`, async () => {
      const files = folderBytes(name);
      for (const [file, bytes] of files) {
        if (file === 'toc.dat') {
          continue;
        }
        for (const rest of [undefined, 0, Math.floor(bytes.length / 2), bytes.length - 1]) {
          const damaged = new Map(files);
          damaged.delete(file);
          if (rest !== undefined) {
            damaged.set(file, bytes.subarray(0, rest));
          }
          const { error, sha256 } = await verifyFolder(damaged);
          assert.equal(error?.code, 'dump-truncated', `${file} cut at ${rest ?? 'nothing'}`);
          assert.match(error.message, /^In ("?\w|shop\.)/);
          assert.match(sha256 ?? '', /^[0-9a-f]{64}$/);
        }
      }
    });
  }

  for (const name of ['pg15-directory', 'pg18-directory-zstd'] as const) {
    it(`finds any flipped bit in the compressed data of ${name}`, async () => {
      const files = folderBytes(name);
      for (const [file, original] of files) {
        for (let at = 7; at < original.length && file !== 'toc.dat'; at += 1213) {
          const bytes = Buffer.from(original);
          bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
          // Bytes 4 to 9 of a gzip file say when it was made, and by what.
          if (at > 9) {
            const { ok } = await verifyFolder(new Map(files).set(file, bytes));
            assert.equal(ok, false, `${file} flipped at ${at}`);
          }
        }
      }
    });
  }

  it('finds its table of contents cut, emptied or gone', async () => {
    const files = folderBytes('pg15-directory');
    const contents = files.get('toc.dat') ?? Buffer.alloc(0);
    for (const end of [0, 3, 40, 10_000, contents.length - 1]) {
      const { error } = await verifyFolder(
        new Map(files).set('toc.dat', contents.subarray(0, end)),
      );
      assert.equal(error?.code, 'dump-truncated', `cut at ${end}`);
    }
    files.delete('toc.dat');
    assert.equal((await verifyFolder(files)).error?.code, 'dump-truncated');
  });

  it('keeps the tables that are whole and reads on behind a damage', async () => {
    const files = folderBytes('pg15-directory');
    const [first] = files.keys();
    const { tables } = await verifyFolder(new Map(files).set(first ?? '', Buffer.alloc(0)));
    assert.equal(tables.length, files.size - 2);
  });

  it('finds a large object or their list that is missing or cut', async () => {
    const files = folderBytes('pg15-blobs-directory');
    assert.equal((await verifyFolder(files)).ok, true);
    const list = files.get('blobs.toc') ?? Buffer.alloc(0);
    const object = files.get('blob_50001.dat.gz') ?? Buffer.alloc(0);
    const firstLine = list.indexOf('\n') + 1;
    for (const [file, bytes] of [
      ['blobs.toc', list.subarray(0, list.length - 3)],
      ['blobs.toc', list.subarray(0, firstLine)],
      ['blobs.toc', Buffer.alloc(0)],
      ['blobs.toc', undefined],
      ['blob_50001.dat.gz', object.subarray(0, object.length - 3)],
      ['blob_50001.dat.gz', undefined],
    ] as const) {
      const damaged = new Map<string, Uint8Array>(files);
      damaged.delete(file);
      if (bytes) {
        damaged.set(file, bytes);
      }
      const { error } = await verifyFolder(damaged);
      assert.equal(error?.code, 'dump-truncated', `${file} of ${bytes?.length ?? 'no'} bytes`);
    }
  });

  it('does not follow a name that leads out of the folder', async () => {
    const files = folderBytes('pg18-directory-none');
    const contents = Buffer.from(files.get('toc.dat') ?? '');
    const at = contents.indexOf('2710.dat');
    contents.write('../a.dat', at);
    const { error } = await verifyFolder(files.set('toc.dat', contents));
    assert.equal(error?.code, 'dump-damaged');
    assert.match(error.message, /names a file that pg_dump does not write/);
  });
});

describe('Verifying a bad tar dump', () => {
  for (const name of ['pg15-tar.tar', 'pg18-tar.tar']) {
    it(`finds ${name} truncated wherever it is cut`, async () => {
      const bytes = archiveBytes(name);
      const end = endMark(bytes);
      for (let cut = 0; cut < end + 2 * tarBlock; cut += 3331) {
        const { error } = await verifyFile(bytes.subarray(0, cut));
        assert.equal(error?.code, 'dump-truncated', `cut at ${cut}`);
      }
      for (const cut of [end, end + 1, end + tarBlock, end + 2 * tarBlock - 1]) {
        const { error } = await verifyFile(bytes.subarray(0, cut));
        assert.equal(error?.code, 'dump-truncated', `cut at ${cut}`);
      }
    });
  }

  it('finds any flipped bit in a member’s header, and in what lies between members', async () => {
    const original = archiveBytes('pg15-tar.tar');
    for (const { header, end, next } of membersOf(original)) {
      const between = next > end ? [end, next - 1] : [];
      for (const at of [header, header + 100, header + 130, header + 150, ...between]) {
        const bytes = Buffer.from(original);
        bytes[at] = (bytes[at] ?? 0) ^ 1;
        const { ok, sha256 } = await verifyFile(bytes);
        assert.equal(ok, false, `flipped at ${at}`);
        assert.ok(sha256 !== undefined || header === 0);
      }
    }
  });

  it('finds a member that is gone, there twice, or empty', async () => {
    const bytes = archiveBytes('pg15-tar.tar');
    const member = membersOf(bytes)[6];
    assert.ok(member);
    const { header, next } = member;
    const own = bytes.subarray(header, next);
    const without = Buffer.concat([bytes.subarray(0, header), bytes.subarray(next)]);
    const twice = Buffer.concat([bytes.subarray(0, next), own, bytes.subarray(next)]);
    assert.equal((await verifyFile(without)).error?.code, 'dump-truncated');
    assert.equal((await verifyFile(twice)).error?.code, 'dump-damaged');
  });

  it('says that changed bytes within its rows go unseen', async () => {
    const { ok, checksummed } = await verifyFile(archiveBytes('pg15-tar.tar'));
    assert.deepEqual({ ok, checksummed }, { ok: true, checksummed: false });
  });
});

describe('The toc.dat of a directory dump', () => {
  it('is not read as a custom archive, and one of a custom archive not as its own', async () => {
    const contents = archiveBytes('pg15-directory/toc.dat');
    await assert.rejects(readContents(sourceOf(contents), 'custom'), { code: 'dump-damaged' });
    const custom = sourceOf(archiveBytes('pg15-custom.dump'));
    await assert.rejects(readContents(custom, 'directory'), { code: 'dump-damaged' });
  });
});

interface Member {
  readonly header: number;
  readonly end: number;
  readonly next: number;
}

function membersOf(tar: Buffer): readonly Member[] {
  const members: Member[] = [];
  for (let header = 0; ;) {
    const member = readTarHeader(tar.subarray(header, header + tarBlock));
    if (member === 'end') {
      return members;
    }
    const end = header + tarBlock + member.size;
    const next = end + paddingAfter(member.size);
    members.push({ header, end, next });
    header = next;
  }
}

function endMark(tar: Buffer): number {
  return membersOf(tar).at(-1)?.next ?? 0;
}
