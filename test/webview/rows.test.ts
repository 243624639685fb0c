import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { temporaryHome } from '../support/postgres';
import { comparedCounts, comparedIncident, hostileCell } from '../support/webview/incidents';
import { incidentFolder } from '../support/webview/reviewHost';
import { Browsing, type ReviewPage, spaced, until } from '../support/webview/reviewPage';

describe('The rows of a review in the browser', () => {
  let home: string;
  let browsing: Browsing;
  let review: ReviewPage;

  before(async () => {
    home = await temporaryHome('pra-webview-');
    const [incident, started] = await Promise.all([comparedIncident(home), Browsing.start()]);
    browsing = started;
    review = await browsing.open(incident);
  });

  beforeEach(() => review.loadAnew());

  afterEach(async () => {
    assert.deepEqual(await review.wrongs(), []);
  });

  after(async () => {
    await review.close();
    await browsing.close();
    await rm(home, { recursive: true, force: true });
  });

  it('are counted exactly, on every tab', async () => {
    const { missing, changed, extra, identical } = comparedCounts;
    const counts = await review.page.locator('.category:visible .count').allInnerTexts();
    const numbers = counts.map((count) => Number(count.replaceAll(/\D/g, '')));
    assert.deepEqual(numbers, [missing + changed + extra, missing, changed, extra, identical]);
    for (const [tab, count] of Object.entries({ missing, changed, extra })) {
      await review.page.locator(`.category.${tab}`).click();
      const grid = review.page.getByRole('grid');
      assert.equal(await grid.getAttribute('aria-rowcount'), String(count + 1));
    }
  });

  it('have NULL apart from the empty string and from the word', async () => {
    await review.openTab('missing');
    const comments = async (ordinal: number): Promise<string> => {
      const cell = review.cell(ordinal, 5);
      const drawn = await cell.locator('span').all();
      const classes = await Promise.all(drawn.map((span) => span.getAttribute('class')));
      return [...classes, await cell.innerText()].join(' ');
    };
    assert.equal(await comments(0), 'null NULL');
    assert.equal(await comments(1), "empty ''");
    assert.equal(await comments(2), 'NULL');
  });

  it('show line ends, tabs and spaces at the end, which nobody sees otherwise', async () => {
    await review.openTab('missing');
    assert.equal(await review.cell(4, 5).innerText(), 'deux↵lignes→et fin··');
  });

  it('have the changed words marked, on their side', async () => {
    await review.openTab('changed');
    const live = review.cell(0, 7);
    assert.equal(await live.innerText(), 'Dossier à compléter 2 | lot 18/11');
    assert.deepEqual(await live.locator('del').allInnerTexts(), [' | lot 18/11']);
    assert.equal(await review.cell(0, 6).locator('ins').count(), 0);
    assert.deepEqual(await review.cell(0, 4).locator('ins').allInnerTexts(), ['CONFIRME']);
    assert.equal(await review.cell(0, 3).innerText(), '=');
    assert.equal(await review.cell(1, 1).locator('.tag').innerText(), 'reused');
  });

  it('never let a text of the database be markup', async () => {
    await review.openTab('missing');
    assert.equal(await review.cell(3, 5).innerText(), hostileCell);
    assert.equal(await review.page.locator('img').count(), 0);
    assert.match(await review.page.locator('.head .names').innerText(), /<b>agent<\/b>/);
    assert.equal(await review.page.locator('.head b').count(), 0);
    assert.equal(await review.page.title(), 'Review');
  });

  it('go into the correction by a click on their box, and out by another', async () => {
    await review.cell(0, 0).click();
    await review.selects('+ 1 insert ~ 0 update − 0 delete');
    await review.page.locator('.row.selected[data-ordinal="0"][aria-selected="true"]').waitFor();
    await review.cell(1, 0).click();
    await review.selects('+ 1 insert ~ 1 update − 0 delete');
    await review.cell(0, 0).click();
    await review.selects('+ 0 insert ~ 1 update − 0 delete');
    assert.deepEqual(review.session.selected, { insert: 0, update: 1, delete: 0 });
  });

  it('go in together over a range drawn with Shift', async () => {
    await review.openTab('missing');
    await review.cell(2, 1).click();
    await review.cell(9, 2).click({ modifiers: ['Shift'] });
    assert.equal(await review.page.locator('.row.range').count(), 8);
    await review.press(' ');
    await review.selects('+ 8 insert ~ 0 update − 0 delete');
    await review.page.locator('.row.range.selected').nth(7).waitFor();
  });

  it('go in by the box of the whole tab; nothing does by Clear', async () => {
    await review.openTab('changed');
    const box = review.page.getByRole('checkbox', { name: 'All rows of this tab' });
    await box.click();
    // The three whose key was reused go in one by one only.
    await review.selects('+ 0 insert ~ 150 update − 0 delete');
    await until(async () => (await box.getAttribute('aria-checked')) === 'true', {
      saying: () => 'All that can go in at once is in, and the box does not say so.',
    });
    await review.page.getByRole('button', { name: 'Clear' }).click();
    await review.selects('+ 0 insert ~ 0 update − 0 delete');
  });

  it('are asked for before more than a thousand go in at once', async () => {
    await review.openTab('missing');
    await review.cell(0, 1).click();
    await review.press('Control+a');
    const question = review.page.getByRole('alert').filter({ hasText: 'Select all' });
    assert.equal(spaced(await question.innerText()), 'Select all 1 200 rows of this tab?');
    await review.focuses('Select All');
    await review.press('Escape');
    await question.waitFor({ state: 'hidden' });
    await review.focuses('row 0, column 1');
    assert.equal(review.session.selected.insert, 0);
    await review.press('Control+a');
    await review.focuses('Select All');
    await review.press('Enter');
    await review.selects('+ 1 200 insert ~ 0 update − 0 delete');
  });

  it('are deleted only where that is allowed', async () => {
    await review.openTab('extra');
    await review.cell(0, 0).click();
    await until(() => review.host.acts.length === 1, { saying: () => 'Nothing was asked.' });
    await review.selects('+ 0 insert ~ 0 update − 0 delete');
    await review.page.locator('.footer').getByText('Allow deletes').click();
    await until(() => review.session.selection.deletesAllowed, { saying: () => 'Not allowed.' });
    await review.cell(1, 0).click();
    await until(() => review.session.selected.delete > 0, { saying: () => 'No delete.' });
  });

  it('stay while others fail to come, and come at Try Again', async () => {
    const lost = { code: 'connection-lost', message: 'The rows cannot be read', hint: 'See why.' };
    review.host.fail('rows', lost);
    await review.cell(0, 1).click();
    await review.press('Control+End');
    const banner = review.page.locator('.banner.error');
    assert.match(await banner.innerText(), /The rows cannot be read\s+See why\./);
    await review.page.locator('.row.loading[data-ordinal="1362"]').waitFor();
    review.host.fail('rows');
    await banner.getByText('Try Again').click();
    await review.row(1362).waitFor();
    await banner.waitFor({ state: 'detached' });
    await review.focuses('row 1362, column 7');
  });

  it('are where the operator left them after a reload', async () => {
    await review.openTab('missing');
    await review.cell(5, 2).click();
    await review.press('PageDown', 'PageDown', ' ');
    await review.selects('+ 1 insert ~ 0 update − 0 delete');
    const place = await review.focus();
    await review.load();
    const tab = review.page.getByRole('tab', { selected: true });
    assert.match(await tab.innerText(), /Missing/);
    const cursor = review.page.locator('.cell.cursor');
    await review.page.locator('.row.selected').waitFor();
    await cursor.focus();
    await review.focuses(place);
    await review.selects('+ 1 insert ~ 0 update − 0 delete');
  });

  it('keep whose they are, for the window to find the incident again, before anything is touched', async () => {
    const kept = await review.page.evaluate(
      () => JSON.parse(sessionStorage.getItem('state') ?? '{}') as { incident?: string },
    );
    assert.equal(kept.incident, incidentFolder);
  });

  it('take no notice of a state that another version has kept', async () => {
    await review.page.evaluate(() => {
      sessionStorage.setItem('state', JSON.stringify({ version: 0, view: { tab: 'nonsense' } }));
    });
    await review.load();
    assert.match(await review.page.getByRole('tab', { selected: true }).innerText(), /All/);
  });
});
