import { tellsOneStory } from '../../support/story';
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { openIncident } from '../../../src/engine/incidents';
import { HeldServer } from '../../support/vscode/heldServer';
import { ReviewPage } from '../../support/vscode/reviewPage';
import { beginRecovery, confirmStep, minutes, openSample } from '../../support/vscode/sampleSteps';
import { openPraWindow, type PraWindow } from '../../support/vscode/window';
import type { Workbench } from '../../support/vscode/workbench';

/** A script that is edited in the editor, by keyboard; each test goes on where the former ended. */
describe('A script edited by hand in the window', function () {
  tellsOneStory(this);
  this.timeout(minutes(3));
  let window: PraWindow;
  let workbench: Workbench;
  let production: HeldServer;
  let rows: number;

  before(async function () {
    this.timeout(minutes(5));
    window = await openPraWindow();
    workbench = window.workbench;
    await openSample(workbench);
    production = await HeldServer.hold(window.home, 'sample');
    rows = (await production.damagedTable()).rows;
    await beginRecovery(workbench);
    await workbench
      .webview()
      .getByRole('grid')
      .waitFor({ timeout: minutes(3) });
    await workbench.dismissToasts();
  });

  after(async () => {
    await production.release();
    await window.close();
  });

  it('is saved as the plan’s own, of four rows', async () => {
    const review = new ReviewPage(workbench);
    await review.tab('missing').click();
    await review.keyOf(0).click();
    await review.keyOf(3).click({ modifiers: ['Shift'] });
    await workbench.page.keyboard.press('Space');
    await review.untilSelected(/^4 selected/);
    await review.press('Save Script');
    await workbench.tab(/^correction\.sql/).waitFor({ timeout: minutes(1) });
    await workbench.dismissToasts();
  });

  it('is not applied before it was rehearsed', async () => {
    await workbench.runCommand('PRA: Apply File');
    await workbench.toast(/correction\.sql was not rehearsed as it is now/).waitFor();
    await workbench.dismissToasts();
  });

  it('loses a row in the editor, and says at a rehearsal that its counts do not fit', async () => {
    await onLine((line) => line.startsWith('{"do":"insert"'));
    await workbench.page.keyboard.press('Control+Shift+K');
    await rehearse();
    const refused = workbench.toast(
      /line \d+ of correction\.sql was refused \(P0001\).*this file was cut/s,
    );
    await refused.waitFor();
    await window.shot('file-refused');
    await refused.getByRole('button', { name: 'Go to the Line' }).click();
    await workbench.dismissToasts();
  });

  it('is rehearsed once the counts fit, and production is as it was', async () => {
    await retype('is distinct from 4 then', 'is distinct from 3 then');
    await retype('if pra.written <> 4 then', 'if pra.written <> 3 then');
    await rehearse();
    const rehearsed = workbench.toast(
      /Rehearsed correction\.sql in .*3 insert · 0 update · 0 delete/s,
    );
    await rehearsed.waitFor();
    await window.shot('file-rehearsed');
    assert.equal((await production.damagedTable()).rows, rows);
    await rehearsed.getByRole('button', { name: 'Show What It Did' }).click();
    await workbench.tab(/Rehearsal of correction\.sql/).waitFor();
    await window.shot('file-rehearsal');
    await workbench.tab(/^correction\.sql/).click();
    await workbench.dismissToasts();
  });

  it('is applied as it was rehearsed, once the table’s name is typed', async () => {
    await workbench.runCommand('PRA: Apply File');
    await confirmStep(window, 'Apply');
    await workbench.toast(/Applied correction\.sql in .*3 insert · 0 update · 0 delete/s).waitFor();
    await window.shot('file-applied');
    assert.equal((await production.damagedTable()).rows, rows + 3);
    await workbench.dismissToasts();
  });

  it('is said in the window to be applied, and to be undone by hand', async () => {
    await workbench.treeItem('Incidents', /applied by file/).waitFor();
    await workbench.statusItem('demandes_rdv · applied by file').click();
    await workbench.treeItem('Incidents', /applied by file/).waitFor();
    await workbench.runCommand('PRA: Undo Last Apply');
    await workbench.toast(/applied last is correction\.sql.*only be undone by hand/s).waitFor();
    await workbench.dismissToasts();
    await workbench.tab(/demandes_rdv/).click();
    await new ReviewPage(workbench).untilBanner('Applied by file');
    await window.shot('file-applied-review');
    await workbench.tab(/^correction\.sql/).click();
  });

  it('is not applied once more, nor after another edit', async () => {
    await onLine((line) => line.startsWith('{"do":"insert"'));
    await workbench.page.keyboard.press('Control+Shift+K');
    await workbench.runCommand('PRA: Apply File');
    await workbench.toast(/correction\.sql was edited after its rehearsal/).waitFor();
    assert.equal((await production.damagedTable()).rows, rows + 3);
    const entries = await (await openIncident(await incidentFolder())).entries();
    const written = entries.flatMap((entry) => ('write' in entry ? [entry.step] : []));
    assert.deepEqual(written, ['begun', 'committing', 'committed']);
  });

  async function rehearse(): Promise<void> {
    await workbench.runCommand('PRA: Rehearse File');
    const announced = await workbench.modal();
    assert.match(announced.text, /The file is run in production, 1 statement, and rolled back/);
    await announced.press('Rehearse');
  }

  /** Puts the cursor into the first line that is so. */
  async function onLine(isIt: (line: string) => boolean): Promise<void> {
    const script = await readFile(path.join(await incidentFolder(), 'correction.sql'), 'utf8');
    const line = script.split('\n').findIndex(isIt) + 1;
    assert.ok(line > 0);
    await workbench.tab(/^correction\.sql/).click();
    await workbench.page.keyboard.press('Control+g');
    await workbench.fill(`:${line}`);
    await workbench.page.keyboard.press('Enter');
    await workbench.quickInput().waitFor({ state: 'hidden' });
  }

  /** Writes a line anew, as a hand does. */
  async function retype(before: string, after: string): Promise<void> {
    const script = await readFile(path.join(await incidentFolder(), 'correction.sql'), 'utf8');
    const line = script.split('\n').find((each) => each.includes(before)) ?? '';
    await onLine((each) => each === line);
    await workbench.page.keyboard.press('Home');
    await workbench.page.keyboard.press('Shift+End');
    await workbench.page.keyboard.insertText(line.trimStart().replace(before, after));
  }

  async function incidentFolder(): Promise<string> {
    const [name = ''] = await readdir(path.join(window.workspace, 'pra'));
    return path.join(window.workspace, 'pra', name);
  }
});
