import assert from 'node:assert/strict';
import { mkdtemp, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { tableLabel } from '../../../src/core/catalog/table';
import { dumpFiles } from '../../../src/files/dumpFile';
import type { DumpStamp } from '../../../src/recovery/dumps/keptVerification';
import { type ContentsReading, readDumpContents } from '../../../src/recovery/dumps/readContents';
import { ContentsFiles } from '../../../src/ui/dumps/contentsFiles';
import { ContentsReadings, type KnownContents } from '../../../src/ui/dumps/contentsReadings';
import { quietWork, withCode } from '../../support/dumps';

const end = '--\n-- PostgreSQL database dump complete\n--\n\n';

/** Tables one after another, each with its rows: some megabytes. */
function plainDump(tables: number): string {
  const rows = 'a line of the table\n'.repeat(20_000);
  const text = (at: number): string =>
    `CREATE TABLE s.t${at} (\n    a text\n);\n\nCOPY s.t${at} (a) FROM stdin;\n${rows}\\.\n\n`;
  return `--\n-- PostgreSQL database dump\n--\n\n${Array.from({ length: tables }, (_, at) => text(at)).join('')}${end}`;
}

describe('Reading what a plain dump holds', () => {
  let folder: string;
  let dump: DumpStamp;
  let readings: ContentsReadings;
  let begun: number;
  let told: number;
  /** Held after each piece until somebody lets it go on. */
  let slowness: () => Promise<void>;

  const stampOf = async (file: string): Promise<DumpStamp> => {
    const { size, mtimeMs } = await stat(file);
    return { path: file, bytes: size, modifiedAt: Math.floor(mtimeMs) };
  };

  const open = (): ContentsReadings =>
    new ContentsReadings({
      read: (file, reading) => {
        begun += 1;
        return readDumpContents(slowFiles(), file, reading);
      },
      store: new ContentsFiles(path.join(folder, 'kept')),
      onChange: () => {
        told += 1;
      },
    });

  /** A disk that takes its time. */
  const slowFiles = (): typeof dumpFiles => ({
    ...dumpFiles,
    open: async (file) => {
      const place = await dumpFiles.open(file);
      return place.kind === 'folder'
        ? place
        : {
            ...place,
            read: async (offset, length) => {
              await slowness();
              return place.read(offset, length);
            },
            close: () => place.close(),
          };
    },
  });

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'pra-contents-'));
    const file = path.join(folder, 'nightly.sql');
    await writeFile(file, plainDump(10));
    dump = await stampOf(file);
    [begun, told] = [0, 0];
    slowness = () => Promise.resolve();
    readings = open();
  });

  afterEach(async () => {
    readings.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  const tablesOf = ({ contents }: KnownContents): readonly string[] =>
    contents?.tables.map(tableLabel) ?? [];

  const until = async (state: KnownContents['state']): Promise<KnownContents> => {
    for (let tries = 0; tries < 200; tries += 1) {
      const known = await readings.of(dump);
      if (known.state === state) {
        return known;
      }
      await pause(50);
    }
    throw new Error(`It is never ${state}.`);
  };

  it('shows the tables as they are found, with how far it is, and then all', async () => {
    slowness = () => pause(120);
    let few: KnownContents;
    do {
      await pause(50);
      few = await readings.of(dump);
    } while (tablesOf(few).length === 0);
    assert.equal(few.state, 'reading');
    assert.ok(few.bytesRead > 0 && few.bytesRead < dump.bytes, `${few.bytesRead}`);
    assert.ok(tablesOf(few).length < 10);
    const whole = await until('whole');
    assert.equal(tablesOf(whole).length, 10);
    assert.equal(begun, 1);
    assert.ok(told >= 2 && told < 12, `the view was told ${told} times`);
  });

  it('is over at once for a small dump, so that nobody sees it being read', async () => {
    const file = path.join(folder, 'small.sql');
    await writeFile(file, plainDump(1));
    const known = await readings.of(await stampOf(file));
    assert.equal(known.state, 'whole');
  });

  it('is done once, also for a window that is opened later, until the file changes', async () => {
    await until('whole');
    readings = open();
    const known = await readings.ifKnown(dump);
    assert.equal(known?.tables.length, 10);
    await until('whole');
    assert.equal(begun, 1);
    await writeFile(dump.path, plainDump(11));
    const changed = await stampOf(dump.path);
    assert.equal(await readings.ifKnown(changed), undefined);
    dump = changed;
    assert.equal(tablesOf(await until('whole')).length, 11);
    assert.equal(begun, 2);
  });

  it('tells where the dump is cut, and keeps the tables that stand before', async () => {
    await truncate(dump.path, Math.floor(dump.bytes / 2));
    dump = await stampOf(dump.path);
    slowness = () => pause(100);
    const known = await until('failed');
    assert.ok(known.state === 'failed' && withCode('dump-truncated')(known.error));
    assert.ok(tablesOf(known).length > 0);
    await assert.rejects(readings.whole(dump, quietWork()), withCode('dump-truncated'));
  });

  it('ends when the window goes, or the folder is removed from the view', async () => {
    let reads = 0;
    slowness = async () => {
      reads += 1;
      await pause(100);
    };
    await readings.of(dump);
    readings.keepOnly(() => false);
    await pause(250);
    const after = reads;
    await pause(400);
    assert.equal(reads, after);
    assert.equal(told, 0);
  });

  it('can be waited for, with progress in bytes of the file', async () => {
    slowness = () => pause(100);
    const seen: number[] = [];
    const contents = await readings.whole(dump, {
      signal: new AbortController().signal,
      progress: ({ done, total }) => {
        assert.equal(total, dump.bytes);
        seen.push(done);
      },
    });
    assert.equal(contents.tables.length, 10);
    assert.ok(seen.length > 0);
    assert.deepEqual(
      seen,
      seen.toSorted((a, b) => a - b),
    );
  });

  it('goes by the bytes of the file also where this is compressed as a whole', async () => {
    const { gzipSync } = await import('node:zlib');
    const file = path.join(folder, 'nightly.sql.gz');
    await writeFile(file, gzipSync(plainDump(3)));
    let bytes = 0;
    const reading: ContentsReading = {
      onRead: (read) => {
        bytes += read;
      },
    };
    await readDumpContents(dumpFiles, file, reading);
    assert.equal(bytes, (await stat(file)).size);
  });
});
