import assert from 'node:assert/strict';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { tellsOneStory } from '../../support/story';
import { minutes, openSampleOnce, sampleConnection } from '../../support/vscode/sampleSteps';
import type { PraWindow } from '../../support/vscode/window';
import type { Workbench } from '../../support/vscode/workbench';
import { praWindow } from './fixture';

describe('Qualifying an incident in the window', function () {
  tellsOneStory(this);
  this.timeout(minutes(2));
  let window: PraWindow;
  let workbench: Workbench;
  let known: readonly string[];
  let own: string;

  const incidents = (): Promise<readonly string[]> =>
    readdir(path.join(window.workspace, 'pra')).catch(() => []);

  before(async function () {
    this.timeout(minutes(5));
    window = await praWindow();
    workbench = window.workbench;
    await openSampleOnce(workbench);
    await workbench.runCommand('View: Close All Editors');
    known = await incidents();
  });

  after(async () => {
    await workbench.collapseTreeItem('Connections', sampleConnection);
    await workbench.runCommand('View: Close All Editors');
    if (own) {
      await rm(own, { recursive: true, force: true });
    }
  });

  it('shows what is known of a table before anything is restored, and opens its incident', async () => {
    await workbench.expandTreeItem('Connections', sampleConnection);
    await workbench.expandTreeItem('Connections', /^metier/);
    const table = workbench.treeItem('Connections', /^demandes_rdv/).first();
    await workbench.chooseInMenu(table, 'Qualify Incident');
    // Other tests' incidents of the table may be under way.
    const another = workbench.rows('A new incident').first();
    await another.or(workbench.quickInput().getByText('When did the damage')).first().waitFor();
    if (await another.isVisible()) {
      await another.click();
    }
    // As if nobody knew when the damage happened.
    await workbench.type('');
    await workbench.tab(/^Preview qualification/).waitFor({ timeout: minutes(1) });
    const page = workbench.webview();
    await page.getByRole('heading', { name: 'First reading' }).waitFor();
    await page
      .getByText(/One transaction, \d+, committed on .* wrote \d+ rows/)
      .first()
      .waitFor();
    await page
      .getByText(/rows are missing from .* by/)
      .first()
      .waitFor();
    await page
      .getByText(/The newest healthy dump is/)
      .first()
      .waitFor();
    const pictures = page.locator('img');
    await pictures.first().waitFor();
    assert.deepEqual(await pictures.evaluateAll(areDrawn), [true, true, true]);
    await window.shots('qualification');
    await pictures.last().scrollIntoViewIfNeeded();
    await window.shots('qualification-pictures');
    await page.getByRole('heading', { name: /^Volume/ }).scrollIntoViewIfNeeded();
    await window.shots('qualification-figures');
  });

  it('keeps the page and its figures in the incident that it opened', async () => {
    const [name = '', ...others] = (await incidents()).filter((each) => !known.includes(each));
    assert.deepEqual(others, []);
    own = path.join(window.workspace, 'pra', name);
    assert.match(name, /metier\.demandes_rdv/);
    const page = await readFile(path.join(own, 'qualification.md'), 'utf8');
    assert.match(page, /### Q1\n/);
    const [journal = ''] = await readdir(path.join(own, 'journal'));
    const entries = await readFile(path.join(own, 'journal', journal), 'utf8');
    assert.match(entries, /"step":"opened".*\n.*"step":"qualified"/);
    await workbench.assertNoError();
  });
});

/** Whether each has come, with a size of its own. */
function areDrawn(images: readonly Element[]): readonly boolean[] {
  return images.map((image) => image instanceof HTMLImageElement && image.naturalWidth > 300);
}
