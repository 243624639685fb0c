import { tellsOneStory } from '../../support/story';
import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { readRecord, recordName } from '../../../src/sample/record';
import { HeldServer } from '../../support/vscode/heldServer';
import { ReviewPage } from '../../support/vscode/reviewPage';
import {
  goodDumpLine,
  minutes,
  openSampleOnce,
  sampleConnection,
  sampleTable,
} from '../../support/vscode/sampleSteps';
import type { PraWindow } from '../../support/vscode/window';
import type { Workbench } from '../../support/vscode/workbench';
import { praWindow } from './fixture';

/** A table that is restored already, some of whose rows are compared, by mouse and keyboard. */
describe('A comparison of some rows in the window', function () {
  tellsOneStory(this);
  this.timeout(minutes(2));
  let window: PraWindow;
  let workbench: Workbench;
  let frame: FrameLocator;
  let review: ReviewPage;
  let production: HeldServer;
  let keysFile: string;
  /** Spoilt by the mass update. */
  let [spoilt, other]: readonly (number | undefined)[] = [];
  let comment: string | null | undefined;

  before(async function () {
    this.timeout(minutes(5));
    window = await praWindow();
    workbench = window.workbench;
    frame = workbench.webview();
    review = new ReviewPage(workbench);
    keysFile = path.join(window.workspace, 'keys.txt');
    await openSampleOnce(workbench);
    await workbench.runCommand('View: Close All Editors');
    production = await HeldServer.hold(window.home, 'sample');
    const record = await readRecord(path.join(window.home, 'sample', recordName));
    [spoilt, other] = record?.damages.massUpdate.ids ?? [];
    [[comment]] = (await production.ask(
      `select commentaire from ${sampleTable} where rdv_id = ${spoilt ?? 0}`,
      'mairie',
    )) as [[string | null]]; // the row is there
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
    await setComment(comment ?? null);
    await rm(keysFile, { force: true });
    const restored = workbench.treeItem('Connections', /^metier\.demandes_rdv/);
    await workbench.chooseInMenu(restored, 'Drop Scratch Databases…');
    await (await workbench.modal()).press('Drop');
    await restored.waitFor({ state: 'hidden' });
    await production.release();
  });

  it('is of those that satisfy a condition, and says what is wrong with one that is none', async () => {
    await beginScope('Rows that satisfy a condition');
    await workbench.type(`statut is; drop table ${sampleTable}`);
    await workbench.quickInput().getByText('syntax error').waitFor();
    await window.shot('condition-wrong');
    await workbench.type(`rdv_id in (${spoilt ?? 0}, ${other ?? 0})`);
    await scopeIsSaid(`Only rows where rdv_id in (${spoilt ?? 0}, ${other ?? 0})`);
    assert.deepEqual(await review.counts(), [2, 0, 2, 0, 0]);
    await workbench.runCommand('View: Close All Editors');
  });

  it('is of the keys in a file, and says which line is none', async () => {
    await writeFile(keysFile, 'not a number\n');
    await beginScope('Rows of given keys');
    await openFile(keysFile);
    await workbench.toast(/not a number|integer/).waitFor();
    await workbench.dismissToasts();
    await writeFile(keysFile, `${spoilt ?? 0}\n${other ?? 0}\n2147483647\n`);
    await beginScope('Rows of given keys');
    await openFile(keysFile);
    await scopeIsSaid('Only the rows of 3 keys');
    assert.deepEqual(await review.counts(), [2, 0, 2, 0, 0]);
    await window.shot('keys');
  });

  it('shows as stale the row that somebody changed in production since, which is selected no longer', async () => {
    await review.tab('changed').click();
    await review.box(0).click();
    await review.box(1).click();
    await review.untilSelected(/^2 selected/);
    await setComment('appelé');
    await workbench.runCommand('PRA: Find Stale Rows');
    await review.untilBanner('Stale rows: 1 moved on in production');
    await review.untilSelected(/^1 selected/);
    const row = frame.getByRole('row', { name: /^Changed since compared, rdv_id/ });
    await row.locator('.tag', { hasText: 'stale' }).waitFor();
    await row.locator('.check.blocked').waitFor();
    await window.shots('stale');
  });

  it('takes the row over as it is now, in the same incident, and keeps what else is selected', async () => {
    await frame.getByRole('button', { name: 'Compare These Again' }).click();
    await frame
      .getByRole('grid')
      .getByText('appelé')
      .first()
      .waitFor({ timeout: minutes(1) });
    await frame.locator('.banner').waitFor({ state: 'hidden' });
    await review.untilSelected(/^1 selected/);
    assert.deepEqual(await review.counts(), [2, 0, 2, 0, 0]);
    assert.equal(await workbench.tab(/→ production/).count(), 1);
    await window.shot('compared-again');
  });

  it('has a row become stale, too, where a rehearsal finds it drifted', async () => {
    await selectBoth();
    await setComment('rappelé');
    await rehearse();
    await review.untilBanner('Stale rows: 1 moved on in production');
    await review.untilSelected(/^1 selected/);
    const offer = workbench.toast('Moved on in production, and no longer selected: 1 row.');
    await window.shot('without-drifted');
    await offer.getByRole('button', { name: 'Rehearse Without Them' }).click();
    await (await workbench.modal()).press('Rehearse');
    await review.untilBanner('Rehearsed');
  });

  it('says once that a row has drifted since its rehearsal, where nothing is written for that', async () => {
    await workbench.runCommand('PRA: Compare Stale Rows Again');
    await frame.locator('.tag', { hasText: 'stale' }).waitFor({ state: 'detached' });
    await selectBoth();
    await rehearse();
    await review.untilBanner('Rehearsed');
    await setComment('rappelé encore');
    await review.press('Apply…');
    await (await workbench.modal()).press('Apply');
    await workbench.type(sampleTable);
    const told = workbench.toast('no longer selected: 1 row.');
    await told.waitFor({ timeout: minutes(1) });
    assert.match(await told.innerText(), /planned rows, 1 changed.*Nothing was written\./s);
    await told.getByRole('button', { name: 'Rehearse Without Them' }).waitFor();
    await window.shot('drifted-at-apply');
    assert.equal(await workbench.toast('').count(), 1);
    const ids = `${spoilt ?? 0}, ${other ?? 0}`;
    assert.deepEqual(
      await production.ask(
        `select distinct statut from ${sampleTable} where rdv_id in (${ids})`,
        'mairie',
      ),
      [['ANNULE']],
    );
    await workbench.dismissToasts();
  });

  async function selectBoth(): Promise<void> {
    await review.tab('changed').click();
    for (const place of [0, 1]) {
      const box = review.box(place);
      if ((await box.getAttribute('aria-checked')) !== 'true') {
        await box.click();
      }
    }
    await review.untilSelected(/^2 selected/);
  }

  async function rehearse(): Promise<void> {
    await review.press('Rehearse');
    await (await workbench.modal()).press('Rehearse');
  }

  async function beginScope(which: string): Promise<void> {
    const restored = workbench.treeItem('Connections', /^metier\.demandes_rdv/);
    await restored.hover();
    await restored.getByRole('button', { name: 'Compare with Production' }).click();
    await workbench.pick(sampleConnection);
    await workbench.tick('identity (optional)', []);
    await workbench.pick(which);
  }

  /** In the dialog of a window without a desktop. */
  async function openFile(file: string): Promise<void> {
    await workbench.quickInput().getByText('The file of keys').waitFor();
    await workbench.chooseFile(file);
    await workbench.quickInput().waitFor({ state: 'hidden' });
  }

  async function scopeIsSaid(text: string): Promise<void> {
    const said = frame.getByText(text).first();
    await said.waitFor({ state: 'attached', timeout: minutes(1) });
    await frame.getByRole('grid').waitFor();
  }

  async function setComment(text: string | null): Promise<void> {
    const value = text === null ? 'null' : `$c$${text}$c$`;
    const sql = `update ${sampleTable} set commentaire = ${value} where rdv_id = ${spoilt ?? 0}`;
    await production.ask(sql, 'mairie');
  }
});
