import assert from 'node:assert/strict';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { englishIn } from '../../support/english';
import { tellsOneStory } from '../../support/story';
import { HeldServer } from '../../support/vscode/heldServer';
import { type Manifest, readManifest } from '../../support/vscode/packageExtension';
import { goodDumpLine, minutes, sampleTable } from '../../support/vscode/sampleSteps';
import { openPraWindow, type PraWindow } from '../../support/vscode/window';
import type { Workbench } from '../../support/vscode/workbench';

const sample = 'mairie (exemple)';

/** Beside the led way, which `ledInFrench` goes: connections, dumps, scratch databases, in a window of its own. */
describe('What the window asks and tells beside an incident, in French', function () {
  tellsOneStory(this);
  this.timeout(minutes(2));
  let window: PraWindow;
  let workbench: Workbench;
  let manifest: Manifest;
  let production: HeldServer;
  let goodDump: RegExp;

  before(async function () {
    this.timeout(minutes(6));
    manifest = await readManifest('French');
    window = await openPraWindow('French');
    workbench = window.workbench;
    await workbench.resize(1680, 1000);
    await workbench.openContainer('PRA');
    await workbench.runCommand(`PRA: ${title('openSample')}`);
    await isFrench(workbench.toast('a été endommagée après'), minutes(3));
    production = await HeldServer.hold(window.home, 'sample');
    goodDump = await goodDumpLine(window.home);
    await workbench.dismissToasts();
  });

  after(async () => {
    await production.release();
    await window.close();
  });

  it('shows connections and dumps with their tooltips', async () => {
    await workbench.expandTreeItem('Connexions', sample);
    await workbench.expandTreeItem('Connexions', /^metier/);
    await workbench.expandTreeItem('Sauvegardes', goodDump);
    await workbench.expandTreeItem('Sauvegardes', /^metier/);
    for (const [view, name] of [
      ['Connexions', /^mairie/],
      ['Connexions', /^demandes_rdv/],
      ['Connexions', /^Serveur de travail/],
      ['Sauvegardes', /^dumps/],
      ['Sauvegardes', goodDump],
      ['Sauvegardes', /^demandes_rdv/],
    ] as const) {
      const item = workbench.treeItem(view, name).first();
      await item.hover();
      await isFrench(workbench.page.locator('.monaco-hover:visible .hover-contents').first());
      await isFrench(item);
      await workbench.page.mouse.move(800, 500);
      await workbench.page.locator('.monaco-hover:visible').first().waitFor({ state: 'hidden' });
    }
    const views = workbench.page.locator('.sidebar');
    await isFrench(views);
    await window.shot('french-views');
  });

  it('shows who is at work in production', async () => {
    const table = workbench.treeItem('Connexions', /^demandes_rdv/).first();
    await workbench.chooseInMenu(table, 'Qui écrit');
    await workbench.tab(/^Qui écrit dans/).waitFor();
    await isFrench(workbench.page.locator('.editor-instance .view-lines').last());
    await window.shot('french-who-writes');
  });

  it('adds a connection step by step, and says what is wrong with it', async () => {
    await workbench.runCommand(`PRA: ${title('addConnection')}`);
    await askedInFrench('french-add-connection');
    await workbench.pick('Hôte, port');
    for (const text of ['127.0.0.1', '1', 'mairie', 'personne', 'disable']) {
      await workbench.fill('');
      await askedInFrench();
      await workbench.type(text);
    }
    await askedInFrench('french-role');
    await workbench.pick('Production');
    await askedInFrench();
    await workbench.type('');
    await workbench.fill('');
    await askedInFrench('french-name-needed');
    await workbench.fill(sample);
    await workbench.quickInput().getByText('Une autre connexion porte ce nom').waitFor();
    await workbench.type('injoignable');
    const warning = workbench.toast('127.0.0.1:1');
    await isFrench(warning);
    await warning.getByRole('button', { name: 'Ajouter quand même' }).click();
    await workbench.expandTreeItem('Connexions', 'injoignable');
    await workbench.treeItem('Connexions', /Vérifiez l’adresse/).waitFor();
    await isFrench(workbench.view('Connexions'));
    await window.shot('french-unreachable');
    const added = workbench.treeItem('Connexions', 'injoignable').first();
    await workbench.chooseInMenu(added, 'Retirer');
    const question = await workbench.modal();
    assert.deepEqual(englishIn(question.text), []);
    await window.shot('french-remove');
    await question.press('Retirer');
  });

  it('shows and completes the trust card of a dump', async () => {
    const dump = workbench.treeItem('Sauvegardes', goodDump).first();
    await dump.hover();
    await dump.getByRole('button', { name: title('showTrust') }).click();
    await workbench.tab(/^Confiance/).waitFor();
    const page = workbench.webview();
    await isFrench(page.locator('main'));
    await window.shot('french-trust');
    await page.getByRole('button', { name: title('verifyDump') }).click();
    await page.getByText('Lue en entier et intacte').waitFor({ timeout: minutes(1) });
    await isFrench(page.locator('main'));
    await isFrench(workbench.toast('est entière'));
    await window.shot('french-verified');
    await workbench.dismissToasts();
  });

  it('shows the rows of a table over time', async () => {
    const table = workbench.treeItem('Sauvegardes', /^demandes_rdv/).first();
    await table.hover();
    await table.getByRole('button', { name: title('volumeHistory') }).click();
    await workbench.tab(/^Historique/).waitFor();
    const page = workbench.webview();
    await page.getByText('lignes perdues').waitFor();
    await isFrench(page.locator('main'));
    await window.shot('french-volumes');
  });

  it('asks in which zone the clocks of a folder of dumps are', async () => {
    await workbench.chooseInMenu(
      workbench.treeItem('Sauvegardes', /^dumps/).first(),
      title('setDumpZone').replace('…', ''),
    );
    await workbench.rows('Comme cette machine').waitFor();
    await workbench.fill('Comme');
    await askedInFrench('french-zone');
    await workbench.closeQuickInput();
  });

  it('restores a table into scratch, exports rows of it, and drops it', async () => {
    const table = workbench.treeItem('Sauvegardes', /^demandes_rdv/).first();
    await workbench.chooseInMenu(table, title('restoreTable'));
    await isFrench(workbench.toast(/restauration dans une base de travail en/), minutes(1));
    await window.shot('french-restored');
    await workbench.dismissToasts();
    await workbench.expandTreeItem('Connexions', 'Serveur de travail local');
    const restored = workbench.treeItem('Connexions', /^metier\.demandes_rdv/);
    await restored.hover();
    await isFrench(workbench.page.locator('.monaco-hover:visible .hover-contents').first());
    await workbench.chooseInMenu(restored, 'Exporter des lignes');
    await askedInFrench('french-export');
    await workbench.pick('CSV');
    await askedInFrench('french-export-which');
    await workbench.type('rdv_id <= 100');
    await workbench.quickInput().getByText('OK').waitFor();
    await workbench.chooseFile(path.join(window.workspace, 'lignes.csv'));
    await isFrench(workbench.toast('exportation vers'));
    await window.shot('french-exported');
    await workbench.dismissToasts();
    await workbench.chooseInMenu(restored, 'Supprimer des bases de travail');
    const question = await workbench.modal();
    assert.deepEqual(englishIn(question.text), []);
    await window.shot('french-drop-scratch');
    await question.press('Supprimer');
    await isFrench(workbench.toast('Supprimé'));
    await workbench.dismissToasts();
  });

  it('asks how the table is compared', async () => {
    await workbench.runCommand(`PRA: ${title('recover')}`);
    await askedInFrench();
    await workbench.pick(sample);
    await askedInFrench('french-damage-time');
    await workbench.type('');
    await workbench.rows('Un autre fichier').waitFor();
    await askedInFrench('french-which-dump');
    await workbench.rows(goodDump.source.slice(1)).first().click();
    await workbench.pick(sampleTable);
    await workbench.tick('identité', []);
    await askedInFrench('french-scope');
    await workbench.pick('Associer autrement');
    await askedInFrench('french-match');
    await workbench.pick('rdv_id');
    await askedInFrench();
    await workbench.closeQuickInput();
  });

  function title(command: string): string {
    const found = manifest.contributes.commands.find((each) => each.command === `pra.${command}`);
    return found?.title ?? assert.fail(command);
  }

  async function isFrench(shown: Locator, timeout = 30_000): Promise<void> {
    await shown.first().waitFor({ timeout });
    const text = await shown.first().innerText();
    assert.notEqual(text.trim(), '');
    assert.deepEqual(englishIn(text), []);
  }

  /** What the open picker or box says; its input must be empty of what the operator typed. */
  async function askedInFrench(picture?: string): Promise<void> {
    await workbench.page.waitForTimeout(300);
    const asked = workbench.quickInput();
    await isFrench(asked);
    assert.deepEqual(englishIn(await workbench.placeholder()), []);
    if (picture !== undefined) {
      await window.shot(picture);
    }
  }
});
