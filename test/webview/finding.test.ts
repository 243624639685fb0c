import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { temporaryHome } from '../support/postgres';
import { comparedIncident } from '../support/webview/incidents';
import { misfits } from '../support/webview/misfits';
import { Browsing, type ReviewPage, spaced, until, wideDark } from '../support/webview/reviewPage';
import { themes } from '../support/webview/standIn';
import { violations } from '../support/webview/violations';

describe('Finding rows in the review', () => {
  let home: string;
  let incident: string;
  let browsing: Browsing;

  before(async () => {
    home = await temporaryHome('pra-webview-');
    [incident, browsing] = await Promise.all([comparedIncident(home), Browsing.start()]);
  });

  after(async () => {
    await browsing.close();
    await rm(home, { recursive: true, force: true });
  });

  it('goes from match to match by keyboard, forwards, backwards and round, and says so', async () => {
    await using(wideDark, async (review) => {
      await review.cell(0, 1).click();
      await review.press('Control+f');
      await review.focuses('Find in values');
      await review.page.keyboard.type('lot 18/11');
      await review.press('Enter');
      await at(review, 'Row 2 of 1 363');
      await review.press('Enter');
      await at(review, 'Row 6 of 1 363');
      await told(review, '');
      await review.press('Shift+Enter', 'Shift+Enter');
      await told(review, 'Went on from the last row');
      await review.press('Escape');
      await review.focuses(/^row \d+, column 6$/);
      await review.press('F3');
      await at(review, 'Row 2 of 1 363');
      assert.equal(await review.page.locator('.find-bar:visible').count(), 0);
    });
  });

  it('goes as many matches on as were asked for, however fast', async () => {
    await using(wideDark, async (review) => {
      await review.press('Control+f');
      await review.page.getByLabel('Find in values').fill('lot 18/11');
      await pressedAtOnce(review, 'Next match', 2);
      await at(review, 'Row 6 of 1 363');
      await pressedAtOnce(review, 'Previous match', 2);
      await told(review, 'Went on from the last row');
    });
  });

  it('looks in one column, by case where asked, and says that no row holds it', async () => {
    await using(wideDark, async (review) => {
      const { page } = review;
      await review.press('Control+f');
      await page.getByLabel('Find in values').fill('annule');
      await page.getByLabel('Column to look in').selectOption('commentaire');
      await review.press('F3');
      await told(review, 'No row holds it');
      await page.getByLabel('Column to look in').selectOption('statut');
      await page.getByRole('button', { name: 'Next match' }).click();
      await at(review, 'Row 2 of 1 363');
      await page.getByRole('button', { name: 'Match case' }).click();
      await page.getByRole('button', { name: 'Next match' }).click();
      await told(review, 'No row holds it');
      await page.getByLabel('Find in values').fill('guichet');
      await page.getByLabel('Column to look in').selectOption('Any column');
      await review.press('F3');
      await told(review, 'In <b>agent</b>, which is not shown');
    });
  });

  it('marks what is looked for in the cells, over changed words, in one column alone, by case', async () => {
    await using(wideDark, async (review) => {
      const { page } = review;
      assert.deepEqual(await marked(review), []);
      await review.press('Control+f');
      const words = page.getByLabel('Find in values');
      await words.fill('ANNUL');
      await until(async () => (await marked(review)).length > 0, { saying: () => 'no mark' });
      assert.deepEqual([...new Set(await marked(review))], ['ANNUL']);
      await words.fill('lot 18/11');
      const lots = [...new Set((await marked(review)).map((text) => text.toLowerCase()))];
      assert.deepEqual(lots, ['lot 18/11']);
      await words.fill('annul');
      await page.getByRole('button', { name: 'Match case' }).click();
      assert.deepEqual(await marked(review), []);
      await page.getByRole('button', { name: 'Match case' }).click();
      await page.getByLabel('Column to look in').selectOption('commentaire');
      assert.deepEqual(await marked(review), []);
      await page.getByLabel('Column to look in').selectOption('Any column');
      assert.notEqual((await marked(review)).length, 0);
      await review.press('End', 'Escape');
      assert.deepEqual(await marked(review), []);
    });
  });

  for (const theme of themes) {
    it(`marks it by a line, too, in the ${theme} theme`, async () => {
      await using({ ...wideDark, theme }, async (review) => {
        await review.press('Control+f');
        await review.page.getByLabel('Find in values').fill('annul');
        await until(async () => (await marked(review)).length > 0, { saying: () => 'no mark' });
        await review.shot(`${theme}-found`);
        const line = await review
          .row(1)
          .evaluate((row) => getComputedStyle(row, '::highlight(found)').textDecorationLine);
        assert.equal(line, 'underline');
      });
    });
  }

  it('shows only the rows that hold a text, and never writes the text down', async () => {
    await using(wideDark, async (review) => {
      const { page } = review;
      await review.press('Control+f');
      await page.getByLabel('Find in values').fill('à compléter 7');
      const only = page.getByRole('button', { name: 'Only these rows' });
      await only.click();
      await page.getByText('holds “à compléter 7”').waitFor();
      await page.locator('.filters .result strong', { hasText: / of 1.363 shown/ }).waitFor();
      const shown = Number(await page.getByRole('grid').getAttribute('aria-rowcount')) - 1;
      assert.ok(shown > 10 && shown < 300, `${String(shown)} rows`);
      await review.cell(3, 1).click();
      await review.press('F7');
      await review.focuses('row 4, column 1');
      const kept = await page.evaluate(() => JSON.stringify(Object.entries(sessionStorage)));
      assert.doesNotMatch(kept, /compl/);
      await page.getByLabel('Find in values').fill('nowhere at all');
      await review.press('Enter');
      await told(review, 'No row shown holds it');
      await review.load();
      await page.locator('[role=grid][aria-rowcount="1364"]').waitFor();
    });
  });

  it('goes to a key, and offers to take the filters off where it is not shown', async () => {
    await using(wideDark, async (review) => {
      const { page } = review;
      await page.locator('.names .differences', { hasText: '150 differ' }).click();
      await page.locator('[role=grid][aria-rowcount="151"]').waitFor();
      await review.press('Control+g');
      await review.focuses('');
      await page.keyboard.type('12');
      await review.press('Enter');
      await review.focuses(/^row 2, column/);
      await review.press('Control+g');
      await page.getByRole('textbox', { name: 'rdv_id' }).fill('2515');
      await review.press('Enter');
      await told(review, 'No row shown has this key');
      await review.shot('dark-key-elsewhere');
      await page.getByRole('button', { name: 'Show Among All Differences' }).click();
      await review.focuses(/^row 1\d\d\d, column/);
      const focused = page.locator('.row:not(.loading):has(.cursor) .key');
      assert.equal(spaced(await focused.innerText()), '2515');
      await page.getByRole('textbox', { name: 'rdv_id' }).fill('4');
      await review.page.getByRole('textbox', { name: 'rdv_id' }).press('Enter');
      await told(review, 'No difference has this key');
    });
  });

  for (const theme of themes) {
    it(`fits, and is accessible, in the ${theme} theme`, async () => {
      await using({ ...wideDark, theme }, async (review) => {
        await review.press('Control+f');
        await review.page.getByLabel('Find in values').fill('lot');
        await review.page.getByRole('button', { name: 'Only these rows' }).click();
        await review.page.getByText('holds “lot”').waitFor();
        await review.press('F3');
        await review.row(0).waitFor();
        assert.deepEqual(await violations(review), []);
        await review.shot(`${theme}-finding`);
        for (const width of [560, 820, 1280]) {
          await review.page.setViewportSize({ width, height: 720 });
          assert.deepEqual(await misfits(review), [], `at ${String(width)} px`);
        }
        await review.page.setViewportSize({ width: 700, height: 720 });
        await review.shot(`${theme}-finding-narrow`);
        await review.press('Control+g');
        assert.deepEqual(await violations(review), []);
      });
    });
  }

  async function using(
    look: typeof wideDark,
    use: (review: ReviewPage) => Promise<void>,
  ): Promise<void> {
    const review = await browsing.open(incident, look);
    try {
      await review.loadAnew();
      await use(review);
      assert.deepEqual(await review.wrongs(), []);
    } finally {
      await review.close();
    }
  }

  async function told(review: ReviewPage, words: string): Promise<void> {
    const place = review.page.locator('.find-bar:visible .told');
    await until(async () => spaced(await place.innerText()) === words, {
      saying: async () => `It says “${spaced(await place.innerText())}”.`,
    });
  }

  async function at(review: ReviewPage, place: string): Promise<void> {
    const where = review.page.locator('.position .where');
    await until(async () => spaced(await where.innerText()) === place, {
      saying: async () => `It is at ${spaced(await where.innerText())}.`,
    });
  }
});

/** Presses a button again before the page can have answered. */
async function pressedAtOnce({ page }: ReviewPage, name: string, times: number): Promise<void> {
  await page.getByRole('button', { name }).evaluate((button, count) => {
    for (let pressed = 0; pressed < count; pressed++) {
      (button as HTMLElement).click();
    }
  }, times);
}

/** The texts that are marked as what is looked for, in their order. */
function marked({ page }: ReviewPage): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...(CSS.highlights.get('found') ?? [])].map((found) => {
      const range = document.createRange();
      range.setStart(found.startContainer, found.startOffset);
      range.setEnd(found.endContainer, found.endOffset);
      return range.toString();
    }),
  );
}
