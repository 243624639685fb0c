import { tellsOneStory } from '../../support/story';
import assert from 'node:assert/strict';
import { open, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { archivePath } from '../../support/dumps';
import { goodDumpLine, minutes, openSampleOnce } from '../../support/vscode/sampleSteps';
import type { PraWindow } from '../../support/vscode/window';
import type { Workbench } from '../../support/vscode/workbench';
import { praWindow } from './fixture';

const old = new Date(2001, 0, 2, 3, 4);

describe('which dump can be trusted, in the window', function () {
  tellsOneStory(this);
  this.timeout(minutes(2));
  let window: PraWindow;
  let workbench: Workbench;
  /** Of before the damage, and whole. */
  let goodDump: RegExp;
  let plain: string;

  before(async function () {
    this.timeout(minutes(5));
    window = await praWindow();
    workbench = window.workbench;
    await openSampleOnce(workbench);
    goodDump = await goodDumpLine(window.home);
    plain = path.join(window.home, 'sample', 'dumps', 'nightly.sql');
    await workbench.runCommand('View: Close All Editors');
  });

  after(async () => {
    await rm(plain, { force: true });
    await togglePanes();
    await workbench.runCommand('PRA: Refresh');
  });

  it('shows the trust card of a dump: its age, who wrote it, where row security may hide rows', async () => {
    const dump = workbench.treeItem('Dumps', goodDump).first();
    await dump.hover();
    await dump.getByRole('button', { name: 'Show Trust Card' }).click();
    const card = workbench.webview().getByRole('table');
    await card.getByText('PostgreSQL').first().waitFor();
    const text = await card.innerText();
    for (const told of ['local time of the machine', 'metier.citoyens', 'who owns the file']) {
      assert.ok(text.includes(told), `${told} in ${text}`);
    }
    await window.shot('trust-before');
  });

  it('verifies it from the card, which then says so with its SHA-256', async () => {
    await workbench.webview().getByRole('button', { name: 'Verify Dump' }).click();
    const card = workbench.webview().getByRole('table');
    await card.getByText('Read whole and undamaged').waitFor();
    assert.match(await card.innerText(), /SHA-256\s+[0-9a-f]{64}/);
    await workbench
      .treeItem('Dumps', /verified/)
      .first()
      .waitFor();
    await workbench.dismissToasts();
    await window.shots('trust');
  });

  it('shows a table’s rows in every dump and in production, the damaged dump with its reason', async () => {
    await workbench.expandTreeItem('Dumps', goodDump);
    await workbench.expandTreeItem('Dumps', /^metier/);
    const table = workbench.treeItem('Dumps', /^demandes_rdv/).first();
    await table.hover();
    await table.getByRole('button', { name: 'Volume History' }).click();
    await workbench.tab(/^History: metier\.demandes_rdv/).waitFor();
    const history = workbench.webview().getByRole('table', { name: 'Rows in each dump' });
    await history.getByRole('row').nth(5).waitFor();
    const lines = await history.locator('tbody tr').allInnerTexts();
    assert.equal(lines.length, 5);
    assert.match(lines.at(-1) ?? '', /PRODUCTION/);
    assert.equal(
      lines.filter((line) => line.includes('verified') && !line.includes('not ')).length,
      1,
    );
    const without = lines.filter((line) => line.includes('The file ends'));
    assert.equal(without.length, 1, lines.join('\n'));
    assert.match(without[0] ?? '', /damaged/);
    const sentence = workbench.webview().getByRole('status');
    assert.match(await sentence.innerText(), /rows were lost between/);
    await window.shots('volumes');
    await workbench.assertNoError();
  });

  it('leads from a line of it to that dump’s trust card', async () => {
    await workbench.webview().locator('button.link').first().click();
    await workbench
      .tab(/^Trust: /)
      .nth(1)
      .waitFor();
    await workbench.runCommand('View: Close All Editors');
  });

  it('shows what a plain dump holds, with names on one line and what a restore would not bring', async () => {
    await togglePanes();
    await writeFile(plain, gunzipSync(await readFile(archivePath('pg18-plain.sql.gz'))));
    await utimes(plain, old, old);
    await workbench.treeItem('Dumps', goodDump).first().locator('.monaco-tl-twistie').click();
    await workbench.runCommand('PRA: Refresh');
    await workbench.expandTreeItem('Dumps', '2001-01-02 03:04');
    await workbench.expandTreeItem('Dumps', /^Other Shop/);
    await workbench.treeItem('Dumps', 'dot.and "quote" and⏎newline').waitFor();
    await workbench.expandTreeItem('Dumps', /^shop/);
    await workbench.expandTreeItem('Dumps', /^events.*partitioned/);
    for (const line of [
      /^totals.*recomputed/,
      /^orders.*row security/,
      /^events_2024.*partition/,
    ]) {
      await workbench.treeItem('Dumps', line).first().waitFor();
    }
    await window.shots('plain-dump');
    await workbench.assertNoError();
  });

  it('shows the tables of a large plain dump as they are found, and how far it has read', async () => {
    await writeLargeDump(plain);
    await utimes(plain, old, old);
    await workbench.runCommand('PRA: Refresh');
    await workbench.treeItem('Dumps', /^Reading….* of 900 MB/).waitFor();
    await workbench.expandTreeItem('Dumps', /^large/);
    await workbench.treeItem('Dumps', 'at_once').waitFor();
    assert.equal(await workbench.treeItem('Dumps', 'at_the_end').count(), 0);
    await window.shot('plain-dump-reading');
    await workbench.treeItem('Dumps', 'at_the_end').waitFor({ timeout: minutes(1) });
    await workbench.treeItem('Dumps', /^Reading/).waitFor({ state: 'hidden' });
    await workbench.runCommand('PRA: Refresh');
    await workbench.treeItem('Dumps', 'at_the_end').waitFor();
    await workbench.assertNoError();
  });

  /** A tree has only those lines that are in sight: it is given the room of the other views, or gives it back. */
  async function togglePanes(): Promise<void> {
    for (const name of ['Connections', 'Incidents']) {
      await workbench.view(name).locator('.pane-header').click();
    }
  }
});

/** Two tables, and between them rows that take no room on the disk. */
async function writeLargeDump(file: string): Promise<void> {
  const table = (name: string): string =>
    `CREATE TABLE large.${name} (\n    a text\n);\n\nCOPY large.${name} (a) FROM stdin;\n`;
  const end = '--\n-- PostgreSQL database dump complete\n--\n\n';
  const made = await open(file, 'w');
  try {
    await made.write(`--\n-- PostgreSQL database dump\n--\n\n${table('at_once')}`);
    await made.write(`\n\\.\n\n${table('at_the_end')}\\.\n\n${end}`, 900e6);
  } finally {
    await made.close();
  }
}
