import { tellsOneStory } from '../../support/story';
import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { HeldServer } from '../../support/vscode/heldServer';
import { ReviewPage } from '../../support/vscode/reviewPage';
import { beginFromFile, besideSample, minutes } from '../../support/vscode/sampleSteps';
import type { PraWindow } from '../../support/vscode/window';
import type { Workbench } from '../../support/vscode/workbench';
import { plainScript, rowsOfTable } from '../../integration/restore/plainScripts';
import { praWindow } from './fixture';

/** From a dump in plain SQL that lies beside the sample. */
describe('A table that was loaded anew, under other numbers and with two names swapped', function () {
  tellsOneStory(this);
  this.timeout(minutes(2));
  const table = 'cartes.titulaires';
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
      `create schema cartes authorization ${owner}`,
      `create table ${table} (id int primary key, code text, ville text, rue text)`,
      `alter table ${table} owner to ${owner}`,
      `insert into ${table} values (11, 'A', 'rue 1', 'ville 1'), (12, 'B', 'rue 2', 'ville 2'),
        (13, 'C', 'rue 3', 'ailleurs'), (14, 'C', 'rue 3', 'ville 3')`,
    ]);
    dump = path.join(window.workspace, 'cartes.sql');
    const columns = '    id integer NOT NULL,\n    code text,\n    ville text,\n    rue text';
    await writeFile(
      dump,
      plainScript(
        'CREATE SCHEMA cartes;',
        `CREATE TABLE ${table} (\n${columns}\n);\n`,
        rowsOfTable(
          `${table} (id, code, ville, rue)`,
          [1, 2, 3].map((at) => `${at}\t${'.ABC'.charAt(at)}\tville ${at}\true ${at}`),
        ),
        `ALTER TABLE ONLY ${table}\n    ADD CONSTRAINT titulaires_pkey PRIMARY KEY (id);\n`,
      ),
    );
  });

  after(async () => {
    await production.ask('drop schema cartes cascade', 'mairie');
    await production.release();
    await rm(dump, { force: true });
  });

  it('is compared by other columns than its key, and each column under its other name', async () => {
    await beginFromFile(workbench, dump, table);
    await workbench.tick('identity (optional)', []);
    await workbench.pick(/Compare by other columns….*now by id/);
    // What is ticked is the key that does not serve.
    await workbench.tick('by other columns', ['id', 'code']);
    await workbench.tick('identity (optional)', []);
    await workbench.pick(/Match columns otherwise….*now by name/);
    await workbench.pick('ville');
    await workbench.pick('rue');
    await workbench.pick(/Compare them so.*rue → ville, ville → rue/);
    await workbench.rows(/now by code/).waitFor();
    await window.shot('other-columns');
    await workbench.pick('The whole table');
    const frame = workbench.webview();
    await frame.locator('.category.conflict').waitFor({ timeout: minutes(1) });
    // The numbers differ in both rows; without the swap the texts would, too.
    assert.deepEqual(await review.counts(), [2, 0, 2, 0, 3]);
    await frame.getByText('2 differences of structure').waitFor();
  });

  it('is compared by other columns again from its review', async () => {
    await workbench.runCommand('PRA: Compare by Other Columns');
    await workbench.tick('by other columns', ['id']);
    await workbench.tick('identity (optional)', []);
    const frame = workbench.webview();
    await frame.locator('.category.missing', { hasText: '3' }).waitFor({ timeout: minutes(1) });
    assert.deepEqual(await review.counts(), [7, 3, 0, 4, 0]);
  });

  it('tells by the end of a plain dump that the backup has the key which production has lost', async () => {
    await production.ask(`alter table ${table} drop constraint titulaires_pkey`, 'mairie');
    // A review that is still opening would take the focus from what is asked.
    await workbench.runCommand('View: Close All Editors');
    await beginFromFile(workbench, dump, table);
    const prompt = 'input[placeholder*="None: the backup’s key (id)."]';
    await workbench.quickInput().locator(prompt).waitFor();
    await workbench.closeQuickInput();
  });
});
