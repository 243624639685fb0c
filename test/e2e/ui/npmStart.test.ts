import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, openBrowserOn } from '../../support/vscode/browser';
import { findChromium } from '../../support/vscode/chromium';
import { root } from '../../support/vscode/programs';
import { minutes, sampleIsOpen } from '../../support/vscode/sampleSteps';
import { Workbench } from '../../support/vscode/workbench';

describe('npm start, where there is no desktop', function () {
  this.timeout(minutes(4));
  let program: ChildProcess;
  let browser: Browser | undefined;

  after(async () => {
    await browser?.close();
    signalGroup('SIGKILL');
  });

  it('prints an address at which the sample incident opens by itself', async () => {
    program = spawn(process.execPath, [path.join(root, '.ci', 'start.mjs')], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      // A group of its own, as a shell makes one: Ctrl-C reaches all of it.
      detached: true,
      // As a person at a console without a screen.
      env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' },
    });
    const url = new URL(await printedAddress(program));
    browser = await openBrowserOn(await findChromium(console.error), url.host);
    const workbench = new Workbench(browser.page);
    await workbench.opened(url.href, 'PRA');
    await sampleIsOpen(workbench);
    await workbench.assertNoError();
    assert.deepEqual(browser.outside, []);
    assert.equal(existsSync(path.join(url.searchParams.get('folder') ?? '', '.pra-sample')), false);
  });

  it('ends with all that it made on Ctrl-C', async () => {
    const folder = new URL(browser?.page.url() ?? '').searchParams.get('folder') ?? '';
    assert.ok(existsSync(folder));
    signalGroup('SIGINT');
    const [status] = (await once(program, 'exit')) as [number | null];
    assert.equal(status, 0);
    assert.equal(existsSync(path.dirname(folder)), false);
  });

  function signalGroup(name: NodeJS.Signals): void {
    if (program.exitCode === null && program.pid !== undefined) {
      process.kill(-program.pid, name);
    }
  }
});

async function printedAddress({ stdout }: ChildProcess): Promise<string> {
  assert.ok(stdout);
  for await (const line of createInterface({ input: stdout })) {
    const [address] = /http:\/\/127\.0\.0\.1:\S+/.exec(line) ?? [];
    if (address !== undefined) {
      return address;
    }
  }
  throw new Error('It printed no address.');
}
