import { tellsOneStory } from '../../support/story';
import assert from 'node:assert/strict';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Session } from '../../../src/postgres/connection/session';
import { readRecord, recordName } from '../../../src/sample/record';
import { HeldServer, type TableState } from '../../support/vscode/heldServer';
import { ReviewPage } from '../../support/vscode/reviewPage';
import {
  beginRecovery,
  minutes,
  openSample,
  sampleTable,
  until,
} from '../../support/vscode/sampleSteps';
import { openPraWindow, type PraWindow } from '../../support/vscode/window';
import type { Workbench } from '../../support/vscode/workbench';

/** Each leaves the window in mid-step; production is looked at from outside. */
describe('a window that goes away in the middle of', function () {
  tellsOneStory(this);
  this.timeout(minutes(4));
  let window: PraWindow;
  let workbench: Workbench;
  let review: ReviewPage;
  let production: HeldServer;
  let scratch: HeldServer;
  let damaged: TableState;
  let missing: readonly number[];

  before(async () => {
    window = await openPraWindow();
    workbench = window.workbench;
    review = new ReviewPage(workbench);
    await openSample(workbench);
    production = await HeldServer.hold(window.home, 'sample');
    scratch = await HeldServer.hold(window.home, 'scratch');
    damaged = await production.damagedTable();
    const record = await readRecord(path.join(window.home, 'sample', recordName));
    missing = record?.damages.periodDeleted.ids ?? [];
  });

  after(async () => {
    await scratch.release();
    await production.release();
    await window.close();
  });

  it('nothing, but whose recovery is cancelled, leaves no database and no incident', async () => {
    await whileComparisonWaits(beginRecovery, async () => {
      await workbench.toast('Recovering').getByRole('button', { name: 'Cancel' }).click();
      await until('no scratch database', async () => {
        return (await scratch.scratchDatabases()).length === 0;
      });
      await nothingRuns();
    });
    await until('no incident', async () => {
      return (await readdir(path.join(window.workspace, 'pra'))).length === 0;
    });
  });

  it('a comparison, closed, leaves no query and no database, and an incident that says how far it came', async () => {
    await whileComparisonWaits(beginRecovery, async () => {
      await workbench.page.goto('about:blank');
    });
    await nothingRuns();
    await comeBack();
    await workbench.treeItem('Incidents', /compared/).waitFor();
    await workbench.expandTreeItem('Connections', 'Local scratch server');
    await workbench.treeItem('Connections', 'No scratch databases').waitFor();
    assert.deepEqual(await scratch.scratchDatabases(), []);
    assert.deepEqual(await production.damagedTable(), damaged);
    await rm(path.join(window.workspace, 'pra', await incidentName()), { recursive: true });
    await workbench.treeItem('Incidents', /compared/).waitFor({ state: 'hidden' });
  });

  it('a restore, killed, leaves nothing behind, and the incident goes on', async () => {
    await beginRecovery(workbench);
    await until('a scratch database', async () => (await scratch.scratchDatabases()).length > 0, {
      every: 5,
    });
    await window.killExtensionHost();
    await comeBack();
    await workbench.treeItem('Incidents', /not compared/).waitFor();
    await workbench.expandTreeItem('Connections', 'Local scratch server');
    await workbench.treeItem('Connections', 'No scratch databases').waitFor();
    assert.deepEqual(await scratch.scratchDatabases(), []);
    assert.deepEqual(await production.damagedTable(), damaged);
  });

  it('a comparison, killed, leaves no query running, and the incident goes on', async () => {
    await whileComparisonWaits(goOn, () => window.killExtensionHost());
    await nothingRuns();
    await comeBack();
    await workbench.treeItem('Incidents', /not compared/).waitFor();
    await goOn();
    await workbench
      .webview()
      .getByRole('grid')
      .waitFor({ timeout: minutes(2) });
    assert.deepEqual(await readdir(path.join(window.workspace, 'pra')), [await incidentName()]);
    assert.deepEqual(await production.damagedTable(), damaged);
    assert.deepEqual(await scratch.scratchDatabases(), []);
  });

  it('nothing, but whose apply is cancelled in the review, leaves production as it was', async () => {
    await selectMissing();
    await rehearse();
    const blocker = await blockInsert();
    try {
      await beginApply();
      await until('an apply that waits', () => waitsForLock('insert'));
      await review.cancel();
      await nothingRuns();
    } finally {
      await blocker.close();
    }
    await workbench.treeItem('Incidents', /rehearsed/).waitFor();
    assert.deepEqual(await production.damagedTable(), damaged);
  });

  it('an apply, killed, leaves production as it was, and the apply can be done', async () => {
    const blocker = await blockInsert();
    try {
      await beginApply();
      await until('an apply that waits', () => waitsForLock('insert'));
      await workbench.treeItem('Incidents', /APPLYING/).waitFor();
      await window.killExtensionHost();
      await blocker.query('rollback');
    } finally {
      await blocker.close();
    }
    await nothingRuns();
    assert.deepEqual(await production.damagedTable(), damaged);
    await comeBackToReview();
    await workbench.treeItem('Incidents', /rehearsed/).waitFor();
    await review.untilSelected(new RegExp(`^${missing.length} selected`));
  });

  it('an apply, reloaded, has either written all or nothing, and says which', async () => {
    const blocker = await blockInsert();
    try {
      await beginApply();
      await until('an apply that waits', () => waitsForLock('insert'));
      await comeBackToReview();
      await blocker.query('rollback');
    } finally {
      await blocker.close();
    }
    await nothingRuns();
    const isWritten = (await production.countIn(missing)) === missing.length;
    if (!isWritten) {
      assert.deepEqual(await production.damagedTable(), damaged);
    }
    await workbench.runCommand('PRA: Refresh');
    await workbench
      .treeItem('Incidents', isWritten ? /applied, not verified/ : /rehearsed/)
      .waitFor();
  });

  it('a COMMIT, killed, is asked about at the next start', async () => {
    let isKilled = false;
    while (!isKilled) {
      if ((await production.countIn(missing)) > 0) {
        await comeBackToReview();
        await undo();
        await rehearse();
      }
      const outcome = path.join(window.workspace, 'pra', await incidentName(), 'outcome.json');
      const moment = { text: '"state": "committing"', tooLate: '"state": "applied"' };
      const { killed } = await window.killExtensionHostWhen(outcome, moment);
      await beginApply();
      isKilled = await killed;
    }
    await nothingRuns();
    await comeBack();
    const asked = workbench.toast('whether the last COMMIT took place is not known');
    await asked.getByRole('button', { name: 'Ask Production' }).click();
    await workbench.runCommand('PRA: Open Review');
    const isWritten = (await production.countIn(missing)) === missing.length;
    if (isWritten) {
      await workbench.treeItem('Incidents', /applied, not verified/).waitFor();
    } else {
      await workbench.treeItem('Incidents', /rehearsed/).waitFor();
      assert.deepEqual(await production.damagedTable(), damaged);
      await beginApply();
    }
    await review.untilBanner('Applied');
  });

  it('nothing at all any more: the correction is proved and undone', async () => {
    await review.press('Verify Recovery');
    await review.untilBanner('as planned');
    await undo();
    assert.deepEqual(await production.damagedTable(), damaged);
  });

  it('nothing: what was undone is rehearsed and applied again', async () => {
    await rehearse();
    await beginApply();
    await review.untilBanner('Applied');
    assert.equal(await production.countIn(missing), missing.length);
  });

  async function rehearse(): Promise<void> {
    await review.press('Rehearse');
    await (await workbench.modal()).press('Rehearse');
    await review.untilBanner('Rehearsed');
  }

  async function undo(): Promise<void> {
    await review.press('Undo Last Apply…');
    await (await workbench.modal()).press('Undo');
    await workbench.type(sampleTable);
    await review.untilBanner('Undone');
  }

  /** VS Code closes what a killed extension host has drawn, at times before the window is reloaded. */
  async function comeBackToReview(): Promise<void> {
    await comeBack();
    await workbench.runCommand('PRA: Open Review');
  }

  async function comeBack(): Promise<void> {
    await window.reload();
    await workbench.openContainer('PRA');
  }

  /** The incident without a comparison, by the button on its line. */
  async function goOn(): Promise<void> {
    const incident = workbench.treeItem('Incidents', /not compared/);
    await incident.hover();
    await incident.getByRole('button', { name: 'Recover Table' }).click();
    await workbench.tick('identity (optional)', []);
    await workbench.pick('The whole table');
  }

  async function selectMissing(): Promise<void> {
    await review.tab('missing').click();
    await review.keyOf(0).click();
    await workbench.page.keyboard.press('Control+a');
    await review.untilSelected(new RegExp(`^${missing.length} selected`));
  }

  async function beginApply(): Promise<void> {
    await review.press('Apply…');
    await (await workbench.modal()).press('Apply');
    await workbench.type(sampleTable);
  }

  /** Nobody can read the table: a comparison that is begun waits, until something has been done about it. */
  async function whileComparisonWaits(
    begin: (workbench: Workbench) => Promise<void>,
    use: () => Promise<void>,
  ): Promise<void> {
    const blocker = await production.connect('mairie');
    try {
      await blocker.query('begin');
      await blocker.query(`lock table ${sampleTable} in access exclusive mode`);
      await begin(workbench);
      await until('a comparison that waits', () => waitsForLock('select'));
      await use();
    } finally {
      await blocker.close();
    }
  }

  /** Somebody is inserting one of the missing rows: who does it too, waits for the end of that. */
  async function blockInsert(): Promise<Session> {
    const session = await production.connect('mairie');
    await session.query('begin');
    await session.query(`
      insert into ${sampleTable} overriding system value
      select (jsonb_populate_record(r, '{"rdv_id": ${missing[0] ?? 0}}')).*
      from ${sampleTable} r
      limit 1`);
    return session;
  }

  async function waitsForLock(statement: string): Promise<boolean> {
    const [[waiting] = []] = await production.ask(`
      select count(*)
      from pg_stat_activity
      where application_name = 'pra' and wait_event_type = 'Lock' and query ~* '${statement}'`);
    return Number(waiting) > 0;
  }

  /** The tool's sessions in the damaged database, whatever they do. */
  async function nothingRuns(): Promise<void> {
    const running = (): ReturnType<typeof production.ask> =>
      production.ask(`
        select state, wait_event, left(query, 200) from pg_stat_activity
        where application_name = 'pra' and datname = 'mairie' and state <> 'idle'
          and pid <> pg_backend_pid()`);
    try {
      await until('no session of the tool', async () => (await running()).length === 0);
    } catch (error) {
      throw new Error(JSON.stringify(await running()), { cause: error });
    }
  }

  async function incidentName(): Promise<string> {
    const [name = ''] = await readdir(path.join(window.workspace, 'pra'));
    return name;
  }
});
