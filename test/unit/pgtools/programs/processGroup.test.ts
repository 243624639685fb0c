import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { endGroup, ownGroup } from '../../../../src/pgtools/programs/processGroup';

describe('A program that is ended', function () {
  before(function () {
    if (process.platform === 'win32') {
      this.skip();
    }
  });

  it('takes with it what it has started', async () => {
    const { child, started } = await running('sleep 60 & echo $!; wait');
    await endGroup(child);
    assert.equal(isRunning(started), false);
  });

  it('is killed where it does not listen', async () => {
    const { child, started } = await running("trap '' TERM; sh -c 'sleep 60' & echo $!; wait");
    const began = performance.now();
    await endGroup(child);
    assert.ok(performance.now() - began < 1500);
    assert.equal(child.signalCode, 'SIGKILL');
    assert.equal(isRunning(started), false);
  });

  it('leaves nothing behind even where it had died before', async () => {
    const { child, started } = await running('sleep 60 >/dev/null 2>&1 & echo $!');
    await once(child, 'exit');
    assert.equal(isRunning(started), true);
    await endGroup(child);
    assert.equal(isRunning(started), false);
  });
});

/** A shell that runs the script, and the process whose number it says first. */
async function running(
  script: string,
): Promise<{ readonly child: ChildProcess; readonly started: number }> {
  const child = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'], ...ownGroup });
  const [said] = (await once(child.stdout, 'data')) as readonly Buffer[];
  return { child, started: Number(String(said)) };
}

/** One that has ended counts as gone, also while nobody has asked how it ended. */
function isRunning(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.trim().startsWith('Z');
}
