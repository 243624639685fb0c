import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { tellsOneStory } from '../../support/story';
import type { HeldServer } from '../../support/vscode/heldServer';
import { ReviewPage } from '../../support/vscode/reviewPage';
import { beginFromFile, besideSample, minutes } from '../../support/vscode/sampleSteps';
import type { PraWindow } from '../../support/vscode/window';
import type { Workbench } from '../../support/vscode/workbench';
import { plainScript, rowsOfTable } from '../../integration/restore/plainScripts';
import { praWindow } from './fixture';

const homes = 'foyers.foyers';
const people = 'foyers.personnes';
const create = `CREATE TABLE ${homes} (foyer integer primary key, nom text)`;

/** Production has three homes too many, and in them two people, who go with them. */
describe('A whole table in the window whose deletes take rows of another along', function () {
  tellsOneStory(this);
  this.timeout(minutes(2));
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
    await window.changeSettings({ 'pra.batchRows': 2 });
    production = await besideSample(window, (owner) => [
      `create schema foyers authorization ${owner}`,
      create,
      `create table ${people} (nom text, foyer integer references ${homes} on delete cascade)`,
      ...[homes, people].map((table) => `alter table ${table} owner to ${owner}`),
      `insert into ${homes} select n, 'foyer ' || n from generate_series(1, 5) as n`,
      `insert into ${people} values ('Ana', 1), ('Bo', 4), ('Cy', 4)`,
    ]);
    dump = path.join(window.workspace, 'foyers.sql');
    const rows = rowsOfTable(`${homes} (foyer, nom)`, ['1\tfoyer 1', '2\tfoyer 2']);
    await writeFile(dump, plainScript('CREATE SCHEMA foyers;', `${create};`, rows));
    await beginFromFile(workbench, dump, homes);
    await workbench.tick('identity (optional)', []);
    await workbench.pick('The whole table');
    await workbench
      .webview()
      .getByRole('grid')
      .waitFor({ timeout: minutes(1) });
  });

  after(async () => {
    await window.changeSettings({ 'pra.batchRows': 0 });
    await workbench.runCommand('View: Close All Editors');
    await production.ask('drop schema foyers cascade', 'mairie');
    await production.release();
    await rm(dump, { force: true });
  });

  it('is said to have rows that are only in production, where that is all that happened', async () => {
    await workbench
      .webview()
      .getByRole('heading', { name: /0 rows missing and 3 only in production since/ })
      .waitFor();
  });

  it('is planned once what it deletes and takes along is typed as one number', async () => {
    await workbench.runCommand('PRA: Replace Whole Table');
    const question = await workbench.modal();
    assert.match(question.text, /Deleting 3 rows would also delete 2 rows of foyers\.personnes/);
    assert.match(question.text, /Undo gives the table back, and rows that its deletes take along/);
    await question.press('Replace Whole Table');
    await workbench
      .quickInput()
      .getByText('Type 5: 3 rows are deleted, and 2 of other tables')
      .waitFor();
    await workbench.type('5');
  });

  it('is not written in batches, which the question says that asks whether to apply it', async () => {
    const question = await workbench.modal();
    assert.match(question.text, /It is written in one transaction, not in batches/);
    await window.shot('batches-refused');
    await question.press('Apply');
    // Nor is it asked how many rows go into a transaction.
    await workbench.type(homes);
    await review.untilBanner(/\bApplied at/);
    assert.deepEqual(await names(), ['Ana', 'foyer 1', 'foyer 2']);
  });

  it('is given back by an undo, with the rows that went along', async () => {
    await review.press('Undo Last Apply…');
    await (await workbench.modal()).press('Undo');
    await workbench.type(homes);
    await review.untilBanner('Undone');
    await window.shot('children-given-back');
    assert.deepEqual(await names(), [
      'Ana',
      'Bo',
      'Cy',
      ...[1, 2, 3, 4, 5].map((home) => `foyer ${home}`),
    ]);
  });

  it('is proved to be as before, people and homes', async () => {
    await review.press('Verify Undo');
    await review.untilBanner('2 rows of foyers.personnes were given back: each is as it was.');
    await window.shot('undo-proved');
  });

  /** Of people and homes. */
  async function names(): Promise<readonly string[]> {
    const both = `select nom from (select nom from ${people} union all select nom from ${homes}) b
      order by nom collate "C"`;
    return (await production.ask(both, 'mairie')).map(([name]) => String(name));
  }
});
