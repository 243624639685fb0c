import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { RecoveryError } from '../../../src/core/errors';
import { snapshotTable } from '../../../src/engine/tableSnapshots';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import type { ProgressStep } from '../../../src/recovery/work';
import { connected, testServer } from '../../support/postgres';
import { temporaryFolder } from './pra';

const run = promisify(execFile);
const folder = temporaryFolder();

/** Takes 60 MB as text. */
async function largeTable(): Promise<ConnectionSettings> {
  const live = await (await testServer()).createDatabase();
  await connected(live, async (session) => {
    await session.query('create table t (id int, filler text)');
    await session.query('alter table t alter filler set storage external');
    await session.query(
      `insert into t select n, repeat('x', 3000) from generate_series(1, 20000) n`,
    );
  });
  return live;
}

async function snapshotInto(
  dir: string,
  live: ConnectionSettings,
  { signal, progress }: { signal?: AbortSignal; progress?: (step: ProgressStep) => void },
): Promise<unknown> {
  await mkdir(dir, { recursive: true });
  const order = { live, table: { schema: 'public', name: 't' }, out: path.join(dir, 'cut.sql') };
  const program = {
    tool: 'test',
    language: 'en' as const,
    mediaFolder: '',
    pgRestore: undefined,
    postgresBinaries: undefined,
  };
  const work = {
    signal: signal ?? new AbortController().signal,
    progress: progress ?? (() => undefined),
  };
  return snapshotTable(order, { work, program, say: () => undefined });
}

function isRefusal(code: string) {
  return (error: unknown): boolean => error instanceof RecoveryError && error.code === code;
}

describe('A snapshot that is cut off', () => {
  let live: ConnectionSettings;

  before(async () => {
    live = await largeTable();
  });

  it('leaves no file where the operator cancels it', async () => {
    const dir = path.join(folder(), 'cancelled');
    const abort = new AbortController();
    const seen: number[] = [];
    const progress = ({ done }: ProgressStep): void => {
      seen.push(done);
      if (done > 1_000_000) {
        abort.abort();
      }
    };
    await assert.rejects(snapshotInto(dir, live, { signal: abort.signal, progress }), {
      name: 'AbortError',
    });
    assert.ok(Math.max(...seen) > 1_000_000);
    assert.deepEqual(await readdir(dir), []);
  });

  it('leaves no file where the connection is lost', async () => {
    const dir = path.join(folder(), 'lost');
    let ended: Promise<unknown> | undefined;
    const progress = ({ done }: ProgressStep): void => {
      if (done > 1_000_000) {
        ended ??= connected(live, (session) =>
          session.query(
            `select pg_terminate_backend(pid) from pg_stat_activity
              where datname = current_database() and pid <> pg_backend_pid() and query like 'copy%'`,
          ),
        );
      }
    };
    await assert.rejects(snapshotInto(dir, live, { progress }), isRefusal('connection-lost'));
    await ended;
    assert.deepEqual(await readdir(dir), []);
  });

  it('leaves no file where the disk fills up, and says before that it will where that can be told', async function () {
    const dir = path.join(folder(), 'small');
    await mkdir(dir);
    try {
      await run('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', dir]);
    } catch {
      this.skip();
    }
    try {
      await assert.rejects(snapshotInto(dir, live, {}), (error: unknown) => {
        assert.ok(isRefusal('disk-full')(error));
        assert.match((error as Error).message, /takes about .* MB; 4\.\d MB are free/);
        return true;
      });
      // Packed so well that nobody can tell how large it is as text.
      const packed = await (await testServer()).createDatabase();
      await connected(packed, async (session) => {
        await session.query('create table t (id int, filler text)');
        await session.query(
          `insert into t select n, repeat('x', 1000000) from generate_series(1, 20) n`,
        );
      });
      await assert.rejects(snapshotInto(dir, packed, {}), isRefusal('disk-full'));
      assert.deepEqual(await readdir(dir), []);
    } finally {
      await run('umount', [dir]);
    }
  });
});
