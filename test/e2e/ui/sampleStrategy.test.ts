import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import type { SampleRecord } from '../../../src/sample/record';
import { tellsOneStory } from '../../support/story';
import { ReviewPage } from '../../support/vscode/reviewPage';
import { ReviewedSample } from '../../support/vscode/reviewedSample';
import { minutes } from '../../support/vscode/sampleSteps';
import type { PraWindow } from '../../support/vscode/window';
import type { Workbench } from '../../support/vscode/workbench';
import { praWindow } from './fixture';

/** The figures are seen beside each other, one way is chosen for a reason, and the review has its rows. */
describe('The strategy for the sample incident in the window', function () {
  tellsOneStory(this);
  this.timeout(minutes(2));
  const keepLater = 'All damage, nothing written after the backup by others';
  let window: PraWindow;
  let workbench: Workbench;
  let review: ReviewPage;
  let frame: FrameLocator;
  let sample: ReviewedSample;
  let record: SampleRecord;

  before(async function () {
    this.timeout(minutes(6));
    window = await praWindow();
    workbench = window.workbench;
    frame = workbench.webview();
    review = new ReviewPage(workbench);
    sample = await ReviewedSample.open(window);
    ({ record } = sample);
  });

  after(() => sample.close());

  it('is chosen beside the page that says what each way would write, overwrite, lose and leave', async () => {
    const { massUpdate, periodDeleted } = record.damages;
    await workbench.runCommand('PRA: Choose Strategy');
    await workbench.rows('Replace the whole table').waitFor({ timeout: minutes(1) });
    await workbench.tab(/^Preview Strategy for /).waitFor();
    const page = workbench.webview();
    await page.getByRole('cell', { name: 'Replace the whole table' }).waitFor();
    await page.getByText(new RegExp(`transaction ${massUpdate.xid} \\(`)).waitFor();
    const cells = page.getByRole('row', { name: keepLater }).getByRole('cell');
    const figures = (await cells.allInnerTexts())
      .slice(1, 5)
      .map((text) => text.replace(/\D/g, ''));
    const written = [periodDeleted.ids.length, massUpdate.ids.length, 0, 0];
    assert.deepEqual(figures, written.map(String));
    await window.shot('strategy');
  });

  it('is weighed for a business scope that the operator names, too', async () => {
    // It is the last but one, and out of sight.
    await workbench.fill('Another period');
    await workbench.pick('Another period or business scope');
    await workbench.pick('canal');
    await workbench.type('TELEPHONE');
    await workbench.rows('canal is TELEPHONE').waitFor({ timeout: minutes(1) });
    await workbench.pick(keepLater);
  });

  it('takes a reason, and who decided it, into the journal', async () => {
    const input = workbench.quickInput();
    await input.getByText('Why this strategy?').waitFor();
    await workbench.fill(' ');
    await input.getByText('it is missing').waitFor();
    await workbench.type('the desk worked on all morning');
    await workbench.type('Awa');
    await workbench.toast(/The strategy is in the journal/).waitFor({ timeout: minutes(1) });
    const entries = await (await sample.incident()).entries();
    const noted = entries.filter(({ step }) => step === 'strategy');
    assert.deepEqual(
      noted.map((entry) => [entry.by, 'chosen' in entry && entry.chosen]),
      [['Awa', 'keep-later']],
    );
  });

  it('selects in the review just the rows that were weighed', async () => {
    const { massUpdate, periodDeleted } = record.damages;
    await workbench
      .toast(/in the journal/)
      .getByRole('button', { name: 'Select in Review' })
      .click();
    await frame.getByRole('grid').waitFor();
    await review.untilRowsSelected(massUpdate.ids.length + periodDeleted.ids.length);
    await window.shot('strategy-selected');
  });
});
