import { tellsOneStory } from '../../support/story';
import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { FrameLocator } from 'playwright-core';
import type { HeldServer } from '../../support/vscode/heldServer';
import { ReviewPage } from '../../support/vscode/reviewPage';
import { beginFromFile, besideSample, minutes } from '../../support/vscode/sampleSteps';
import type { PraWindow } from '../../support/vscode/window';
import type { Workbench } from '../../support/vscode/workbench';
import { plainScript, rowsOfTable } from '../../integration/restore/plainScripts';
import { praWindow } from './fixture';

const doors = 'passages.portes';
const crossings = 'passages.franchissements';
const tables = [
  `CREATE TABLE ${doors} (porte integer primary key, nom text)`,
  `CREATE TABLE ${crossings} (id integer primary key, porte integer, vu text)`,
];
const reference = `ALTER TABLE ONLY ${crossings} ADD CONSTRAINT par FOREIGN KEY (porte) REFERENCES ${doors}(porte)`;

/** Of two tables in a dump of plain SQL; production has lost a door and who went through it. */
describe('Rows whose parents production has lost', function () {
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
    production = await besideSample(window, (owner) => [
      `create schema passages authorization ${owner}`,
      ...[...tables, reference],
      ...[doors, crossings].map((table) => `alter table ${table} owner to ${owner}`),
      `insert into ${doors} values (1, 'nord'), (2, 'sud')`,
      `insert into ${crossings} values (1, 1, 'matin'), (2, 2, 'midi')`,
    ]);
    dump = path.join(window.workspace, 'franchissements.sql');
    await writeFile(
      dump,
      plainScript(
        'CREATE SCHEMA passages;',
        ...tables.map((table) => `${table};`),
        rowsOfTable(`${doors} (porte, nom)`, ['1\tnord', '2\tsud', '3\test']),
        rowsOfTable(`${crossings} (id, porte, vu)`, [
          ...['1\t1\tmatin', '2\t2\tmidi'],
          ...['3\t3\tsoir', '4\t3\tnuit', '5\t1\tsoir'],
        ]),
        `${reference};`,
      ),
    );
  });

  after(async () => {
    await production.ask('drop schema passages cascade', 'mairie');
    await production.release();
    await rm(dump, { force: true });
  });

  it('are blocked, and say which rows of which table must be there first', async () => {
    await beginFromFile(workbench, dump, crossings);
    await workbench.tick('identity (optional)', []);
    await workbench.pick('The whole table');
    await frame()
      .getByText(`2 rows are blocked: production lacks 1 row of ${doors}.`)
      .waitFor({ timeout: minutes(1) });
    assert.deepEqual(await review.counts(), [3, 3, 0, 0, 0]);
    await window.shots('blocked-rows');
  });

  it('have the columns that the operator left in sight, also in a window that was reloaded', async () => {
    await frame().getByRole('button', { name: 'Columns', exact: true }).click();
    await frame().getByRole('checkbox', { name: 'vu', exact: true }).click();
    await untilColumns(['id', 'porte']);
    await window.reloadByCommand();
    await workbench.openContainer('PRA');
    await untilColumns(['id', 'porte']);
  });

  it('have them brought by a recovery of these alone, which is applied like any other', async () => {
    await frame().getByRole('button', { name: 'Bring the Missing Parent…' }).first().click();
    const question = await workbench.modal();
    assert.match(question.text, /Recover 1 row of passages\.portes from the same dump\?/);
    assert.match(question.text, /porte 3/);
    await question.press('Recover These Rows');
    await untilColumns(['porte', 'nom']);
    assert.deepEqual(await review.counts(), [1, 1, 0, 0, 0]);
    await review.box(0).click();
    await review.untilSelected(/^1 selected/);
    await review.press('Rehearse');
    await (await workbench.modal()).press('Rehearse');
    await review.untilBanner('Rehearsed');
    await review.press('Apply…');
    await (await workbench.modal()).press('Apply');
    await workbench.type(doors);
    await review.untilBanner('Applied');
    const applied = await production.ask(`select nom from ${doors} where porte = 3`, 'mairie');
    assert.deepEqual(applied, [['est']]);
  });

  it('can go in once they were compared again', async () => {
    await workbench.page.getByRole('tab', { name: /^franchissements/ }).click();
    await frame().getByText('are blocked').waitFor();
    await frame().getByRole('button', { name: 'Compare again what has moved on' }).click();
    await frame()
      .getByText('are blocked')
      .waitFor({ state: 'detached', timeout: minutes(1) });
    await review.box(0).click();
    await review.untilSelected(/^1 selected/);
  });

  function frame(): FrameLocator {
    return workbench.webview();
  }

  async function untilColumns(names: readonly string[]): Promise<void> {
    const heads = frame().locator('.names .cell .name');
    for (const [at, name] of names.entries()) {
      await heads
        .nth(at)
        .and(frame().getByText(name, { exact: true }))
        .waitFor();
    }
    await heads.nth(names.length).waitFor({ state: 'detached' });
  }
});
