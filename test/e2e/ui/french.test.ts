import assert from 'node:assert/strict';
import { type Manifest, readManifest } from '../../support/vscode/packageExtension';
import { openPraWindow, type PraWindow } from '../../support/vscode/window';
import type { Workbench } from '../../support/vscode/workbench';

/** In a window of its own: VS Code speaks one language from its start to its end. */
describe('The first look in a VS Code that speaks French', () => {
  let window: PraWindow;
  let workbench: Workbench;
  let manifest: Manifest;

  before(async function () {
    this.timeout(300_000);
    manifest = await readManifest('French');
    window = await openPraWindow('French');
    workbench = window.workbench;
    await workbench.openContainer('PRA');
  });

  after(() => window.close());

  it('finds VS Code itself in French', async () => {
    await workbench.page.locator('.activitybar a[aria-label^="Explorateur"]').waitFor();
  });

  it('shows the views, and their words on the first step, in French', async () => {
    const { views, viewsWelcome = [] } = manifest.contributes;
    const shown = Object.values(views).flat();
    for (const { view, contents } of viewsWelcome.filter(({ when }) => !when)) {
      const name = shown.find(({ id }) => id === view)?.name ?? view;
      const [first = ''] = contents.split('\n');
      const words = workbench.view(name).locator('.welcome-view-content');
      await words.filter({ hasText: first.slice(0, 40) }).waitFor();
    }
    await workbench.assertNoError();
    await window.shot('french-welcome');
  });

  it('has the commands that need nothing in the palette, in French', async () => {
    for (const title of ['Ajouter une connexion…', 'Ajouter un dossier', 'Ouvrir l’incident']) {
      await workbench.searchPalette(`PRA: ${title}`);
      await workbench.rows(`PRA: ${title}`).first().waitFor();
      await workbench.closeQuickInput();
    }
    await workbench.searchPalette('PRA: ');
    await workbench.rows('PRA: Actualiser').first().waitFor();
    await window.shot('french-palette');
    await workbench.closeQuickInput();
  });

  it('leads in five steps to the sample incident, in French', async () => {
    const { title, steps } = manifest.contributes.walkthroughs[0] ?? assert.fail('none');
    await workbench.resize(1680, 900);
    await workbench.runCommand('Welcome: Open Walkthrough');
    await workbench.pick(title);
    const page = workbench.page.locator('.gettingStartedContainer');
    for (const step of steps) {
      await page.locator('.step-title', { hasText: step.title }).click();
      await page.locator('.getting-started-step.expanded', { hasText: step.title }).waitFor();
      // Its picture or page comes a moment later.
      await workbench.page.waitForTimeout(1000);
      await window.shot(`french-walkthrough-${step.id}`);
    }
    await page.getByRole('button', { name: 'Ouvrir l’incident d’exemple' }).waitFor();
    await workbench.webview().getByText('rendez-vous').first().waitFor();
  });
});
