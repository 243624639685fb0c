import { tellsOneStory } from '../../support/story';
import assert from 'node:assert/strict';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { readRecord, recordName, type SampleRecord } from '../../../src/sample/record';
import { HeldServer, type TableState } from '../../support/vscode/heldServer';
import { ReviewPage } from '../../support/vscode/reviewPage';
import { confirmStep } from '../../support/vscode/sampleSteps';
import type { PraWindow } from '../../support/vscode/window';
import type { Workbench } from '../../support/vscode/workbench';
import { praWindow } from './fixture';

const connection = 'mairie (sample)';
const table = 'metier.demandes_rdv';
const minutes = (count: number): number => count * 60_000;

/** The whole recovery, by mouse and keyboard; each test goes on where the former ended. */
describe('the sample incident in the window', function () {
  tellsOneStory(this);
  this.timeout(minutes(3));
  let window: PraWindow;
  let workbench: Workbench;
  let review: ReviewPage;
  let frame: FrameLocator;
  let production: HeldServer;
  let record: SampleRecord;
  let damaged: TableState;
  /** As the message says it, in this machine's local time. */
  let damagedAt: string;

  before(async function () {
    this.timeout(minutes(5));
    window = await praWindow();
    workbench = window.workbench;
    review = new ReviewPage(workbench);
    frame = workbench.webview();
    await workbench.openContainer('PRA');
  });

  after(() => production.release());

  it('begins with a click in the empty view', async () => {
    await workbench
      .view('Connections')
      .getByRole('button', { name: 'Open Sample Incident' })
      .click();
    await workbench
      .treeItem('Connections', connection)
      .first()
      .waitFor({ timeout: minutes(3) });
    const message = await workbench.toast('was damaged after').innerText();
    damagedAt = /damaged after (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)/.exec(message)?.[1] ?? '';
    await workbench.dismissToasts();
    production = await HeldServer.hold(window.home, 'sample');
    const told = await readRecord(path.join(window.home, 'sample', recordName));
    assert.ok(told);
    record = told;
    damaged = await production.damagedTable();
  });

  it('shows production down to its tables, and its dumps', async () => {
    await workbench.expandTreeItem('Connections', connection);
    await workbench.expandTreeItem('Connections', /^metier/);
    await workbench.treeItem('Connections', /^demandes_rdv/).waitFor();
    await workbench
      .treeItem('Dumps', /PostgreSQL/)
      .nth(3)
      .waitFor();
    await window.shots('views');
    await workbench.assertNoError();
  });

  it('tells a whole dump from one that is cut', async () => {
    await verifyDump(1);
    await workbench.treeItem('Dumps', /DAMAGED/).waitFor({ timeout: minutes(1) });
    await verifyDump(2);
    await workbench.treeItem('Dumps', /verified/).waitFor({ timeout: minutes(1) });
    await workbench.dismissToasts();
  });

  it('has its dumps read by the clocks of a zone that is set for their folder', async () => {
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    const folder = workbench.treeItem('Dumps', /^dumps/).first();
    await workbench.chooseInMenu(folder, 'Set Time Zone of Dump Folder');
    await workbench.fill(timeZone);
    await workbench.rows(timeZone).last().click();
    await workbench.treeItem('Dumps', new RegExp(`^dumps ${timeZone}`)).waitFor();
    await workbench.assertNoError();
    await beginWith(damagedAt);
    const zone = `assuming the time zone ${timeZone}`;
    await workbench.rows(zone).first().waitFor();
    await workbench.closeQuickInput();
  });

  it('takes no time of the damage that is none', async () => {
    await workbench.runCommand('PRA: Recover Table');
    await workbench.pick(connection);
    await workbench.fill('yesterday');
    await workbench.quickInput().getByText('“yesterday” is no time.').waitFor();
    await workbench.closeQuickInput();
  });

  it('is recovered as far as the review by Recover Table, from the dump that is recommended', async () => {
    await beginWith(damagedAt);
    const shown = await workbench.rows().allInnerTexts();
    const [first = '', ...others] = shown;
    assert.match(first, /Recommended/);
    assert.match(first, /verified/);
    assert.match(first, /Verified, and the newest from before the incident/);
    assert.match(others.join('\n'), /Not verified[^]*After the incident[^]*Damaged/);
    await window.shot('ranked');
    await workbench.rows().first().click();
    await workbench.pick(table);
    await workbench.tick('identity (optional)', ['citoyen_id', 'date_demande']);
    await workbench.pick('The whole table');
    await workbench.statusItem('Recovering metier.demandes_rdv').waitFor();
    await frame.getByRole('grid').waitFor({ timeout: minutes(3) });
    await workbench.statusItem('Recovering').waitFor({ state: 'hidden' });
    await workbench.dismissToasts();
    await window.shots('review');
  });

  it('shows exact counts, and nothing selected', async () => {
    const { periodDeleted, massUpdate, idsReused } = record.damages;
    const [all = 0, missing = 0, changed = 0, extra = 0] = await review.counts();
    assert.equal(missing, periodDeleted.ids.length);
    assert.ok(changed > massUpdate.ids.length + idsReused.ids.length, 'and what people did');
    assert.equal(all, missing + changed + extra);
    assert.match(await review.selected(), /^0 selected/);
    assert.deepEqual(await production.damagedTable(), damaged);
  });

  it('is seen at one glance in a window of a desk’s size', async () => {
    await workbench.resize(1600, 1000);
    await review.tab('changed').click();
    await review.keyOf(0).click();
    const times = (count: number, key: string): readonly string[] => Array<string>(count).fill(key);
    for (const key of ['Control+End', ...times(4, 'PageUp'), 'Home', ...times(15, 'ArrowRight')]) {
      await workbench.page.keyboard.press(key);
    }
    await frame.locator('.row.loading').first().waitFor({ state: 'detached' });
    await window.shots('glance');
    await workbench.resize(1280, 800);
  });

  it('selects by click, by a range with Shift, and a whole tab by keyboard', async () => {
    await review.tab('changed').click();
    await review.box(2).click();
    await review.untilSelected(/^1 selected/);
    await review.keyOf(4).click();
    await review.keyOf(6).click({ modifiers: ['Shift'] });
    await workbench.page.keyboard.press('Space');
    await review.untilSelected(/^4 selected/);
    await review.link('Clear').click();
    await review.untilSelected(/^0 selected/);
    await review.tab('missing').click();
    await review.keyOf(0).click();
    await workbench.page.keyboard.press('Control+a');
    await review.untilSelected(new RegExp(`^${record.damages.periodDeleted.ids.length} selected`));
    await window.shots('selected');
  });

  it('has its script saved in the workspace and opened', async () => {
    await review.press('Save Script');
    await workbench.tab('correction.sql').waitFor({ timeout: minutes(1) });
    const dir = await incidentFolder();
    const script = await readFile(path.join(dir, 'correction.sql'), 'utf8');
    assert.match(script, /^rollback;/im);
    assert.equal((await stat(path.join(dir, 'correction.sql'))).mode & 0o777, 0o600);
    await window.shot('script');
    await workbench.tab(/→ production/).click();
    await workbench.dismissToasts();
  });

  it('is rehearsed, and production is as it was', async () => {
    await review.press('Rehearse');
    const announced = await workbench.modal();
    assert.match(announced.text, /rolled back/);
    await announced.press('Rehearse');
    await review.untilBanner('Rehearsed');
    await window.shots('rehearsed');
    assert.deepEqual(await production.damagedTable(), damaged);
  });

  it('is kept as it is before the first apply, unless a reason is given', async () => {
    await review.press('Apply…');
    const question = await workbench.modal();
    assert.match(question.text, /First the damaged table is written to a file/);
    await question.press('Without Snapshot…');
    await workbench.quickInput().locator('input[placeholder], input').first().waitFor();
    await window.shot('no-snapshot');
    await workbench.closeQuickInput();
    await workbench.runCommand('PRA: Snapshot Table');
    await workbench.toast(/A snapshot of metier.demandes_rdv is taken/).waitFor();
    const file = path.join(await incidentFolder(), 'rows', 'snapshot.sql');
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    await workbench.dismissToasts();
    await review.press('Apply…');
    const again = await workbench.modal();
    assert.doesNotMatch(again.text, /snapshot/i);
    await again.press('Cancel');
  });

  it('is not applied where another table is named', async () => {
    await review.press('Apply…');
    await (await workbench.modal()).press('Apply');
    await workbench.type('metier.citoyens');
    await workbench
      .quickInput()
      .locator('.quick-input-message', { hasText: /confirm|name/i })
      .waitFor();
    await workbench.closeQuickInput();
    assert.deepEqual(await production.damagedTable(), damaged);
  });

  it('is applied once the table’s name is typed', async () => {
    await review.press('Apply…');
    await confirmStep(window, 'Apply');
    await review.untilBanner('Applied');
    await workbench.treeItem('Incidents', /applied, not verified/).waitFor();
    await workbench.statusItem('demandes_rdv · applied, not verified').waitFor();
    await window.shots('applied');
    const { ids } = record.damages.periodDeleted;
    assert.equal(await production.countIn(ids), ids.length);
    assert.equal((await production.damagedTable()).rows, damaged.rows + ids.length);
  });

  it('is there again after the window was reloaded', async () => {
    await window.reloadByCommand();
    // One incident calls for somebody, whatever view is open.
    await workbench.container('PRA').locator('.badge-content', { hasText: '1' }).waitFor();
    await workbench.openContainer('Explorer');
    await workbench.statusItem('demandes_rdv · applied, not verified').click();
    await workbench.treeItem('Incidents', /applied, not verified/).waitFor();
    await review.untilBanner('Applied');
    await review.untilSelected(new RegExp(`^${record.damages.periodDeleted.ids.length} selected`));
    assert.equal(await review.tab('missing').getAttribute('aria-selected'), 'true');
  });

  it('is proved', async () => {
    await review.press('Verify Recovery');
    await review.untilBanner('as planned');
    await workbench.treeItem('Incidents', /demandes_rdv verified/).waitFor();
    await workbench.statusItem('applied, not verified').waitFor({ state: 'hidden' });
    await window.shots('proved');
  });

  it('is undone, to the byte', async () => {
    await review.press('Undo Last Apply…');
    await confirmStep(window, 'Undo');
    await review.untilBanner('Undone');
    await window.shot('undone');
    assert.deepEqual(await production.damagedTable(), damaged);
  });

  it('asked nothing of the outside, and leaves no scratch database', async () => {
    assert.deepEqual(window.browser.outside, []);
    assert.deepEqual(window.browser.errors, []);
    const scratch = await HeldServer.hold(window.home, 'scratch');
    try {
      assert.deepEqual(await scratch.scratchDatabases(), []);
    } finally {
      await scratch.release();
    }
  });

  /** As far as the dumps, ranked for that time. */
  async function beginWith(time: string): Promise<void> {
    await workbench.runCommand('PRA: Recover Table');
    await workbench.pick(connection);
    await workbench.type(time);
    await workbench.rows('Another file').waitFor();
  }

  /** By its place in the view, the newest first. */
  async function verifyDump(place: number): Promise<void> {
    const dump = workbench.treeItem('Dumps', /PostgreSQL/).nth(place);
    await dump.hover();
    await dump.getByRole('button', { name: 'Verify Dump' }).click();
  }

  async function incidentFolder(): Promise<string> {
    const [name = ''] = await readdir(path.join(window.workspace, 'pra'));
    return path.join(window.workspace, 'pra', name);
  }
});
