import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { tellsOneStory } from '../../support/story';
import { HeldServer } from '../../support/vscode/heldServer';
import { ReviewPage } from '../../support/vscode/reviewPage';
import {
  beginRecovery,
  confirmStep,
  minutes,
  openSample,
  sampleOwner,
} from '../../support/vscode/sampleSteps';
import { openPraWindow, type PraWindow } from '../../support/vscode/window';
import type { Workbench } from '../../support/vscode/workbench';

/** In a window of its own, whose incident is the only one. */
describe('The steps of an incident in the window', function () {
  tellsOneStory(this);
  this.timeout(minutes(2));
  let window: PraWindow;
  let workbench: Workbench;
  let review: ReviewPage;
  let production: HeldServer;

  before(async function () {
    this.timeout(minutes(6));
    window = await openPraWindow();
    workbench = window.workbench;
    await workbench.resize(1400, 1100);
    review = new ReviewPage(workbench);
    await openSample(workbench);
    production = await HeldServer.hold(window.home, 'sample');
    await production.ask('create table public.volume as select 2000 as n', 'mairie');
    await production.ask(
      `alter table public.volume owner to ${await sampleOwner(production)}`,
      'mairie',
    );
    await beginRecovery(workbench);
    await workbench
      .webview()
      .getByRole('grid')
      .waitFor({ timeout: minutes(3) });
    await workbench.dismissToasts();
    await onlyIncidents();
  });

  after(async () => {
    await production.release();
    await window.close();
  });

  /** A list that is just being drawn anew may take a click for none. */
  async function choose(task: RegExp, choice: string): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      await item(task).click();
      try {
        await workbench.rows(choice).first().waitFor({ timeout: 5000 });
        break;
      } catch (error) {
        if (tries === 4) {
          throw error;
        }
      }
    }
    await workbench.pick(choice);
  }

  /** With room for all of it. */
  async function onlyIncidents(): Promise<void> {
    for (const name of ['Connections', 'Dumps']) {
      const header = workbench.view(name).locator('.pane-header');
      if ((await header.getAttribute('aria-expanded')) === 'true') {
        await header.click();
      }
    }
    await workbench.expandTreeItem('Incidents', /^demandes_rdv/);
  }

  const item = (name: RegExp): Locator => workbench.treeItem('Incidents', name).first();

  async function say(...texts: readonly string[]): Promise<void> {
    for (const text of texts) {
      await workbench.type(text);
    }
  }

  it('lead through the procedure: what is done, by whom and when, and what is next', async () => {
    await item(/^1\. Qualify next/).waitFor();
    await item(/^Qualify the damage next/).waitFor();
    await item(/^3\. Restore done, /).waitFor();
    await item(/^6\. Report and close/).waitFor();
    await workbench.expandTreeItem('Incidents', /^4\. Compare and correct/);
    await item(/^Compare with production done, \w+, \w+ \d/).waitFor();
    await window.shots('steps');
  });

  it('do nothing when they are clicked, but say what does it', async () => {
    await item(/^Rehearse/).click();
    await workbench.rows('Mark as Done by Hand…').waitFor();
    assert.match((await workbench.rows().allInnerTexts()).join('\n'), /^\s*Rehearse/);
    await window.shot('step-choices');
    await workbench.closeQuickInput();
    await item(/^Review/).waitFor();
    await workbench.treeItem('Incidents', /^demandes_rdv compared/).waitFor();
  });

  it('are marked as done by hand, with a few words and a name, and then the next one is', async () => {
    await choose(/^Qualify the damage/, 'Mark as Done by Hand…');
    await say('4 312 rows, by the logs of the night', 'Mme Roux');
    await item(/^Qualify the damage done by hand, Mme Roux, /).waitFor();
    await item(/^Inform the business next/).waitFor();
  });

  it('are not needed where somebody says why, and opened again', async () => {
    await workbench.expandTreeItem('Incidents', /^2\. Freeze/);
    await choose(/^Freeze the table/, 'Mark as Not Needed…');
    await say('the service is closed', '');
    await item(/^Freeze the table not needed, /).waitFor();
    await workbench.expandTreeItem('Incidents', /^5\. Validate and resume/);
    await item(/^Unfreeze the table not needed/).waitFor();
    await choose(/^Freeze the table/, 'Open Again…');
    await say('it opens at eight', '');
    await item(/^Freeze the table(?:,|$)/).waitFor();
  });

  it('lead through the correction, here of a frozen table with a suspended batch', async () => {
    await workbench.chooseInMenu(item(/^demandes_rdv/), 'Freeze Table…');
    await workbench.type('appointments are missing');
    await (await workbench.modal()).press('Freeze');
    await item(/^Freeze the table done, /).waitFor();
    await workbench.runCommand('PRA: Batch Checklist');
    await workbench.type('import-rdv');
    await workbench.tick('Batches to suspend', ['import-rdv']);
    await choose(/^Keep the damaged table/, 'Snapshot Table');
    await item(/^2\. Freeze done, /).waitFor();
    await workbench.tab(/→ production/).click();
    await review.tab('missing').click();
    await review.keyOf(0).click();
    await workbench.page.keyboard.press('Control+a');
    await review.untilSelected(/^[1-9]\d* selected/);
    await review.press('Rehearse');
    await (await workbench.modal()).press('Rehearse');
    await review.untilBanner('Rehearsed');
    await review.press('Apply…');
    await confirmStep(window, 'Apply');
    await review.untilBanner('Applied');
    await workbench.dismissToasts();
    await item(/^Prove the result next/).waitFor();
  });

  it('lead from there back to work: proof and checks, a sign-off by name, unfreezing, batches', async () => {
    const checks = path.join(window.workspace, 'pra', 'checks');
    await mkdir(checks, { recursive: true });
    const files = {
      volume: '-- name: volume\n-- expect: any number\nselect n from public.volume',
      statut:
        '-- name: statut is there\n-- expect: no rows\nselect 1 from metier.demandes_rdv where statut is null',
    };
    for (const [name, text] of Object.entries(files)) {
      await writeFile(path.join(checks, `${name}.sql`), text);
    }
    await choose(/^Have it validated/, 'Validate Recovery…');
    await workbench.quickInput().getByText('The name of whoever answers').waitFor();
    await window.shot('sign-off');
    await workbench.type('Mme Roux');
    const question = await workbench.modal();
    assert.match(question.text, /Signed off\. Unfreeze the table/);
    await question.press('Unfreeze…');
    await (await workbench.modal()).press('Unfreeze');
    await workbench.tick('Batches to resume', ['import-rdv']);
    await item(/^5\. Validate and resume done, /).waitFor();
    await workbench.expandTreeItem('Incidents', /^5\. Validate and resume/);
    await item(/^Have it validated done, Mme Roux, /).waitFor();
    await item(/^Unfreeze the table done, /).waitFor();
    await item(/^Resume the batches done, /).waitFor();
    await item(/^Note causes and actions next/).waitFor();
    await workbench.dismissToasts();
    await window.shots('validated');
  });

  it('warn for a while after that where an indicator leaves its usual values', async () => {
    const status = workbench.statusItem('demandes_rdv');
    await status.waitFor();
    await production.ask('update public.volume set n = 9', 'mairie');
    await workbench.toast('volume is unusual: 9, usually').waitFor({ timeout: minutes(1.8) });
    await window.shot('unusual');
    await status.click();
    await workbench
      .toast('Indicators are watched')
      .getByRole('button', { name: 'Stop Watching' })
      .click();
    await status.waitFor({ state: 'hidden' });
    await workbench.dismissToasts();
  });

  it('end with closing, which names what is open, and is told by the list and the journal', async () => {
    await workbench.runCommand('PRA: Close Incident');
    const question = await workbench.modal();
    assert.match(question.text, /Still open:[^]*Inform the business[^]*Write the report/);
    await window.shot('close');
    await question.press('Close Incident');
    await workbench.type('');
    await workbench.quickInput().getByText('Name a reason.').waitFor();
    await workbench.type('the business was told by its head');
    await workbench.treeItem('Incidents', /^demandes_rdv closed/).waitFor();
    await item(/^1\. Qualify(?:,|$)/).waitFor();
    await item(/^Journal/).click();
    await workbench.page
      .getByText(/task\s"qualify",\smark\s"done"/)
      .first()
      .waitFor();
    await workbench.assertNoError();
  });
});
