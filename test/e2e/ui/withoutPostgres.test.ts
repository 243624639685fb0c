import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { tellsOneStory } from '../../support/story';
import { hidesPostgres } from '../../support/vscode/codeServerRun';
import { openPraWindow, type PraWindow } from '../../support/vscode/window';
import type { Workbench } from '../../support/vscode/workbench';

describe('The sample incident on a machine without a PostgreSQL server', function () {
  tellsOneStory(this);
  this.timeout(180_000);
  let window: PraWindow;
  let workbench: Workbench;

  before(async function () {
    this.timeout(300_000);
    if (!(await hidesPostgres())) {
      this.skip();
    }
    window = await openPraWindow('English', { withoutPostgres: true });
    workbench = window.workbench;
    await workbench.openContainer('PRA');
  });

  after(async function () {
    if (this.currentTest?.state === 'failed') {
      await window.shot('failure-without-postgres');
    }
    await (window as PraWindow | undefined)?.close();
  });

  it('asks whether one is to be fetched, and says what to do where it is not', async () => {
    await workbench.runCommand('PRA: Open Sample Incident');
    const question = await workbench.modal();
    assert.match(question.text, /This machine has no PostgreSQL server\. Shall one be fetched\?/);
    assert.match(
      question.text,
      /PostgreSQL 18\.4, some 25 MB, from https:\/\/registry\.npmjs\.org/,
    );
    await window.shot('without-postgres');
    await question.press('Cancel');
    await workbench.toast('Install a PostgreSQL server').waitFor();
    await workbench.dismissToasts();
    assert.ok(!(await readdir(window.home)).includes('binaries'));
  });

  it('opens once one is fetched', async () => {
    await workbench.runCommand('PRA: Open Sample Incident');
    await (await workbench.modal()).press('Fetch PostgreSQL');
    await workbench
      .treeItem('Connections', 'mairie (sample)')
      .first()
      .waitFor({ timeout: 150_000 });
    await workbench.toast('was damaged after').waitFor();
    await window.shot('without-postgres-opened');
    await workbench.dismissToasts();
    const [fetched, ...others] = await readdir(path.join(window.home, 'binaries'));
    assert.match(fetched ?? '', /^embedded-18\.4\./);
    assert.deepEqual(others, []);
  });

  it('shows its production down to the tables', async () => {
    await workbench.expandTreeItem('Connections', 'mairie (sample)');
    await workbench.expandTreeItem('Connections', /^metier/);
    await workbench.treeItem('Connections', /^demandes_rdv/).waitFor();
    await workbench.assertNoError();
  });
});
