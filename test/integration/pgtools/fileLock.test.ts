import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { RecoveryError } from '../../../src/core/errors';
import { withFileLock } from '../../../src/pgtools/server/fileLock';
import {
  currentBoot,
  isAlive,
  ownIdentity,
  type ProcessIdentity,
  startOf,
} from '../../../src/pgtools/server/processIdentity';

const patient = {
  milliseconds: 60_000,
  held: (pid: number) => new RecoveryError('in-use', `Held by ${pid}.`),
};

describe('A file lock', () => {
  let folder: string;
  let lock: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pra-lock-'));
    lock = join(folder, 'lock');
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('lets one in at a time, however many wait', async () => {
    assert.equal(await mostAtOnce(20), 1);
  });

  it('is taken over from a process that died, by one at a time, leaving nothing behind', async () => {
    const dead = await deadProcess();
    await writeFile(lock, JSON.stringify({ ...dead, id: 'left' }));

    assert.equal(await mostAtOnce(20), 1);
    assert.deepEqual(await readdir(folder), []);
  });

  it('is taken over also when whoever wanted to take it over died at that', async () => {
    const dead = await deadProcess();
    await writeFile(lock, JSON.stringify({ ...dead, id: 'left' }));
    await writeFile(`${lock}.broken-left`, JSON.stringify({ ...dead, id: 'breaker' }));

    assert.equal(await mostAtOnce(20), 1);
    assert.deepEqual(await readdir(folder), []);
  });

  it('is let go when what it guards fails', async () => {
    const failure = new Error('No.');
    await assert.rejects(
      withFileLock(lock, () => Promise.reject(failure), patient),
      failure,
    );
    assert.deepEqual(await readdir(folder), []);
  });

  it('stops being waited for when that is cancelled', async () => {
    const reason = new Error('Cancelled.');
    const cancel = new AbortController();
    const section = async (): Promise<void> => {
      const impatient = { ...patient, signal: cancel.signal };
      const waiting = withFileLock(lock, () => Promise.resolve(), impatient);
      setTimeout(() => {
        cancel.abort(reason);
      }, 30);
      await assert.rejects(waiting, reason);
    };
    await withFileLock(lock, section, patient);
  });

  it('is not waited for longer than one has patience', async () => {
    const section = async (): Promise<void> => {
      const hasty = { ...patient, milliseconds: 0 };
      await assert.rejects(
        withFileLock(lock, () => Promise.resolve(), hasty),
        ({ message }: Error) => message === `Held by ${process.pid}.`,
      );
    };
    await withFileLock(lock, section, patient);
    assert.deepEqual(await readdir(folder), []);
  });

  async function mostAtOnce(contenders: number): Promise<number> {
    let inside = 0;
    let most = 0;
    const enter = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await delay(2);
      inside -= 1;
    };
    await Promise.all(Array.from({ length: contenders }, () => withFileLock(lock, enter, patient)));
    return most;
  }
});

describe('A process', () => {
  it('is told from another one that got its number', async () => {
    const own = await ownIdentity();
    assert.equal(await isAlive(own), true);
    assert.equal(await isAlive({ ...own, startedAt: '1' }), false);
    assert.equal(await isAlive({ ...own, boot: 'an earlier run of the machine' }), false);
  });

  it('is dead once it was killed', async () => {
    assert.equal(await isAlive(await deadProcess()), false);
  });
});

async function deadProcess(): Promise<ProcessIdentity> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  const pid = child.pid ?? 0;
  const identity = { pid, startedAt: (await startOf(pid)) ?? '', boot: await currentBoot() };
  assert.equal(await isAlive(identity), true);
  child.kill('SIGKILL');
  await once(child, 'exit');
  return identity;
}
