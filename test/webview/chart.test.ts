import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { temporaryHome } from '../support/postgres';
import { comparedIncident } from '../support/webview/incidents';
import { misfits } from '../support/webview/misfits';
import { Browsing, type ReviewPage, spaced, until, wideDark } from '../support/webview/reviewPage';
import { themes } from '../support/webview/standIn';
import { violations } from '../support/webview/violations';

/** 100 appointments a day from 2 November on; of every five days two are lost as a whole. */
describe('The histogram of the review', () => {
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

  it('shows the holes, and says the same in words and as a table', async () => {
    await using(wideDark, async (review) => {
      const { page } = review;
      const picture = page.getByRole('img', {
        name: /^Rows per day of date_rdv, Nov 2, 2026 to Dec 1, 2026: backup 3.000, live 1.810, 1.200 missing/,
      });
      await picture.waitFor();
      assert.equal(await page.locator('.plot rect.missing').count(), 12);
      await review.shot('dark-histogram');
      await page.getByRole('button', { name: 'Show as Table' }).click();
      const rows = page.locator('.chart-table tbody tr');
      assert.equal(await rows.count(), 30);
      assert.equal(spaced(await rows.nth(1).innerText()), 'Nov 3, 2026 100 0 100 0 0');
      assert.equal(spaced(await rows.last().innerText()), 'Dec 1, 2026 100 110 0 0 10');
      await page.getByRole('button', { name: 'Show as Histogram' }).click();
      await picture.waitFor();
    });
  });

  it('filters by the range that is dragged over it, which one button then selects', async () => {
    await using(wideDark, async (review) => {
      const { page } = review;
      await drag(review, 0.5, 1.5);
      await shows(review, 200);
      const chip = page.locator('.filter-chip');
      assert.equal(spaced(await chip.innerText()), 'date_rdv from Nov 2, 2026 to Nov 3, 2026');
      await page.locator('.plot .brush').waitFor();
      await review.shot('dark-histogram-range');
      await page.getByRole('button', { name: 'Select 200 rows' }).click();
      await review.selects('+ 200 insert ~ 0 update − 0 delete');
      await review.load();
      await shows(review, 200);
      await page.locator('.plot .brush').waitFor();
      await page.getByRole('button', { name: /^Remove filter: date_rdv/ }).click();
      await shows(review, 1363);
      assert.equal(await page.locator('.plot .brush').count(), 0);
    });
  });

  it('does all of it by keyboard, saying which bin the keys are at', async () => {
    await using(wideDark, async (review) => {
      const { page } = review;
      await taker(review).focus();
      await review.press('ArrowRight', 'ArrowRight', 'Shift+ArrowLeft');
      const words = 'Nov 2, 2026 to Nov 3, 2026: backup 200, live 0, 200 missing';
      await until(
        async () => spaced((await taker(review).getAttribute('aria-valuetext')) ?? '') === words,
        {
          saying: async () => String(await taker(review).getAttribute('aria-valuetext')),
        },
      );
      assert.equal(spaced(await page.locator('.plot .callout').innerText()), words);
      await review.press('Enter');
      await shows(review, 200);
      await review.focuses(/^Range of values/);
      await review.press('Escape');
      await shows(review, 1363);
      await review.focuses(/^Range of values/);
      await review.press('End', 'Enter');
      await shows(review, 10);
    });
  });

  it('is drawn over another column, and folded away, and both stay after a reload', async () => {
    await using(wideDark, async (review) => {
      const { page } = review;
      await page.getByLabel('Column', { exact: true }).selectOption('rdv_id');
      await page.getByRole('img', { name: /^Rows by rdv_id, 0 to below/ }).waitFor();
      await review.load();
      await page.getByRole('img', { name: /^Rows by rdv_id/ }).waitFor();
      await page.getByRole('button', { name: 'Hide Histogram' }).click();
      await page.locator('.plot').waitFor({ state: 'hidden' });
      await review.load();
      await page.getByRole('button', { name: 'Show Histogram' }).waitFor();
      assert.equal(await page.locator('.plot').isVisible(), false);
    });
  });

  for (const theme of themes) {
    it(`fits any page and has no fault of access in the ${theme} theme`, async () => {
      await using({ ...wideDark, theme }, async (review) => {
        const { page } = review;
        await drag(review, 5.5, 11.5);
        await page.locator('.plot .brush').waitFor();
        await taker(review).hover({ position: { x: 300, y: 40 } });
        await review.shot(`${theme}-histogram`);
        assert.deepEqual(await violations(review), []);
        for (const width of [560, 820, 1280]) {
          await page.setViewportSize({ width, height: 720 });
          assert.deepEqual(await misfits(review), [], `at ${String(width)} px`);
          await review.shot(`${theme}-histogram-${String(width)}`);
        }
        await page.setViewportSize({ width: 640, height: 600 });
        assert.deepEqual(await misfits(review), [], 'at 200 %');
        await page.getByRole('button', { name: 'Show as Table' }).click();
        assert.deepEqual(await violations(review), []);
      });
    });
  }

  function taker({ page }: ReviewPage): Locator {
    return page.locator('.plot .taker');
  }

  /** From one bin to another, by the days since 2 November. */
  async function drag(review: ReviewPage, from: number, to: number): Promise<void> {
    await taker(review).waitFor();
    const box = await taker(review).boundingBox();
    assert.ok(box);
    const at = (bin: number): number => box.x + (bin / 30) * box.width;
    const { mouse } = review.page;
    await mouse.move(at(from), box.y + 30);
    await mouse.down();
    await mouse.move(at(to), box.y + 35, { steps: 4 });
    await mouse.up();
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
});
