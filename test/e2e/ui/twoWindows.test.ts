import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { tellsOneStory } from '../../support/story';
import { HeldServer, type TableState } from '../../support/vscode/heldServer';
import { ReviewPage } from '../../support/vscode/reviewPage';
import { root } from '../../support/vscode/programs';
import {
  beginRecovery,
  confirmStep,
  minutes,
  openSample,
  sampleConnection,
  sampleIsOpen,
  sampleTable,
} from '../../support/vscode/sampleSteps';
import { openPraWindow, type PraWindow } from '../../support/vscode/window';
import type { Workbench } from '../../support/vscode/workbench';

/** Two people's windows, or one person's: each with an incident of its own, about the same table. */
describe('Two windows at once', function () {
  tellsOneStory(this);
  this.timeout(minutes(4));
  let window: PraWindow;
  let here: Workbench;
  let there: Workbench;
  let workspace: string;
  let production: HeldServer;
  let damaged: TableState;

  before(async function () {
    this.timeout(minutes(6));
    window = await openPraWindow();
    here = window.workbench;
    await openSample(here);
    production = await HeldServer.hold(window.home, 'sample');
    damaged = await production.damagedTable();
  });

  after(async () => {
    await production.release();
    await window.close();
  });

  it('know the same connections and dumps', async () => {
    ({ workbench: there, workspace } = await window.another());
    await there.openContainer('PRA');
    await sampleIsOpen(there);
  });

  it('each restore and compare in an incident of their own, side by side', async () => {
    for (const workbench of [here, there]) {
      await workbench.resize(1600, 1000);
    }
    // The first goes on while the second begins.
    await here.page.bringToFront();
    await beginRecovery(here);
    await there.page.bringToFront();
    await beginRecovery(there);
    for (const workbench of [there, here]) {
      await workbench.page.bringToFront();
      const grid = workbench.webview().getByRole('grid');
      await grid.waitFor({ timeout: minutes(3) });
      await workbench.dismissToasts();
    }
    const folders = [window.workspace, workspace].map((folder) => path.join(folder, 'pra'));
    for (const folder of folders) {
      const incidents = (await readdir(folder)).filter((name) => name.endsWith('demandes_rdv'));
      assert.equal(incidents.length, 1, folder);
    }
  });

  it('both see what one of them freezes, and that it is unfrozen', async () => {
    await here.page.bringToFront();
    await here.runCommand('PRA: Freeze Table');
    await here.type('reprise en cours');
    await (await here.modal()).press('Freeze');
    await here.toast(`${sampleTable} is frozen.`).waitFor();
    await there.page.bringToFront();
    await there.expandTreeItem('Connections', sampleConnection);
    await there.statusItem('1 table frozen').waitFor();
    await shot(there, 'two-windows-frozen');
    await here.page.bringToFront();
    await here.runCommand('PRA: Unfreeze Table');
    await (await here.modal()).press('Unfreeze');
    await here.toast(`${sampleTable} takes writes again`).waitFor();
    await there.page.bringToFront();
    await there.runCommand('PRA: Refresh');
    await there.statusItem('1 table frozen').waitFor({ state: 'hidden' });
  });

  it('apply the same rows once: the second says that they are there', async () => {
    for (const workbench of [here, there]) {
      const review = new ReviewPage(workbench);
      await workbench.page.bringToFront();
      await workbench.dismissToasts();
      await review.selectAll('missing');
      await review.press('Rehearse');
      await (await workbench.modal()).press('Rehearse');
      await review.untilBanner('Rehearsed');
    }
    await apply(here);
    await new ReviewPage(here).untilBanner('Applied');
    const corrected = await production.damagedTable();
    assert.ok(corrected.rows > damaged.rows);
    await apply(there);
    await there.toast('Already applied: nothing was written.').waitFor();
    await shot(there, 'two-windows-already');
    assert.deepEqual(await production.damagedTable(), corrected);
  });

  it('give them back once', async () => {
    const review = new ReviewPage(here);
    await here.page.bringToFront();
    await review.press('Undo Last Apply…');
    await confirmStep(window, 'Undo');
    await review.untilBanner('Undone');
    assert.deepEqual(await production.damagedTable(), damaged);
  });

  async function apply(workbench: Workbench): Promise<void> {
    const review = new ReviewPage(workbench);
    await workbench.page.bringToFront();
    await review.press('Apply…');
    await confirmStep({ ...window, workbench }, 'Apply');
  }

  async function shot({ page }: Workbench, name: string): Promise<void> {
    await page.screenshot({ path: path.join(root, 'out', 'e2e', 'shots', `${name}.png`) });
  }
});
