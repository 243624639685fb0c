import { tellsOneStory } from '../../support/story';
import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { HeldServer } from '../../support/vscode/heldServer';
import { ReviewPage } from '../../support/vscode/reviewPage';
import {
  beginFromFile,
  besideSample,
  minutes,
  sampleConnection,
} from '../../support/vscode/sampleSteps';
import type { PraWindow } from '../../support/vscode/window';
import type { Workbench } from '../../support/vscode/workbench';
import { plainScript, rowsOfTable } from '../../integration/restore/plainScripts';
import { praWindow } from './fixture';

/** From a dump in plain SQL that lies beside the sample. */
describe('A table without a key in the window', function () {
  tellsOneStory(this);
  this.timeout(minutes(2));
  const table = 'passages.portes';
  const columns = '(porte integer, vu text)';
  let window: PraWindow;
  let workbench: Workbench;
  let review: ReviewPage;
  let production: HeldServer;
  let dump: string;

  before(async function () {
    this.timeout(minutes(5));
    window = await praWindow();
    workbench = window.workbench;
    review = new ReviewPage(workbench);
    production = await besideSample(window, (owner) => [
      `create schema passages authorization ${owner}`,
      `create table ${table} ${columns}`,
      `alter table ${table} owner to ${owner}`,
      `insert into ${table} values (1, 'vu'), (2, 'vu'), (2, 'vu'), (3, null)`,
    ]);
    dump = path.join(window.workspace, 'passages.sql');
    await writeFile(
      dump,
      plainScript(
        'CREATE SCHEMA passages;',
        `CREATE TABLE ${table} ${columns};`,
        rowsOfTable(`${table} (porte, vu)`, ['1\tvu', '1\tvu', '1\tvu', '2\tvu', '3\t\\N']),
      ),
    );
  });

  after(async () => {
    await production.ask('drop schema passages cascade', 'mairie');
    await production.release();
    await rm(dump, { force: true });
  });

  it('is compared without one where none is chosen: every row with its copies, none to be selected', async () => {
    await window.changeSettings({ 'pra.connections': 3 });
    await beginFromFile(workbench, dump, table);
    await workbench.tick('has no key', []);
    await workbench.rows('The whole table').waitFor();
    assert.equal(await workbench.rows('Rows of given keys').count(), 0);
    await workbench.pick('The whole table');
    const frame = workbench.webview();
    await frame.getByText('Compared without a key').waitFor({ timeout: minutes(1) });
    assert.deepEqual(await review.counts(), [3, 2, 0, 1, 0]);
    await frame.getByRole('row', { name: 'Missing, 2 copies' }).waitFor();
    assert.equal(await frame.getByRole('checkbox').count(), 0);
    await frame.getByText('over one connection on either server, not 3').waitFor();
    await window.shots('without-key');
  });

  it('is refused to every step of a correction, with a sentence', async () => {
    for (const command of ['PRA: Save Correction Script', 'PRA: Rehearse']) {
      await workbench.runCommand(command);
      await workbench.toast('no single row of it can be corrected').waitFor();
      await workbench.dismissToasts();
    }
  });

  it('is said in the list of incidents to be compared without a key', async () => {
    const incident = workbench.treeItem('Incidents', /^portes/).first();
    await incident.hover();
    await workbench.page
      .getByText(/compared without a key/)
      .first()
      .waitFor();
  });

  it('is compared again for no longer than the setting lets production keep its snapshot', async () => {
    await window.changeSettings({ 'pra.snapshotHours': 1e-6 });
    await review.press('Choose Key and Compare Again…');
    await workbench.tick('has no key', ['porte']);
    const said = workbench.webview().getByText('The snapshots were kept for 0 hours');
    await said.waitFor({ timeout: minutes(1) });
    await window.changeSettings({ 'pra.snapshotHours': 6 });
  });

  it('is compared again by the columns that are chosen, and can be corrected then', async () => {
    await review.press('Choose Key and Compare Again…');
    await workbench.tick('has no key', ['porte']);
    const frame = workbench.webview();
    await frame.locator('.category.conflict').waitFor({ timeout: minutes(1) });
    assert.equal(await frame.getByText('Compared without a key').count(), 0);
    await frame.getByText('Rehearse').first().waitFor();
  });

  it('is compared by the backup’s key, which the prompt names, where production alone has lost it', async () => {
    const kept = 'metier.histo_demandes_rdv';
    await production.ask(`alter table ${kept} drop constraint pk_histo_demandes_rdv`, 'mairie');
    await workbench.runCommand('PRA: Recover Table');
    await workbench.pick(sampleConnection);
    await workbench.type('');
    await workbench.rows('Another file').waitFor();
    // Newest first: after the damage, broken, then the one that helps.
    await workbench.rows().nth(2).click();
    await workbench.pick(kept);
    await workbench
      .quickInput()
      .locator('input[placeholder*="None: the backup’s key (histo_id)."]')
      .waitFor();
    await workbench.tick('has no key in production', []);
    await workbench.tick('identity (optional)', []);
    await workbench.rows('Rows of given keys').waitFor();
    await workbench.pick('The whole table');
    const frame = workbench.webview();
    await frame
      .getByText(kept)
      .first()
      .waitFor({ timeout: minutes(1) });
    assert.equal(await frame.getByText('Compared without a key').count(), 0);
    await production.ask(
      `alter table ${kept} add constraint pk_histo_demandes_rdv primary key (histo_id)`,
      'mairie',
    );
  });
});
