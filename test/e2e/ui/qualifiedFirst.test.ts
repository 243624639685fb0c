import assert from 'node:assert/strict';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import type { JournalEntry } from '../../../src/core/incident/journal';
import { openIncident } from '../../../src/engine/incidents';
import { tellsOneStory } from '../../support/story';
import { minutes, sampleConnection, sampleTable } from '../../support/vscode/sampleSteps';
import { openPraWindow, type PraWindow } from '../../support/vscode/window';
import type { Workbench } from '../../support/vscode/workbench';

/** Qualified and frozen before anything is restored: what is known by then is not asked again. In a window of its own. */
describe('An incident that begins by being qualified', function () {
  tellsOneStory(this);
  this.timeout(minutes(2));
  let window: PraWindow;
  let workbench: Workbench;
  let damagedAt: string;

  before(async function () {
    this.timeout(minutes(5));
    window = await openPraWindow();
    workbench = window.workbench;
    await workbench.resize(1400, 1100);
  });

  after(async () => {
    await window.close();
  });

  const item = (name: RegExp): Locator => workbench.treeItem('Incidents', name).first();

  async function folder(): Promise<string> {
    const names = await readdir(path.join(window.workspace, 'pra'));
    const [name = '', ...others] = names.filter((each) => each.includes('demandes_rdv'));
    assert.deepEqual(others, []);
    return path.join(window.workspace, 'pra', name);
  }

  async function steps(): Promise<readonly JournalEntry['step'][]> {
    return (await (await openIncident(await folder())).entries()).map(({ step }) => step);
  }

  it('has the sample’s dumps read from the message that says so, and the recovery offered after', async () => {
    await window.changeSettings({ 'pra.rowsInGit': true });
    await workbench.openContainer('PRA');
    await workbench.runCommand('PRA: Open Sample Incident');
    const message = workbench.toast('was damaged after');
    await message.waitFor({ timeout: minutes(3) });
    damagedAt = /after (\d{4}-\d\d-\d\d \d\d:\d\d)/.exec(await message.innerText())?.[1] ?? '';
    await message.getByRole('button', { name: 'Verify Dumps' }).click();
    const next = workbench.toast('3 of 4 dumps are whole: metier.demandes_rdv is recovered from');
    await next.getByRole('button', { name: 'Recover Table' }).waitFor({ timeout: minutes(1) });
    await workbench.treeItem('Dumps', /DAMAGED/).waitFor();
    assert.equal(await workbench.treeItem('Dumps', /verified/).count(), 3);
    await workbench.dismissToasts();
  });

  it('is opened by its first page, here with its rows in git’s reach, as a setting has it', async () => {
    await workbench.expandTreeItem('Connections', sampleConnection);
    await workbench.expandTreeItem('Connections', /^metier/);
    const table = workbench.treeItem('Connections', /^demandes_rdv/).first();
    await workbench.chooseInMenu(table, 'Qualify Incident');
    await workbench.type(damagedAt);
    await workbench.tab(/^Preview qualification/).waitFor({ timeout: minutes(1) });
    await item(/^demandes_rdv not compared/).waitFor();
    await workbench.runCommand('View: Close All Editors');
  });

  it('is what its table is frozen for, though the freeze was begun on the table', async () => {
    const table = workbench.treeItem('Connections', /^demandes_rdv/).first();
    await workbench.chooseInMenu(table, 'Freeze Table…');
    await workbench.type('appointments are missing');
    const dialog = await workbench.modal();
    assert.ok(dialog.text.includes(`Incident: ${path.basename(await folder())}`), dialog.text);
    await dialog.press('Freeze');
    await workbench.toast(`${sampleTable} is frozen.`).waitFor();
    await workbench.dismissToasts();
    assert.deepEqual(await steps(), ['opened', 'qualified', 'frozen']);
  });

  it('has its damaged table kept from its steps, before anything is restored', async () => {
    for (const view of ['Connections', 'Dumps']) {
      await workbench.view(view).locator('.pane-header').click();
    }
    await workbench.expandTreeItem('Incidents', /^demandes_rdv/);
    await item(/^Snapshot Table…/).waitFor();
    await workbench.expandTreeItem('Incidents', /^2\. Freeze/);
    await item(/^Keep the damaged table/).click();
    await workbench.pick('Snapshot Table');
    await workbench.toast(`A snapshot of ${sampleTable} is taken`).waitFor();
    await item(/^Keep the damaged table done, /).waitFor();
    await item(/^Snapshot Table…/).waitFor({ state: 'hidden' });
    await workbench.dismissToasts();
    assert.equal((await steps()).at(-1), 'snapshot');
    const mode = async (name: string): Promise<number> =>
      (await stat(path.join(await folder(), name))).mode;
    assert.equal(await mode('rows/snapshot.sql'), await mode('qualification.md'));
    await window.shot('kept-early');
  });

  it('shows each page that was written of it', async () => {
    await workbench.chooseInMenu(item(/^demandes_rdv/), 'Qualify Incident');
    await workbench.tab(/^Preview qualification-2/).waitFor({ timeout: minutes(1) });
    await item(/^qualification-2\.md/).waitFor();
    const pages = await workbench.treeItem('Incidents', /^qualification/).allInnerTexts();
    assert.deepEqual(
      pages.map((text) => text.trim()),
      ['qualification.md', 'qualification-2.md'],
    );
    await window.shot('qualified-twice');
    await workbench.runCommand('View: Close All Editors');
  });

  it('has its table unfrozen and frozen from its steps, which do not ask for it', async () => {
    await workbench.expandTreeItem('Incidents', /^5\. Validate and resume/);
    await item(/^Unfreeze the table/).click();
    await workbench.pick('Unfreeze Table');
    await (await workbench.modal()).press('Unfreeze');
    await item(/^Unfreeze the table done, /).waitFor();
    await workbench.dismissToasts();
    await workbench.expandTreeItem('Incidents', /^2\. Freeze/);
    await item(/^Freeze the table/).click();
    await workbench.pick('Freeze Table');
    await workbench.type('appointments are missing');
    await (await workbench.modal()).press('Freeze');
    await workbench.toast(`${sampleTable} is frozen.`).waitFor();
    await workbench.dismissToasts();
    const [unfrozen, frozen] = (await steps()).slice(-2);
    assert.deepEqual([unfrozen, frozen], ['unfrozen', 'frozen']);
  });

  it('is recovered with its own connection, table and time of the damage: only the dump is asked', async () => {
    await workbench.expandTreeItem('Incidents', /^3\. Restore/);
    await item(/^Restore a backup/).click();
    await workbench.pick('Recover Table');
    await workbench.rows('Verified, and the newest from before the incident').waitFor();
    await window.shot('recover-qualified');
    await workbench.rows().first().click();
    await workbench.tick('identity (optional)', []);
    await workbench.pick('The whole table');
    await workbench
      .webview()
      .getByRole('grid')
      .waitFor({ timeout: minutes(3) });
    await item(/^demandes_rdv compared/).waitFor();
    const entries = await (await openIncident(await folder())).entries();
    const opened = entries.findLast(({ step }) => step === 'opened');
    assert.ok(opened?.step === 'opened');
    assert.match(opened.damagedAt ?? '', /^\d{4}-\d\d-\d\dT/);
    assert.match(opened.dump ?? '', /\.dump$/);
    assert.equal(opened.table, sampleTable);
    await workbench.assertNoError();
  });
});
