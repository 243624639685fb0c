import { tellsOneStory } from '../../support/story';
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freeze } from '../../../src/engine/freezing';
import { openIncident } from '../../../src/engine/incidents';
import { readRecord, recordName } from '../../../src/sample/record';
import { TokenFolder } from '../../../src/files/tokenFolder';
import { quiet } from '../../support/postgres';
import { HeldServer, type TableState } from '../../support/vscode/heldServer';
import { ReviewPage } from '../../support/vscode/reviewPage';
import {
  beginRecovery,
  minutes,
  openSample,
  sampleConnection,
  sampleTable,
} from '../../support/vscode/sampleSteps';
import { openPraWindow, type PraWindow } from '../../support/vscode/window';
import type { Workbench } from '../../support/vscode/workbench';

const reason = 'the import of the night wrote wrong statuses';

/** From the freeze to its end, by mouse and keyboard; each test goes on where the former ended. */
describe('A frozen table in the window', function () {
  tellsOneStory(this);
  this.timeout(minutes(3));
  let window: PraWindow;
  let workbench: Workbench;
  let review: ReviewPage;
  let production: HeldServer;
  let damaged: TableState;
  let missing: readonly number[];
  let elsewhere: string;

  before(async function () {
    this.timeout(minutes(5));
    window = await openPraWindow();
    workbench = window.workbench;
    review = new ReviewPage(workbench);
    elsewhere = await mkdtemp(path.join(tmpdir(), 'pra-elsewhere-'));
    await openSample(workbench);
    production = await HeldServer.hold(window.home, 'sample');
    damaged = await production.damagedTable();
    const record = await readRecord(path.join(window.home, 'sample', recordName));
    missing = record?.damages.periodDeleted.ids ?? [];
    await workbench.expandTreeItem('Connections', sampleConnection);
    await workbench.expandTreeItem('Connections', /^metier/);
  });

  after(async () => {
    await production.release();
    await window.close();
    await rm(elsewhere, { recursive: true });
  });

  it('is not frozen while somebody writes to it, who is named', async () => {
    const writer = await production.connect('mairie');
    try {
      await writer.query(`begin; update ${sampleTable} set statut = statut where false`);
      await workbench.chooseInMenu(tableNode(), 'Freeze Table…');
      await workbench.type(reason);
      await confirm('Freeze');
      const blocked = await workbench.modal();
      assert.match(blocked.text, /Others are using metier\.demandes_rdv/);
      assert.match(blocked.text, /process \d+, user postgres, somebody else/);
      await window.shot('freeze-blocked');
      await blocked.press('Who Is Writing Now');
      await workbench.page.getByText('Who is writing now: mairie (sample), PRODUCTION').waitFor();
      await window.shot('who-is-writing');
    } finally {
      await writer.close();
    }
    assert.deepEqual(await frozenTables(), []);
    await workbench.runCommand('View: Close All Editors');
  });

  it('is found in any window that connects, whoever froze it', async () => {
    await freeze(
      {
        live: { ...production.superuser, database: 'mairie' },
        table: { schema: 'metier', name: 'citoyens' },
        ...{ incident: undefined, owner: 'paul', reason: 'addresses are being merged' },
        secrets: new TokenFolder(path.join(elsewhere, 'freeze')),
      },
      quiet,
    );
    await workbench.runCommand('PRA: Refresh');
    await workbench.treeItem('Connections', /^citoyens FROZEN/).waitFor();
    await workbench.statusItem('1 table frozen').click();
    await workbench.rows(/paul.*addresses are being merged/).waitFor();
    await window.shot('frozen-elsewhere');
    await workbench.pick('metier.citoyens');
    const dialog = await workbench.modal();
    assert.match(dialog.text, /This installation did not freeze it: ask its owner first/);
    await window.shot('unfreeze-elsewhere');
    await dialog.press('Unfreeze');
    await workbench.toast(/metier\.citoyens takes writes again.*another role made it/s).waitFor();
    await production.ask('drop schema pra cascade', 'mairie');
    await workbench.statusItem('frozen').waitFor({ state: 'hidden' });
    await workbench.dismissToasts();
  });

  it('is frozen from its review, once the operator has said why and confirmed it', async () => {
    await beginRecovery(workbench, ['citoyen_id', 'date_demande']);
    await workbench
      .webview()
      .getByRole('grid')
      .waitFor({ timeout: minutes(3) });
    await workbench.dismissToasts();
    await workbench.runCommand('PRA: Freeze Table');
    await workbench.type(reason);
    await confirm('Freeze');
    await workbench.toast(`${sampleTable} is frozen.`).waitFor();
    await assert.rejects(
      production.ask(`update ${sampleTable} set statut = statut where false`, 'mairie'),
      new RegExp(`is frozen since .*, incident .*demandes_rdv: ${reason}`),
    );
    assert.deepEqual(await frozenTables(), ['metier.demandes_rdv']);
  });

  it('is seen in the connections, in the status bar and in the review', async () => {
    await workbench.treeItem('Connections', /^demandes_rdv FROZEN/).waitFor();
    await workbench.treeItem('Connections', /mairie \(sample\).*1 FROZEN/).waitFor();
    await workbench.statusItem('1 table frozen').waitFor();
    await workbench.webview().locator('.chip.frozen').waitFor();
    await window.shots('frozen');
    await workbench.dismissToasts();
  });

  it('is seen again in a window that was reloaded', async () => {
    await window.reloadByCommand();
    await workbench.statusItem('1 table frozen').waitFor({ timeout: minutes(1) });
    await workbench.openContainer('PRA');
    await workbench
      .webview()
      .locator('.chip.frozen')
      .waitFor({ timeout: minutes(1) });
    await workbench.treeItem('Connections', /mairie \(sample\).*1 FROZEN/).waitFor();
    await workbench.expandTreeItem('Connections', sampleConnection);
    await workbench.expandTreeItem('Connections', /^metier/);
    await workbench.treeItem('Connections', /^demandes_rdv FROZEN/).waitFor();
  });

  it('keeps its token where others do not read it', async () => {
    const folder = path.join(await incidentFolder(), 'freeze');
    const [token = '', ...others] = (await readdir(folder)).filter((name) =>
      name.endsWith('.json'),
    );
    assert.deepEqual(others, []);
    assert.equal((await stat(path.join(folder, token))).mode & 0o777, 0o600);
    assert.equal((await stat(folder)).mode & 0o777, 0o700);
    // What the window keeps among its secrets is enough.
    await rm(path.join(folder, token));
  });

  it('has its damaged state written into a file of the incident’s, and of the operator’s choice', async () => {
    await workbench.runCommand('PRA: Snapshot Table');
    await workbench.toast(/A snapshot of metier\.demandes_rdv is taken/).waitFor();
    await workbench.dismissToasts();
    await workbench.chooseInMenu(tableNode(), 'Snapshot Table');
    await workbench.quickInput().getByText('Snapshot of metier.demandes_rdv').waitFor();
    const chosen = path.join(elsewhere, 'damaged.sql');
    await workbench.chooseFile(chosen);
    await workbench.toast(/A snapshot of .* in .*damaged\.sql/).waitFor();
    const own = path.join(await incidentFolder(), 'rows', 'snapshot.sql');
    for (const file of [own, chosen]) {
      assert.equal((await stat(file)).mode & 0o777, 0o600);
      const script = await readFile(file, 'utf8');
      assert.equal(script.includes('pra_freeze'), false, 'the freeze is no part of the table');
    }
    await workbench.dismissToasts();
  });

  it('is said to be frozen on the pages about it', async () => {
    const said = 'is frozen by';
    await workbench.chooseInMenu(tableNode(), 'Who Is Writing Now');
    await workbench.page.locator('.view-lines', { hasText: said }).waitFor();
    await workbench.runCommand('View: Close Editor');
    await workbench.runCommand('PRA: Choose Strategy…');
    await workbench.webview().getByText(said).waitFor();
    await window.shot('frozen-strategy');
    await workbench.closeQuickInput();
    await workbench.tab(/→ production/).click();
  });

  it('is rehearsed, applied and proved all the same', async () => {
    await review.tab('missing').click();
    await review.keyOf(0).click();
    await workbench.page.keyboard.press('Control+a');
    await review.untilSelected(new RegExp(`^${missing.length} selected`));
    await review.press('Rehearse');
    await (await workbench.modal()).press('Rehearse');
    await review.untilBanner('Rehearsed');
    await apply();
    await review.press('Verify Recovery');
    await review.untilBanner('as planned');
    assert.equal(await production.countIn(missing), missing.length);
    assert.deepEqual(await frozenTables(), ['metier.demandes_rdv']);
  });

  it('is undone to the byte, and applied again', async () => {
    await review.press('Undo Last Apply…');
    await confirm('Undo');
    await workbench.type(sampleTable);
    await review.untilBanner('Undone');
    assert.deepEqual(await production.damagedTable(), damaged);
    await review.press('Rehearse');
    await (await workbench.modal()).press('Rehearse');
    await review.untilBanner('Rehearsed');
    await apply();
    assert.equal((await production.damagedTable()).rows, damaged.rows + missing.length);
    await window.shot('frozen-applied');
  });

  it('is reminded of after a time', async () => {
    await window.changeSettings({ 'pra.freezeReminderMinutes': 0.01 });
    await workbench.toast(`Still frozen in ${sampleConnection}`).first().waitFor();
    await window.shot('freeze-reminder');
    await window.changeSettings({ 'pra.freezeReminderMinutes': 0 });
    await workbench.dismissToasts();
  });

  it('has batches to be suspended and resumed, and says which once it is unfrozen', async () => {
    await workbench.runCommand('PRA: Batch Checklist');
    await workbench.type('import-rdv (cron, 02:00)');
    await workbench.tick('Batches to suspend', ['import-rdv']);
    await workbench.runCommand('PRA: Batch Checklist');
    await workbench.rows(/import-rdv .*suspended by/).waitFor();
    await window.shot('batches');
    await workbench.closeQuickInput();
    await workbench.chooseInMenu(tableNode(), 'Unfreeze Table…');
    await confirm('Unfreeze');
    const toast = workbench.toast(`${sampleTable} takes writes again`);
    await toast.waitFor();
    await window.shot('unfrozen');
    await toast.getByRole('button', { name: 'Batch Checklist' }).click();
    await workbench.tick('Batches to resume', ['import-rdv']);
  });

  it('is as it was before, and so is production, and the journal tells of it', async () => {
    await workbench.statusItem('frozen').waitFor({ state: 'hidden' });
    await workbench.webview().locator('.chip.frozen').waitFor({ state: 'hidden' });
    await workbench.treeItem('Connections', /^demandes_rdv ≈/).waitFor();
    assert.deepEqual(await frozenTables(), []);
    assert.deepEqual(
      await production.ask(`select nspname from pg_namespace where nspname = 'pra'`, 'mairie'),
      [],
    );
    const steps = await journal();
    const own = steps.filter((step) => ['frozen', 'snapshot', 'unfrozen', 'batch'].includes(step));
    assert.deepEqual(own, ['frozen', 'snapshot', 'batch', 'batch', 'unfrozen', 'batch']);
    await workbench.assertNoError();
  });

  it('is told of in the report, with what people noted, and in a message, and production is not asked for it', async () => {
    const sessions = await production.sessionsOn('mairie');
    await workbench.runCommand('PRA: Add Note to Journal');
    await workbench.pick(/^Decision/);
    await workbench.type('no import without a check');
    await workbench.type('team of the import');
    await workbench.type('2026-03-10 09:30');
    await workbench.runCommand('PRA: Write Incident Report');
    await workbench.tab(/report\.md/).waitFor();
    const preview = workbench.page.locator('iframe.webview.ready').last().contentFrame();
    const shown = preview.frameLocator('#active-frame');
    await shown.getByRole('heading', { name: /^Incident report/ }).waitFor();
    await shown.getByText('no import without a check').last().scrollIntoViewIfNeeded();
    await window.shot('incident-report-decisions');
    await shown.getByRole('img').first().scrollIntoViewIfNeeded();
    await window.shot('incident-report');
    const report = await readFile(path.join(await incidentFolder(), 'report.md'), 'utf8');
    assert.match(
      report,
      /\| 2026-03-10 09:30:00 \| no import without a check \| team of the import \|/,
    );
    await workbench.runCommand('PRA: Draft Message');
    await workbench.pick('To the business');
    await workbench.page.locator('.view-lines', { hasText: 'Subject:' }).waitFor();
    await window.shot('incident-message');
    assert.equal(await production.sessionsOn('mairie'), sessions, 'sessions of production');
    await workbench.assertNoError();
  });

  function tableNode(): ReturnType<Workbench['treeItem']> {
    return workbench.treeItem('Connections', /^demandes_rdv/).first();
  }

  /** The dialog names what is done where. */
  async function confirm(action: string): Promise<void> {
    const dialog = await workbench.modal();
    for (const named of ['127.0.0.1', 'PRODUCTION', 'mairie', sampleTable]) {
      assert.ok(dialog.text.includes(named), dialog.text);
    }
    await window.shot(`${action.toLowerCase()}-frozen-confirm`);
    await dialog.press(action);
  }

  async function apply(): Promise<void> {
    await review.press('Apply…');
    await confirm('Apply');
    await workbench.type(sampleTable);
    await review.untilBanner('Applied');
  }

  async function frozenTables(): Promise<readonly string[]> {
    const rows = await production.ask(
      `select distinct tgrelid::regclass::text from pg_trigger where tgname like '!pra%'`,
      'mairie',
    );
    return rows.map(([name]) => String(name));
  }

  async function incidentFolder(): Promise<string> {
    const [name = ''] = await readdir(path.join(window.workspace, 'pra'));
    return path.join(window.workspace, 'pra', name);
  }

  /** The steps of the incident, in their order. */
  async function journal(): Promise<readonly string[]> {
    const entries = await (await openIncident(await incidentFolder())).entries();
    return entries.map(({ step }) => step);
  }
});
