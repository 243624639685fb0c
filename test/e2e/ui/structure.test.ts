import { tellsOneStory } from '../../support/story';
import { HeldServer } from '../../support/vscode/heldServer';
import {
  goodDumpLine,
  minutes,
  openSampleOnce,
  sampleConnection,
  until,
} from '../../support/vscode/sampleSteps';
import type { PraWindow } from '../../support/vscode/window';
import type { Workbench } from '../../support/vscode/workbench';
import { praWindow } from './fixture';

const table = 'metier.demandes_rdv';

describe('A table whose structure has changed in production since the dump', function () {
  tellsOneStory(this);
  this.timeout(minutes(2));
  let window: PraWindow;
  let workbench: Workbench;
  let production: HeldServer;
  let scratch: HeldServer;

  before(async function () {
    this.timeout(minutes(5));
    window = await praWindow();
    workbench = window.workbench;
    await openSampleOnce(workbench);
    await workbench.runCommand('View: Close All Editors');
    production = await HeldServer.hold(window.home, 'sample');
    scratch = await HeldServer.hold(window.home, 'scratch');
    await production.ask(`alter table ${table} rename slot_duration_min to duree_min`, 'mairie');
    await workbench.expandTreeItem('Dumps', await goodDumpLine(window.home));
    await workbench.expandTreeItem('Dumps', /^metier/);
    const dumped = workbench.treeItem('Dumps', /^demandes_rdv/).first();
    await dumped.hover();
    await dumped.getByRole('button', { name: 'Restore Table to Scratch' }).click();
    await workbench.toast('was restored into scratch').waitFor();
    await workbench.dismissToasts();
    await workbench.expandTreeItem('Connections', 'Local scratch server');
  });

  after(async () => {
    await production.ask(`alter table ${table} rename duree_min to slot_duration_min`, 'mairie');
    const restored = workbench.treeItem('Connections', /^metier\.demandes_rdv/);
    await workbench.chooseInMenu(restored, 'Drop Scratch Databases…');
    await (await workbench.modal()).press('Drop');
    await restored.waitFor({ state: 'hidden' });
    await scratch.release();
    await production.release();
  });

  it('is shown by both definitions side by side, the backup on the left, to be read only', async () => {
    const restored = workbench.treeItem('Connections', /^metier\.demandes_rdv/);
    await workbench.chooseInMenu(restored, 'Compare Structure');
    await workbench.pick(sampleConnection);
    await workbench.tab(/demandes_rdv \(backup ↔ production\)/).waitFor();
    await definitionsDiffer();
    await window.shot('compare-structure');
  });

  it('is compared with columns that were renamed, once the operator has matched them', async () => {
    const restored = workbench.treeItem('Connections', /^metier\.demandes_rdv/);
    await restored.hover();
    await restored.getByRole('button', { name: 'Compare with Production' }).click();
    await workbench.pick(sampleConnection);
    await workbench.pick('Some were renamed');
    await workbench.pick('slot_duration_min');
    await workbench.tick('identity (optional)', []);
    await workbench.pick('The whole table');
    const review = workbench.webview();
    await review.getByRole('grid').waitFor({ timeout: minutes(1) });
    await review.getByText('1 difference of structure').click();
    await review.getByText('name slot_duration_min → duree_min').waitFor();
    await window.shot('review-structure');
  });

  it('is shown again from the review, by the definitions that the comparison kept', async () => {
    await workbench.webview().getByRole('button', { name: 'Compare Structure' }).click();
    await definitionsDiffer();
    await workbench.tab(/→ production/).click();
  });

  it('is compared anew without a column that the operator leaves out, which stays in sight', async () => {
    await workbench.webview().getByRole('button', { name: 'Ignored columns…' }).click();
    await workbench.tick('Ignored columns of', ['date_insertion']);
    await (await workbench.modal()).press('Compare Again');
    const said = workbench.webview().locator('.structure');
    await said.getByText('Ignored: date_insertion').waitFor({ timeout: minutes(1) });
    await said.getByText('1 difference of structure').waitFor();
    await window.shot('review-ignored');
  });

  async function definitionsDiffer(): Promise<void> {
    const editors = workbench.page.locator('.monaco-diff-editor .view-lines');
    await until('both definitions', async () => {
      const texts = (await editors.allInnerTexts()).map((text) => text.replaceAll('\u00a0', ' '));
      const of = (name: string): boolean => texts.some((text) => text.includes(`${name} integer`));
      return of('slot_duration_min') && of('duree_min');
    });
  }
});
