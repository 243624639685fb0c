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

const table = 'lots.badges';
const create = `CREATE TABLE ${table} (badge integer primary key, porteur text)`;
const badges = Array.from({ length: 30 }, (_, at) => at + 1);

/** Production has lost thirty rows; while they are written ten at a time it begins to refuse one of the last ten. */
describe('A correction that is written in batches from the window', function () {
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
    await window.changeSettings({ 'pra.batchRows': 20 });
    production = await besideSample(window, (owner) => [
      `create schema lots authorization ${owner}`,
      create,
      `alter table ${table} owner to ${owner}`,
      `create function lots.refuse() returns trigger language plpgsql as
       $$ begin if new.badge = 25 then raise 'badge 25 is withdrawn'; end if; return new; end $$`,
    ]);
    dump = path.join(window.workspace, 'badges.sql');
    await writeFile(
      dump,
      plainScript(
        'CREATE SCHEMA lots;',
        `${create};`,
        rowsOfTable(
          `${table} (badge, porteur)`,
          badges.map((badge) => `${badge}\tporteur ${badge}`),
        ),
      ),
    );
    await beginFromFile(workbench, dump, table);
    await workbench.tick('identity (optional)', []);
    await workbench.pick('The whole table');
    await workbench
      .webview()
      .getByRole('grid')
      .waitFor({ timeout: minutes(1) });
  });

  after(async () => {
    await window.changeSettings({ 'pra.batchRows': 0 });
    await production.ask('drop schema lots cascade', 'mairie');
    await production.release();
    await rm(dump, { force: true });
  });

  it('asks whether all goes into one transaction, and how many rows into each', async () => {
    await rehearseAll();
    await production.ask(
      `create trigger refuse before insert on ${table} for each row execute function lots.refuse()`,
      'mairie',
    );
    await review.press('Apply…');
    await (await workbench.modal()).press('Apply');
    await workbench.rows('In One Transaction').waitFor();
    await window.shot('batches-how');
    await workbench.pick('In Batches…');
    await workbench.type('10');
    await workbench.type(table);
  });

  it('says what is written where a batch is refused, and offers to go on or to undo', async () => {
    await review.untilBanner('20 rows are written, 10 are left');
    const said = workbench.toast(/Partly applied: 20 insert.* are written, 10 insert.* are left/s);
    await said.waitFor();
    await window.shot('batches-partly');
    await said.getByRole('button', { name: 'Undo What Is Written…' }).waitFor();
    assert.deepEqual(await written(), badges.slice(0, 20));
  });

  it('is rehearsed as it was planned, whatever is selected by now', async () => {
    await production.ask(`drop trigger refuse on ${table}`, 'mairie');
    await review.box(0).click();
    await review.untilSelected(/^29 selected/);
    await rehearse();
    const offered = workbench.toast('The correction is partly applied');
    await offered.waitFor({ timeout: minutes(1) });
    assert.match(await offered.innerText(), /rolled back: 10 insert/);
    await window.shot('batches-rehearsed');
    await offered.getByRole('button', { name: 'Apply the Rest…' }).click();
    const question = await workbench.modal();
    assert.match(question.text, /Rows: 10 insert/);
    await question.press('Apply');
    // No more rows than go into one transaction: nothing to choose.
    await workbench.type(table);
    await review.untilBanner(/\bApplied at/);
    assert.deepEqual(await written(), badges);
  });

  it('is undone as a whole', async () => {
    await review.press('Undo Last Apply…');
    await (await workbench.modal()).press('Undo');
    await workbench.type(table);
    await review.untilBanner('Undone');
    assert.deepEqual(await written(), []);
  });

  it('says once that a batch met a row that others have written meanwhile, and offers both ways out', async () => {
    await rehearseAll();
    await workbench.dismissToasts();
    for (const statement of [
      `create function lots.write() returns trigger language plpgsql as
       $$ begin insert into ${table} values (25, 'somebody else'); return new; end $$`,
      `create trigger write before insert on ${table} for each row
       when (new.badge = 5) execute function lots.write()`,
    ]) {
      await production.ask(statement, 'mairie');
    }
    await review.press('Apply…');
    await (await workbench.modal()).press('Apply');
    await workbench.pick('In Batches…');
    await workbench.type('10');
    await workbench.type(table);
    const said = workbench.toast('no longer selected: 1 row');
    await said.waitFor({ timeout: minutes(1) });
    assert.match(await said.innerText(), /Partly applied: 20 insert.* written, 10 insert.* left/s);
    await said.getByRole('button', { name: 'Undo What Is Written…' }).waitFor();
    await window.shot('batches-drifted');
    assert.equal(await workbench.toast('').count(), 1);
    await said.getByRole('button', { name: 'Rehearse Without Them' }).click();
    await (await workbench.modal()).press('Rehearse');
    const offered = workbench.toast('The correction is partly applied');
    await offered.waitFor({ timeout: minutes(1) });
    assert.match(await offered.innerText(), /rolled back: 9 insert/);
  });

  async function rehearseAll(): Promise<void> {
    await review.selectAll('missing');
    await review.untilRowsSelected(badges.length);
    await rehearse();
    await review.untilBanner('Rehearsed');
  }

  async function rehearse(): Promise<void> {
    await review.press('Rehearse');
    await (await workbench.modal()).press('Rehearse');
  }

  async function written(): Promise<readonly number[]> {
    const rows = await production.ask(`select badge from ${table} order by badge`, 'mairie');
    return rows.map(([badge]) => Number(badge));
  }
});
