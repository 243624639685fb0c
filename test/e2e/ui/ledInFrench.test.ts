import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import type { NoteSubject } from '../../../src/core/incident/noteSubject';
import { wordsIn } from '../../../src/core/report/words/language';
import { reportLanguages } from '../../../src/core/report/words/languages';
import { openIncident } from '../../../src/engine/incidents';
import { reportFacts } from '../../../src/recovery/report/writeReport';
import { readRecord, recordName, type SampleRecord } from '../../../src/sample/record';
import { assertKeptExample } from '../../support/report/keptExample';
import { stable, type StoryTimes } from '../../support/report/stableIncident';
import { tellsOneStory } from '../../support/story';
import { HeldServer } from '../../support/vscode/heldServer';
import { readManifest } from '../../support/vscode/packageExtension';
import { ReviewPage } from '../../support/vscode/reviewPage';
import { minutes } from '../../support/vscode/sampleSteps';
import { englishIn } from '../../support/english';
import { openPraWindow, type PraWindow } from '../../support/vscode/window';
import type { Workbench } from '../../support/vscode/workbench';

const table = 'metier.demandes_rdv';

/** When it would have been: compared before it was qualified. */
const comparedFirst: StoryTimes = {
  ...{ 'note found': '08:50', opened: '08:55', restored: '08:56', compared: '08:57' },
  ...{ 'dump-verified': '08:52', 'note qualified': '09:02', 'note left': '09:46' },
  ...{ qualified: '09:00', 'note impact': '09:04', 'task inform': '09:08', frozen: '09:10' },
  ...{ 'task suspend': '09:12', snapshot: '09:14', strategy: '09:28', 'note cause': '14:00' },
  ...{ 'note action': '14:10', 'note lesson': '14:15' },
};

/** By what is on screen alone, from "something is wrong" to the closed report; in a window of its own, in French. */
describe('The sample incident, led in French', function () {
  tellsOneStory(this);
  this.timeout(minutes(3));
  let window: PraWindow;
  let workbench: Workbench;
  let review: ReviewPage;
  let frame: FrameLocator;
  let production: HeldServer;
  let record: SampleRecord;
  let damagedAt: string;

  before(async function () {
    this.timeout(minutes(6));
    window = await openPraWindow('French');
    workbench = window.workbench;
    review = new ReviewPage(workbench);
    frame = workbench.webview();
    await workbench.resize(1680, 1100);
    await workbench.openContainer('PRA');
  });

  afterEach(async function () {
    const name = this.currentTest?.title.replaceAll(/\W+/g, '-') ?? '';
    await window.shot(`french-${this.currentTest?.state === 'failed' ? 'failure-' : ''}${name}`);
  });

  after(async () => {
    await production.release();
    await window.close();
  });

  it('begins in the walkthrough', async () => {
    const { title, steps } = (await readManifest('French')).contributes.walkthroughs[0] ?? {};
    await workbench.runCommand('Bienvenue: Ouvrir la procédure');
    await workbench.pick(title ?? '');
    const page = workbench.page.locator('.gettingStartedContainer');
    await page.locator('.step-title', { hasText: steps?.at(-1)?.title ?? '' }).click();
    await page.getByRole('button', { name: 'Ouvrir l’incident d’exemple' }).click();
    const message = workbench.toast('a été endommagée après');
    await message.waitFor({ timeout: minutes(3) });
    await window.shot('french-sample-open');
    damagedAt = /après (\d{4}-\d\d-\d\d \d\d:\d\d)/.exec(await message.innerText())?.[1] ?? '';
    production = await HeldServer.hold(window.home, 'sample');
    const told = await readRecord(path.join(window.home, 'sample', recordName));
    assert.ok(told);
    record = told;
  });

  it('has its dumps verified first, as the message says', async () => {
    for (const [place, found] of [
      [1, /ENDOMMAGÉE/],
      [2, /vérifiée/],
    ] as const) {
      const dump = workbench.treeItem('Sauvegardes', /PostgreSQL/).nth(place);
      await dump.hover();
      await dump.getByRole('button', { name: 'Vérifier la sauvegarde' }).click();
      await workbench.treeItem('Sauvegardes', found).waitFor({ timeout: minutes(1) });
    }
  });

  it('goes on from the welcome of the view to the comparison', async () => {
    await workbench.dismissToasts();
    await workbench.view('Incidents').getByRole('button', { name: 'Récupérer une table' }).click();
    await workbench.pick('mairie (exemple)');
    await window.shot('french-when');
    await workbench.type(damagedAt);
    await workbench.rows('Un autre fichier').waitFor();
    await window.shot('french-dumps');
    await workbench.rows().first().click();
    await workbench.pick(table);
    await workbench.quickInput().locator('.quick-input-title', { hasText: 'identité' }).waitFor();
    await window.shot('french-identity');
    await workbench.tick('identité', ['citoyen_id', 'date_demande']);
    await workbench.rows('Toute la table').waitFor();
    await window.shot('french-which-rows');
    await workbench.pick('Toute la table');
    await frame.getByRole('grid').waitFor({ timeout: minutes(3) });
    await workbench.dismissToasts();
    await onlyIncidents();
    await item(/^1\. Qualifier à faire maintenant/).waitFor();
  });

  it('is qualified, and the business is told', async () => {
    await choose(/^Qualifier le dommage/, 'Qualifier l’incident');
    await workbench.tab(/qualification/).waitFor({ timeout: minutes(1) });
    await workbench.webview().getByRole('heading', { name: 'Première lecture' }).waitFor();
    await window.shot('french-qualification');
    await isNext('Informer le métier');
    await note('found', 'L’accueil ne trouve plus les rendez-vous d’un mois entier.', 'accueil');
    await note(
      'impact',
      'Les usagers sont reçus sans rendez-vous, aucun nouveau n’est donné.',
      'responsable de l’accueil',
    );
    await note(
      'qualified',
      'Aucun traitement n’écrit dans la table le matin\u00a0; les tables voisines sont intactes.',
      'DBA d’astreinte',
    );
    await choose(/^Informer le métier/, 'Marquer comme fait à la main');
    await say('Appel à l’accueil et à l’action sociale.', 'DBA d’astreinte');
    await isNext('Geler la table');
  });

  it('is frozen', async () => {
    await choose(/^Geler la table/, 'Geler la table');
    await say('Reprise des rendez-vous en cours');
    await window.shot('french-freeze');
    await (await workbench.modal()).press('Geler');
    await isNext('Suspendre les traitements');
    await choose(/^Suspendre les traitements/, 'Marquer comme sans objet');
    await say('Aucun traitement n’écrit avant ce soir.', '');
    await isNext('Conserver la table endommagée');
    await choose(/^Conserver la table endommagée/, 'Conserver l’état de la table');
    await isNext('Choisir la stratégie');
    await item(/^2\. Geler fait/).waitFor();
  });

  it('has its strategy decided', async () => {
    await choose(/^Choisir la stratégie/, 'Choisir la stratégie');
    await workbench.rows('rien de ce que d’autres ont écrit').waitFor({ timeout: minutes(1) });
    await window.shot('french-strategy');
    await workbench.pick('rien de ce que d’autres ont écrit');
    await say(
      'Rendre le mois effacé et les rendez-vous décalés d’un an\u00a0; les numéros réutilisés se décident un par un.',
      'Mme Roux',
    );
    await workbench.toast('La stratégie est dans la main courante').waitFor();
    await workbench.dismissToasts();
    await isNext('Choisir les lignes');
  });

  it('has the hole chosen by dragging over it, and the wrong update by its transaction', async () => {
    const { periodDeleted, massUpdate } = record.damages;
    await choose(/^Choisir les lignes/, 'Ouvrir la revue');
    await review.dragOverHole();
    await frame.locator('.filter-chip', { hasText: 'date_rdv' }).waitFor();
    await review.tab('missing').click();
    await window.shot('french-hole');
    await review.selectAll('missing');
    await review.untilRowsSelected(periodDeleted.ids.length);
    await review.tab('all').click();
    await frame.getByRole('button', { name: /^Retirer le filtre\s?: date_rdv/ }).click();
    const wrong = frame.locator('.rail .group', { hasText: massUpdate.xid });
    await wrong.locator('.text').click();
    await window.shot('french-wrong-update');
    await wrong.locator('.box').click();
    await review.untilRowsSelected(periodDeleted.ids.length + massUpdate.ids.length);
    await review.press('Enregistrer le script');
    await workbench.tab('correction.sql').waitFor({ timeout: minutes(1) });
    const [name = ''] = await readdir(path.join(window.workspace, 'pra'));
    const script = await readFile(
      path.join(window.workspace, 'pra', name, 'correction.sql'),
      'utf8',
    );
    assert.match(script, /^-- Correction de metier\.demandes_rdv dans la base mairie$/m);
    await isNext('Répéter');
  });

  it('is rehearsed', async () => {
    await choose(/^Répéter/, 'Répéter');
    await window.shot('french-rehearse');
    await (await workbench.modal()).press('Répéter');
    await isNext('Appliquer');
  });

  it('is applied once the name of the table is typed', async () => {
    await choose(/^Appliquer/, 'Appliquer les lignes choisies');
    const question = await workbench.modal();
    assert.match(question.text, /PRODUCTION/);
    await window.shot('french-apply');
    await question.press('Appliquer');
    await workbench.type(table);
    await isNext('Prouver le résultat');
    const { ids } = record.damages.periodDeleted;
    assert.equal(await production.countIn(ids), ids.length);
  });

  it('is proved, validated and unfrozen', async () => {
    await choose(/^Prouver le résultat/, 'Vérifier la reprise');
    await note(
      'left',
      'Les 120 rendez-vous saisis sous un numéro réutilisé restent\u00a0; l’accueil ressaisit les anciens d’ici au 27 novembre.',
      'Mme Roux',
    );
    await isNext('Faire valider');
    await choose(/^Faire valider/, 'Valider la reprise');
    await workbench.quickInput().getByText('qui répond du résultat').waitFor();
    await window.shot('french-sign-off');
    await workbench.type('Mme Roux');
    await (await workbench.modal()).press('Dégeler…');
    await workbench.page.locator('.monaco-dialog-box', { hasText: table }).waitFor();
    await window.shot('french-unfreeze');
    await (await workbench.modal()).press('Dégeler');
    await isNext('Noter causes et actions');
  });

  it('ends with its report, and is closed with nothing left open', async () => {
    await note('cause', 'Un script de correction lancé sans répétition.', 'DBA d’astreinte');
    await isNext('Écrire le rapport');
    await note(
      'action',
      'Tout script qui touche plus de cent lignes est d’abord répété, et lancé à deux\u00a0: procédure mise à jour d’ici au 15 décembre.',
      'DSI',
    );
    await note(
      'lesson',
      'La sauvegarde de la nuit était saine, et le dommage connu ligne par ligne en une demi-heure.',
      'DSI',
    );
    await choose(/^Écrire le rapport/, 'Écrire le rapport');
    await isNext('Clore l’incident');
    await choose(/^Clore l’incident/, 'Clore l’incident');
    const question = await workbench.modal();
    assert.match(question.text, /Rien de la procédure ne reste à faire/);
    await window.shot('french-close');
    await question.press('Clore l’incident');
    await workbench.treeItem('Incidents', /^demandes_rdv clos/).waitFor();
    await workbench.assertNoError();
  });

  it('leaves a report that says what was done', async () => {
    const report = await readFile(path.join(await incidentFolder(), 'report.md'), 'utf8');
    const verified = 'La sauvegarde a été vérifiée avant usage';
    for (const told of ['Mme Roux', 'lancé sans répétition', verified, table]) {
      assert.ok(report.includes(told), told);
    }
  });

  for (const language of reportLanguages) {
    it(`leaves the report that is kept as an example, ${language}`, async () => {
      const incident = await openIncident(await incidentFolder());
      const facts = stable(await reportFacts(incident), comparedFirst);
      await assertKeptExample(`window/${language}`, facts, language);
    });
  }

  async function incidentFolder(): Promise<string> {
    const incidents = path.join(window.workspace, 'pra');
    const [name = ''] = await readdir(incidents);
    return path.join(incidents, name);
  }

  const item = (name: RegExp): Locator => workbench.treeItem('Incidents', name).first();

  /** The steps before it are done, and it is in sight. */
  async function isNext(task: string): Promise<void> {
    await item(new RegExp(`^${task} à faire maintenant`)).waitFor({ timeout: minutes(1) });
  }

  /** Clicks a task, and chooses what does it. */
  async function choose(task: RegExp, line: string): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      await item(task).click();
      try {
        const choice = workbench.rows(line).first();
        await choice.waitFor({ timeout: 5000 });
        assert.deepEqual(englishIn(await workbench.placeholder()), []);
        await choice.click({ timeout: 5000 });
        return;
      } catch (error) {
        // A page that is just opening takes the focus, and with it the choice.
        if (tries === 3) {
          throw error;
        }
      }
    }
  }

  async function say(...texts: readonly string[]): Promise<void> {
    for (const text of texts) {
      await workbench.type(text);
    }
  }

  async function note(about: NoteSubject, text: string, by: string): Promise<void> {
    const line = wordsIn('fr').subjects[about];
    await workbench.runCommand('PRA: Ajouter une note');
    await workbench.rows('Découverte').waitFor();
    // Only those in sight are there to be clicked.
    await workbench.fill(line);
    await workbench.pick(line);
    await say(text, by, '');
  }

  /** With room for all of it. */
  async function onlyIncidents(): Promise<void> {
    for (const name of ['Connexions', 'Sauvegardes']) {
      const header = workbench.view(name).locator('.pane-header');
      if ((await header.getAttribute('aria-expanded')) === 'true') {
        await header.click();
      }
    }
    await workbench.expandTreeItem('Incidents', /^demandes_rdv/);
  }
});
