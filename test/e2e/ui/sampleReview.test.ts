import { tellsOneStory } from '../../support/story';
import assert from 'node:assert/strict';
import { readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import type { SampleRecord } from '../../../src/sample/record';
import { ReviewPage } from '../../support/vscode/reviewPage';
import { ReviewedSample } from '../../support/vscode/reviewedSample';
import { minutes } from '../../support/vscode/sampleSteps';
import type { PraWindow } from '../../support/vscode/window';
import type { Workbench } from '../../support/vscode/workbench';
import { praWindow } from './fixture';

function sorted(ids: readonly number[]): readonly number[] {
  return [...ids].sort((a, b) => a - b);
}

/** The fields of a CSV file; those that are quoted keep their quotes. */
function recordsOf(csv: string): readonly (readonly string[])[] {
  const records = csv.match(/(?:"[^"]*"|[^"\r\n])+/g) ?? [];
  return records.map((record) => record.match(/(?<=^|,)(?:"[^"]*"|[^",])*/g) ?? []);
}

/** What happened is seen, and what is to be put right is chosen, as a person would. */
describe('The review of the sample incident in the window', function () {
  tellsOneStory(this);
  this.timeout(minutes(2));
  let window: PraWindow;
  let workbench: Workbench;
  let review: ReviewPage;
  let frame: FrameLocator;
  let sample: ReviewedSample;
  let record: SampleRecord;

  before(async function () {
    this.timeout(minutes(6));
    window = await praWindow();
    workbench = window.workbench;
    frame = workbench.webview();
    review = new ReviewPage(workbench);
    sample = await ReviewedSample.open(window);
    ({ record } = sample);
  });

  after(() => sample.close());

  it('shows the hole in the histogram, and the rows that were in it once one drags over it', async () => {
    const lost = record.damages.periodDeleted.ids.length;
    const picture = frame.getByRole('img', { name: /date_rdv/ });
    await picture.waitFor({ timeout: minutes(1) });
    await window.shots('hole');
    await review.dragOverHole();
    await frame.locator('.filter-chip', { hasText: 'date_rdv' }).waitFor();
    await review.tab('missing').click();
    assert.equal((await review.counts())[1], lost, 'all that was lost lies in the hole');
    await window.shots('hole-range');
    await review.selectAll('missing');
    await review.untilRowsSelected(lost);
  });

  it('tells the wrong update from what people did, by the transaction that wrote it', async () => {
    const { massUpdate, periodDeleted } = record.damages;
    await review.tab('all').click();
    await frame.getByRole('button', { name: /^Remove filter: date_rdv/ }).click();
    const wrong = group(massUpdate.xid);
    await wrong.locator('.text').click();
    await frame.locator('.filter-chip', { hasText: massUpdate.xid }).waitFor();
    assert.equal((await review.counts())[0], massUpdate.ids.length);
    await window.shots('wrong-update');
    await wrong.locator('.box').click();
    await review.untilRowsSelected(periodDeleted.ids.length + massUpdate.ids.length);
  });

  it('takes one column only of one row, by keyboard', async () => {
    const { massUpdate, periodDeleted } = record.damages;
    await review.keyOf(0).click();
    await workbench.page.keyboard.press('Space');
    const total = periodDeleted.ids.length + massUpdate.ids.length;
    await review.untilRowsSelected(total - 1);
    await statusOf(0).click();
    await workbench.page.keyboard.press('Control+Space');
    await review.untilRowsSelected(total);
    await window.shots('one-column');
  });

  it('has nothing else selected, as the script that is saved shows', async () => {
    const { massUpdate, periodDeleted, idsReused } = record.damages;
    await review.press('Save Script');
    await workbench.tab('correction.sql').waitFor({ timeout: minutes(1) });
    const { corrections, table } = (await (await sample.incident()).plan()).plan;
    const of = (action: string): readonly number[] =>
      corrections.filter((row) => row.action === action).map(({ key }) => Number(key[0]));
    assert.deepEqual(sorted(of('insert')), sorted(periodDeleted.ids));
    assert.deepEqual(sorted(of('update')), sorted(massUpdate.ids));
    assert.deepEqual(of('delete'), []);
    const chosen = new Set(corrections.map(({ key }) => Number(key[0])));
    const { created, cancelled, statusChanged, commented, moved } = record.legitimate;
    const people = [created, cancelled, statusChanged, commented, moved].flat();
    const untouched = [...people, ...idsReused.ids];
    assert.deepEqual(
      untouched.filter((id) => chosen.has(id)),
      [],
    );
    const written = corrections.flatMap((row) =>
      row.action === 'update' ? [row.set.map(({ column }) => table.columns[column]?.name)] : [],
    );
    assert.deepEqual(
      written.filter((columns) => !columns.includes('date_rdv')),
      [['statut']],
      'every other row has its date back, too',
    );
  });

  it('has the backup’s side of it exported, for those who put it back themselves', async () => {
    const { massUpdate, periodDeleted } = record.damages;
    const file = path.join(window.workspace, 'backup.csv');
    await workbench.tab(/^demandes_rdv/).click();
    await workbench.runCommand('PRA: Export Selected Rows (Backup Side)');
    await workbench.rows('INSERTs in one transaction').waitFor();
    await window.shot('export-format');
    await workbench.pick('CSV');
    await workbench.chooseFile(file);
    await workbench.toast(/rows exported to/).waitFor({ timeout: minutes(1) });
    const [header = [], ...rows] = recordsOf(await readFile(file, 'utf8'));
    const [id, status] = ['rdv_id', 'statut'].map((name) => header.indexOf(name));
    const statuses = new Map(rows.map((row) => [Number(row[id ?? -1]), row[status ?? -1]]));
    assert.deepEqual(
      sorted([...statuses.keys()]),
      sorted([...periodDeleted.ids, ...massUpdate.ids]),
    );
    // In production it has cancelled all of them.
    const before = massUpdate.ids.map((each) => statuses.get(each));
    assert.ok(before.includes('HONORE'));
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    await rm(file);
    await workbench.dismissToasts();
  });

  it('opens both sides of a value in the diff editor of VS Code', async () => {
    await workbench.tab(/demandes_rdv/).click();
    await statusOf(0).dblclick();
    const title = /demandes_rdv · \d+ · statut \(backup ↔ production\)/;
    await workbench.tab(title).waitFor();
    const editor = workbench.page.locator('.monaco-diff-editor:visible');
    for (const [side, value] of [
      ['original', 'HONORE'],
      ['modified', 'ANNULE'],
    ] as const) {
      await editor.locator(`.editor.${side} .view-line`, { hasText: value }).first().waitFor();
    }
    await window.shot('value');
    await workbench.runCommand('View: Close Editor');
    await workbench.tab(title).waitFor({ state: 'hidden' });
  });

  it('masks a personal column, whose values are shown once that is in the journal', async () => {
    await window.changeSettings({
      'pra.personalColumns': { 'metier.demandes_rdv': ['statut'] },
    });
    try {
      await frame.locator('.row .masked').first().waitFor();
      await frame.getByRole('button', { name: 'Columns', exact: true }).click();
      await window.shot('masked');
      await frame.getByRole('button', { name: 'Reveal Values: statut' }).click();
      await statusOf(0).waitFor();
      const steps = (await (await sample.incident()).entries()).filter(
        ({ step }) => step === 'revealed',
      );
      assert.deepEqual(
        steps.map((entry) => entry.step === 'revealed' && entry.column),
        ['statut'],
      );
    } finally {
      await window.changeSettings({ 'pra.personalColumns': {} });
    }
    await workbench.page.keyboard.press('Escape');
    await frame.locator('.row .masked').first().waitFor({ state: 'detached' });
  });

  it('is in the theme of light high contrast, too', async () => {
    await workbench.chooseTheme('Light High Contrast');
    await workbench.dismissToasts();
    await window.shot('review-contrast-light');
    await workbench.chooseTheme('Light Modern');
  });

  /** What production has wrongly in that row. */
  function statusOf(ordinal: number): Locator {
    const row = frame.getByRole('row').and(frame.locator(`[data-ordinal="${ordinal}"]`));
    return row.getByText('ANNULE', { exact: true });
  }

  function group(name: string): Locator {
    return frame.locator('.rail .group', { hasText: name });
  }
});
