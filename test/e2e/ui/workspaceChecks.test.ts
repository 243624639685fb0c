import { tellsOneStory } from '../../support/story';
import assert from 'node:assert/strict';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { minutes, openSampleOnce, sampleConnection } from '../../support/vscode/sampleSteps';
import type { PraWindow } from '../../support/vscode/window';
import type { Workbench } from '../../support/vscode/workbench';
import { praWindow } from './fixture';

describe('Checks and the recovery drill in the window', function () {
  tellsOneStory(this);
  this.timeout(minutes(2));
  let window: PraWindow;
  let workbench: Workbench;
  let checks: string;

  before(async function () {
    this.timeout(minutes(5));
    window = await praWindow();
    workbench = window.workbench;
    await openSampleOnce(workbench);
    await workbench.runCommand('View: Close All Editors');
    checks = path.join(window.workspace, 'pra', 'checks');
  });

  after(async () => {
    await rm(checks, { recursive: true, force: true });
    await workbench.runCommand('View: Close All Editors');
  });

  it('makes a starter set of checks from a table of production, in the workspace', async () => {
    await workbench.expandTreeItem('Connections', sampleConnection);
    await workbench.expandTreeItem('Connections', /^metier/);
    const table = workbench.treeItem('Connections', /^demandes_rdv/).first();
    await workbench.chooseInMenu(table, 'Create Starter Checks');
    const said = workbench.toast(/starter checks written into pra\/checks/);
    await said.waitFor({ timeout: minutes(1) });
    const files = (await readdir(checks)).filter((name) => name.endsWith('.sql'));
    assert.ok(files.length > 3, files.join());
    await workbench.dismissToasts();
  });

  it('runs them in production, and shows what each found', async () => {
    const connection = workbench.treeItem('Connections', sampleConnection).first();
    await workbench.chooseInMenu(connection, 'Run Checks');
    await workbench.tab(/^Preview Checks: /).waitFor({ timeout: minutes(1) });
    const page = workbench.webview();
    await page.getByRole('cell', { name: 'metier.demandes_rdv: statut is one of' }).waitFor();
    await window.shots('checks');
    await workbench.dismissToasts();
  });

  it('proves that the newest dump of a folder is usable, and shows the page about it', async () => {
    await workbench.chooseInMenu(workbench.treeItem('Dumps', /^dumps/).first(), 'Recovery Drill');
    await workbench.toast('the backup is usable').waitFor({ timeout: minutes(1) });
    await workbench.webview().getByText('The backup is usable.').waitFor();
    await window.shots('drill');
    await workbench.dismissToasts();
  });
});
