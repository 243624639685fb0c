import { tellsOneStory } from '../../support/story';
import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
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

describe('connections and scratch databases in the window', function () {
  tellsOneStory(this);
  this.timeout(minutes(2));
  let window: PraWindow;
  let workbench: Workbench;
  /** Of before the damage, and whole. */
  let goodDump: RegExp;
  let production: HeldServer;
  let scratch: HeldServer;

  before(async function () {
    this.timeout(minutes(5));
    window = await praWindow();
    workbench = window.workbench;
    await openSampleOnce(workbench);
    goodDump = await goodDumpLine(window.home);
    production = await HeldServer.hold(window.home, 'sample');
    scratch = await HeldServer.hold(window.home, 'scratch');
  });

  after(async () => {
    await scratch.release();
    await production.release();
  });

  it('adds a production step by step, its password to be typed apart', async () => {
    const { host, port, user, password } = production.superuser;
    await beginConnection(['Host, port', host, String(port), 'mairie', user, 'disable']);
    await workbench.pick('Production');
    await workbench.type(password ?? '');
    await workbench.type('by hand');
    await workbench.toast('Connected: PostgreSQL').waitFor();
    await workbench.treeItem('Connections', /^by hand PRODUCTION/).waitFor();
    await workbench.expandTreeItem('Connections', 'by hand');
    await workbench.dismissToasts();
    const log = await window.log();
    assert.equal(log.includes(password ?? '–'), false);
  });

  it('says why a connection does not answer, and what to do, in the wizard and in the tree', async () => {
    await beginConnection(['URI', 'postgresql://nobody@127.0.0.1:1/nothing?sslmode=disable']);
    await workbench.pick('Production');
    await workbench.type('');
    await workbench.type('not there');
    const warning = workbench.toast('127.0.0.1:1');
    await warning.getByRole('button', { name: 'Add Anyway' }).click();
    await workbench.expandTreeItem('Connections', 'not there');
    const [problem, advice] = [/127\.0\.0\.1:1/, /server|address|running/i];
    await workbench.treeItem('Connections', problem).first().waitFor();
    await workbench.treeItem('Connections', advice).first().waitFor();
    await window.shot('not-there');
  });

  it('refuses a name that is taken, and one that is empty', async () => {
    await beginConnection(['URI', 'postgresql://a@127.0.0.1/b']);
    await workbench.pick('Scratch');
    await workbench.type('');
    for (const [name, sentence] of [
      ['by hand', 'Another connection is called so'],
      ['', 'A name is needed'],
    ] as const) {
      await workbench.fill(name);
      await workbench.quickInput().getByText(sentence).waitFor();
    }
    await workbench.closeQuickInput();
  });

  it('removes a connection after a question', async () => {
    for (const name of ['not there', 'by hand']) {
      await workbench.chooseInMenu(workbench.treeItem('Connections', name).first(), 'Remove');
      await (await workbench.modal()).press('Remove');
      await workbench.treeItem('Connections', name).first().waitFor({ state: 'hidden' });
    }
  });

  it('restores a table of a dump into scratch, and shows it there', async () => {
    await workbench.expandTreeItem('Dumps', goodDump);
    await workbench.expandTreeItem('Dumps', /^metier/);
    await restoreTable();
    await until('one scratch database', async () => {
      return (await scratch.scratchDatabases()).length === 1;
    });
    await workbench.expandTreeItem('Connections', 'Local scratch server');
    const restored = /^metier\.demandes_rdv \d+ min ago · [\d.]+ MB/;
    await workbench.treeItem('Connections', restored).waitFor();
    await workbench.toast('was restored into scratch').waitFor();
  });

  it('shows the figures of what was restored beside production, before anyone trusts it', async () => {
    const toast = workbench.toast('was restored into scratch');
    await toast.getByRole('button', { name: 'Show Figures' }).click();
    await workbench.pick(sampleConnection);
    await workbench.tab(/^Preview Restored: metier\.demandes_rdv/).waitFor();
    const page = workbench.webview();
    await page.getByText(/production has [\d,]+ fewer now/).waitFor();
    await page
      .getByText(/constraints are there|Constraints that the restored table lacks/)
      .waitFor();
    const pictures = page.locator('img');
    assert.equal(await pictures.count(), 2);
    assert.ok(await pictures.first().evaluate((image) => image.clientWidth > 300));
    await page.getByRole('link', { name: 'Q2' }).first().waitFor();
    await window.shot('restored-figures');
    await workbench.dismissToasts();
  });

  it('says which check of the workspace fails in what was restored', async () => {
    const dir = path.join(window.workspace, 'pra', 'checks');
    const file = path.join(dir, 'window-figures.sql');
    await mkdir(dir, { recursive: true });
    const head = '-- name: nobody waits\n-- table: metier.demandes_rdv\n-- expect: no rows\n';
    await writeFile(file, `${head}-- severity: error\nselect * from metier.demandes_rdv limit 5\n`);
    try {
      const restored = workbench.treeItem('Connections', /^metier\.demandes_rdv/);
      await workbench.chooseInMenu(restored, 'Figures of Restored Table');
      await workbench.pick(sampleConnection);
      await workbench.toast(/1 check of \d+ failed: nobody waits/).waitFor();
      const page = workbench.webview();
      await page.getByText('Checks that fail in the restored table: nobody waits.').waitFor();
      const line = page.getByRole('row', { name: /nobody waits no rows 5 – BROKEN 5 – BROKEN/ });
      await line.scrollIntoViewIfNeeded();
      await window.shot('restored-check-fails');
    } finally {
      await rm(file);
    }
    await workbench.dismissToasts();
    await workbench.runCommand('View: Close All Editors');
  });

  it('exports rows of what was restored', async () => {
    const restored = workbench.treeItem('Connections', /^metier\.demandes_rdv/);
    const file = path.join(window.home, 'rows.csv');
    await workbench.chooseInMenu(restored, 'Export Rows…');
    await workbench.pick('CSV');
    await workbench.type('rdv_id <= 100');
    await workbench.quickInput().getByText('OK').waitFor();
    await workbench.chooseFile(file);
    await workbench.toast(/rows of metier\.demandes_rdv exported to/).waitFor();
    const records = (await readFile(file, 'utf8')).split('\r\n');
    assert.match(records[0] ?? '', /^rdv_id,/);
    assert.match(records[1] ?? '', /^\d+,/);
    await workbench.dismissToasts();
  });

  it('compares what was restored with production, in an incident of its own', async () => {
    const restored = workbench.treeItem('Connections', /^metier\.demandes_rdv/);
    await restored.hover();
    await restored.getByRole('button', { name: 'Compare with Production' }).click();
    await workbench.pick(sampleConnection);
    await workbench.tick('identity (optional)', []);
    await workbench.pick('The whole table');
    await workbench
      .treeItem('Incidents', /^demandes_rdv.* compared/)
      .first()
      .waitFor();
    await workbench
      .webview()
      .getByRole('grid')
      .waitFor({ timeout: minutes(1) });
    assert.equal((await scratch.scratchDatabases()).length, 1);
  });

  it('compares the rows of a period alone, and says what is wrong with one that is none', async () => {
    const restored = workbench.treeItem('Connections', /^metier\.demandes_rdv/);
    await restored.hover();
    await restored.getByRole('button', { name: 'Compare with Production' }).click();
    await workbench.pick(sampleConnection);
    await workbench.tick('identity (optional)', []);
    await workbench.pick('Rows of a period');
    await workbench.pick('date_demande');
    await workbench.type('soon');
    await workbench.type('');
    await workbench.quickInput().getByText('invalid input syntax for type date').waitFor();
    await workbench.type('2026-11-01');
    await workbench.type('');
    await workbench
      .webview()
      .getByText('Only rows with date_demande from 2026-11-01')
      .first()
      .waitFor({ state: 'attached', timeout: minutes(1) });
    await window.shot('period');
  });

  it('drops it after a question', async () => {
    const restored = workbench.treeItem('Connections', /^metier\.demandes_rdv/);
    await workbench.chooseInMenu(restored, 'Drop Scratch Databases…');
    await (await workbench.modal()).press('Drop');
    await restored.waitFor({ state: 'hidden' });
    assert.deepEqual(await scratch.scratchDatabases(), []);
  });

  it('restores a whole database into scratch, and says that something was left out', async () => {
    const dump = workbench.treeItem('Dumps', goodDump).first();
    await workbench.chooseInMenu(dump, 'Restore Database to Scratch');
    const toast = workbench.toast('The whole database of');
    await toast.getByText(/\d+ tables, [\d,]+ rows; \d+ entries left out/).waitFor();
    await window.shot('whole-database');
    await workbench.dismissToasts();
    const restored = workbench.treeItem('Connections', /^whole database mairie/);
    await restored.waitFor();
    await workbench.chooseInMenu(restored, 'Drop Scratch Databases…');
    await (await workbench.modal()).press('Drop');
    await restored.waitFor({ state: 'hidden' });
  });

  it('asks before it restores on the server of a production, and names both', async () => {
    const { host, port, user, password } = production.superuser;
    await beginConnection(['Host, port', host, String(port), 'postgres', user, 'disable']);
    await workbench.pick('Scratch');
    await workbench.type(password ?? '');
    await workbench.type('beside production');
    await workbench.toast('Connected: PostgreSQL').waitFor();
    await workbench.dismissToasts();
    await restoreTable();
    await workbench.pick('beside production');
    const question = await workbench.modal();
    assert.match(question.text, /Restore on a server of production\?/);
    assert.ok(
      question.text.includes(`${host}:${port} is the server of production “${sampleConnection}”`),
    );
    await window.shot('on-production');
    await question.press('Cancel');
    assert.deepEqual(await production.scratchDatabases(), []);
    const added = workbench.treeItem('Connections', 'beside production').first();
    await workbench.chooseInMenu(added, 'Remove');
    await (await workbench.modal()).press('Remove');
    await added.waitFor({ state: 'hidden' });
  });

  async function restoreTable(): Promise<void> {
    const table = workbench.treeItem('Dumps', /^demandes_rdv/).first();
    await table.hover();
    await table.getByRole('button', { name: 'Restore Table to Scratch' }).click();
  }

  /** The way, then what is typed for it. */
  async function beginConnection([way = '', ...texts]: readonly string[]): Promise<void> {
    await workbench.runCommand('PRA: Add Connection…');
    await workbench.pick(way);
    for (const text of texts) {
      await workbench.type(text);
    }
  }
});
