import assert from 'node:assert/strict';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { tellsOneStory } from '../../support/story';
import type { HeldServer } from '../../support/vscode/heldServer';
import { besideSample, minutes, sampleConnection } from '../../support/vscode/sampleSteps';
import type { PraWindow } from '../../support/vscode/window';
import type { Workbench } from '../../support/vscode/workbench';
import { praWindow } from './fixture';

const lost = 'metier.histo_demandes_rdv';
const renamed = 'histo_renomme';

describe('A table that production has lost, in the window', function () {
  tellsOneStory(this);
  this.timeout(minutes(2));
  let window: PraWindow;
  let workbench: Workbench;
  let production: HeldServer;
  let dir = '';

  before(async function () {
    this.timeout(minutes(5));
    window = await praWindow();
    workbench = window.workbench;
    production = await besideSample(window, () => [`alter table ${lost} rename to ${renamed}`]);
  });

  after(async () => {
    await production.ask(`alter table metier.${renamed} rename to histo_demandes_rdv`, 'mairie');
    await production.release();
    await workbench.runCommand('View: Close All Editors');
    if (dir !== '') {
      await rm(dir, { recursive: true, force: true });
    }
  });

  it('is named out of the dumps, and qualified with what these still hold of it', async () => {
    await workbench.runCommand('PRA: Qualify Incident');
    await workbench.pick(sampleConnection);
    await workbench.rows('metier.citoyens').first().waitFor();
    await workbench.pick('A table that production has lost');
    await workbench.rows(lost).first().waitFor();
    assert.equal(await workbench.rows('metier.citoyens').count(), 0);
    await window.shot('table-lost-picker');
    await workbench.pick(lost);
    // As if nobody knew when it was lost.
    await workbench.type('');
    await workbench.tab(/^Preview qualification/).waitFor({ timeout: minutes(1) });
    const pages = path.join(window.workspace, 'pra');
    const [name = ''] = (await readdir(pages)).filter((each) => each.endsWith(lost));
    dir = path.join(pages, name);
    const page = await readFile(path.join(dir, 'qualification.md'), 'utf8');
    assert.match(page, /\*\*Production has no table `metier\.histo_demandes_rdv` in the database/);
    assert.match(
      page,
      /\*\*The newest healthy dump is `mairie_\w+\.dump`, made .*, with \d+ rows\.\*\*/,
    );
    await workbench.webview().getByRole('heading', { name: 'First reading' }).waitFor();
    await window.shots('table-lost');
  });
});
