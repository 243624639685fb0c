import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import type { PraWindow } from '../../support/vscode/window';
import type { Workbench } from '../../support/vscode/workbench';
import { praWindow } from './fixture';

const connection = 'mairie (sample)';
const table = 'metier.demandes_rdv';
const minutes = (count: number): number => count * 60_000;

/** The whole recovery, by mouse and keyboard; each test goes on where the former ended. */
describe('the sample incident in the window', function () {
  this.bail(true);
  let window: PraWindow;
  let workbench: Workbench;
  let review: FrameLocator;

  before(async function () {
    this.timeout(minutes(5));
    window = await praWindow();
    workbench = window.workbench;
    review = workbench.webview();
    await workbench.openContainer('PRA');
  });

  it('is made by Open Sample Incident', async () => {
    await workbench.runCommand('PRA: Open Sample Incident');
    await workbench
      .treeItem('Connections', connection)
      .first()
      .waitFor({ timeout: minutes(3) });
    await workbench.toast('was damaged after').waitFor();
    await workbench.dismissToasts();
  }).timeout(minutes(4));

  it('shows production down to its tables, and its dumps', async () => {
    await workbench.expandTreeItem('Connections', connection);
    await workbench.expandTreeItem('Connections', /^metier/);
    await workbench.treeItem('Connections', /^demandes_rdv/).waitFor();
    await workbench
      .treeItem('Dumps', /PostgreSQL/)
      .first()
      .waitFor();
    await window.shots('views');
    await workbench.assertNoError();
  });

  it('is recovered as far as the review by Recover Table', async () => {
    await workbench.runCommand('PRA: Recover Table');
    await workbench.pick(connection);
    // Newest first: after the damage, broken, then the one that helps.
    await workbench.rows('Another file').waitFor();
    await workbench.rows().nth(2).click();
    await workbench.pick(table);
    await workbench.acceptMany('identity (optional)');
    await review.getByRole('grid').waitFor({ timeout: minutes(3) });
    await workbench.dismissToasts();
    await window.shots('review');
  }).timeout(minutes(5));

  it('shows exact counts, and nothing selected', async () => {
    assert.match(await review.locator('footer .total').innerText(), /^0 selected/);
    const counts = await review.locator('.tabs .category .count').allInnerTexts();
    const [all = 0, ...kinds] = counts.map((text) => Number(text.replaceAll(/\D/g, '')));
    assert.ok(all > 0);
    assert.equal(
      kinds.reduce((sum, count) => sum + count, 0),
      all,
    );
  });

  it('selects a whole tab from the keyboard', async () => {
    await review.locator('.category.missing').click();
    await review.locator('.row[data-ordinal="0"] .key').click();
    await workbench.page.keyboard.press('Control+a');
    const selectAll = review.locator('.question vscode-button').first();
    if (await selectAll.isVisible()) {
      await selectAll.click();
    }
    await review.locator('footer .total', { hasText: /^[1-9]/ }).waitFor();
    await window.shot('review-selected');
  });

  it('is rehearsed, and then can be applied', async () => {
    await pressStep('Rehearse');
    const announced = await workbench.modal();
    assert.match(announced.text, /rolled back/);
    await announced.press('Rehearse');
    await review.locator('.banner', { hasText: 'Rehearsed' }).waitFor({ timeout: minutes(2) });
    await window.shots('rehearsed');
  }).timeout(minutes(3));

  it('is applied once the table’s name is typed', async () => {
    await pressStep('Apply…');
    await confirm('Apply');
    await review.locator('.banner', { hasText: 'Applied' }).waitFor({ timeout: minutes(2) });
    await window.shots('applied');
  }).timeout(minutes(3));

  it('is proved', async () => {
    await pressStep('Verify Recovery');
    await review.locator('.banner', { hasText: 'as planned' }).waitFor({ timeout: minutes(2) });
    await window.shots('proved');
  }).timeout(minutes(3));

  it('is undone', async () => {
    await pressStep('Undo Last Apply…');
    await confirm('Undo');
    await review.locator('.banner', { hasText: 'Undone' }).waitFor({ timeout: minutes(2) });
    await window.shot('undone');
  }).timeout(minutes(3));

  it('asked nothing of the outside', () => {
    assert.deepEqual(window.browser.outside, []);
  });

  /** What the window says of the step before lies over the buttons. */
  async function pressStep(label: string): Promise<void> {
    await workbench.dismissToasts();
    await review.locator('footer vscode-button:not([disabled])', { hasText: label }).click();
  }

  /** The dialog names what is written where; then the table's name is typed. */
  async function confirm(action: string): Promise<void> {
    const dialog = await workbench.modal();
    for (const named of ['127.0.0.1', 'PRODUCTION', 'mairie', table]) {
      assert.ok(dialog.text.includes(named), dialog.text);
    }
    await window.shot(`${action.toLowerCase()}-confirm`);
    await dialog.press(action);
    await workbench.type(table);
  }
});
