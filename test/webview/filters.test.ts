import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { temporaryHome } from '../support/postgres';
import { comparedIncident } from '../support/webview/incidents';
import { misfits } from '../support/webview/misfits';
import { Browsing, type ReviewPage, spaced, until, wideDark } from '../support/webview/reviewPage';
import { themes } from '../support/webview/standIn';
import { violations } from '../support/webview/violations';

describe('Filters of the review', () => {
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

  it('show only the rows that differ in a column, at a click on how many do, and say what they hide', async () => {
    await using(wideDark, async (review) => {
      await review.cell(0, 0).click();
      await review.selects('+ 1 insert ~ 0 update − 0 delete');
      await review.page.locator('.names .differences', { hasText: '150 differ' }).click();
      await says(review, '150 of 1 363 shown 1 selected hidden');
      await shows(review, 150);
      const badges = await review.page.locator('.category:visible .count').allInnerTexts();
      assert.deepEqual(badges.map(spaced), ['150', '0', '150', '0', '1 647']);
      await review.page.getByRole('button', { name: 'Remove filter: statut differs' }).click();
      await shows(review, 1363);
      assert.equal(await review.page.locator('.filters').isVisible(), false);
    });
  });

  it('choose all rows that they show and no other, and stay after a reload', async () => {
    await using(wideDark, async (review) => {
      await review.cell(1, 4).click();
      await review.press('Alt+f');
      await shows(review, 150);
      await review.page.locator('.names .differences.on').waitFor();
      await review.press('Control+A');
      await review.selects('+ 0 insert ~ 150 update − 0 delete');
      await review.load();
      await review.row(0).waitFor();
      await shows(review, 150);
      await review.page.getByRole('button', { name: 'Clear filters' }).click();
      await shows(review, 1363);
    });
  });

  it('lead back from where they leave no row', async () => {
    await using(wideDark, async (review) => {
      await review.page.locator('.names .differences', { hasText: '150 differ' }).click();
      await shows(review, 150);
      await review.page.locator('.category.missing').click();
      const nothing = review.page.locator('.nothing');
      const text = 'No difference under these filters 1 200 differences without them Clear filters';
      await until(async () => spaced(await nothing.innerText()) === text, {
        saying: async () => spaced(await nothing.innerText()),
      });
      await review.shot('dark-none-under-filter');
      await nothing.getByText('Clear filters').click();
      await shows(review, 1200);
    });
  });

  for (const theme of themes) {
    it(`are chosen from a menu that counts what there is, by keyboard, in the ${theme} theme`, async () => {
      await using({ ...wideDark, theme }, async (review) => {
        const { page } = review;
        await page.getByRole('button', { name: 'Filter', exact: true }).focus();
        await review.press('Enter');
        const only = page.getByRole('button', { name: 'Only: key reused' });
        await only.waitFor();
        await only.focus();
        await review.press('Enter');
        await shows(review, 3);
        await review.focuses('Only: key reused');
        await review.shot(`${theme}-filter-menu`);
        assert.deepEqual(await violations(review), []);
        await review.press('Escape');
        for (const width of [560, 820, 1280]) {
          await page.setViewportSize({ width, height: 720 });
          assert.deepEqual(await misfits(review), [], `at ${String(width)} px`);
        }
        assert.deepEqual(await violations(review), []);
        await page.setViewportSize({ width: 700, height: 720 });
        await review.shot(`${theme}-filtered-narrow`);
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

  async function shows(review: ReviewPage, rows: number): Promise<void> {
    await review.page.locator(`[role=grid][aria-rowcount="${String(rows + 1)}"]`).waitFor();
    await review.row(0).waitFor();
  }

  async function says(review: ReviewPage, words: string): Promise<void> {
    const result = review.page.locator('.filters .result');
    await until(async () => spaced(await result.innerText()) === words, {
      saying: async () => `It says “${spaced(await result.innerText())}”.`,
    });
  }
});
