import { tellsOneStory } from '../../support/story';
import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import { HeldServer } from '../../support/vscode/heldServer';
import { ReviewPage } from '../../support/vscode/reviewPage';
import { beginRecovery, confirmStep, minutes, openSample } from '../../support/vscode/sampleSteps';
import { openPraWindow, type PraWindow } from '../../support/vscode/window';
import type { Workbench } from '../../support/vscode/workbench';

/** In a window of its own: it writes every row anew. */
describe('The whole table of the sample incident', function () {
  tellsOneStory(this);
  this.timeout(minutes(3));
  let window: PraWindow;
  let workbench: Workbench;
  let review: ReviewPage;
  let frame: FrameLocator;
  let production: HeldServer;

  before(async function () {
    this.timeout(minutes(6));
    window = await openPraWindow();
    workbench = window.workbench;
    frame = workbench.webview();
    review = new ReviewPage(workbench);
    await openSample(workbench);
    production = await HeldServer.hold(window.home, 'sample');
    await workbench.resize(1600, 1000);
    await beginRecovery(workbench, ['citoyen_id', 'date_demande']);
    await frame.getByRole('grid').waitFor({ timeout: minutes(3) });
    await frame.getByRole('img', { name: /date_rdv/ }).waitFor({ timeout: minutes(1) });
    await workbench.dismissToasts();
  });

  after(async () => {
    await production.release();
    await window.close();
  });

  it('is put back as a whole once the number of its deletes is typed, and that is undone, too', async () => {
    const damaged = await production.damagedTable();
    await workbench.tab(/demandes_rdv/).click();
    await frame.getByText('Nothing has been written').waitFor();
    await workbench.runCommand('PRA: Replace Whole Table');
    const question = await workbench.modal();
    assert.match(question.text, /rows that are only in production are deleted/);
    await question.press('Replace Whole Table');
    const prompt = workbench.quickInput().locator('.quick-input-message', { hasText: 'deleted' });
    const [, number = ''] = /Type ([\d,]+):/.exec(await prompt.innerText()) ?? [];
    await window.shot('replace-number');
    await workbench.type(number);
    await confirmStep(window, 'Apply');
    await review.untilBanner('Applied');
    await review.press('Verify Recovery');
    await review.untilBanner('as planned');
    await review.press('Undo Last Apply…');
    await confirmStep(window, 'Undo');
    await review.untilBanner('Undone');
    assert.deepEqual(await production.damagedTable(), damaged);
  });
});
