import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { temporaryHome } from '../support/postgres';
import { conflictsIncident, staleIncident } from '../support/webview/incidents';
import { misfits } from '../support/webview/misfits';
import { Browsing, type ReviewPage } from '../support/webview/reviewPage';
import { type Theme, themes } from '../support/webview/standIn';
import { violations } from '../support/webview/violations';

describe('Rows that cannot be selected, in the review', () => {
  let home: string;
  let stale: string;
  let conflicts: string;
  let browsing: Browsing;

  before(async () => {
    home = await temporaryHome('pra-webview-');
    [stale, conflicts, browsing] = await Promise.all([
      staleIncident(home),
      conflictsIncident(home),
      Browsing.start(),
    ]);
  });

  after(async () => {
    await browsing.close();
    await rm(home, { recursive: true, force: true });
  });

  for (const theme of themes) {
    it(`are told in the ${theme} theme where they are stale, with what of them still holds`, async () => {
      await using(stale, theme, async (review) => {
        const { page } = review;
        await page.getByText('Stale rows: 5 moved on in production').waitFor();
        await review.shot(`${theme}-stale`);
        assert.deepEqual(await violations(review), []);
        assert.deepEqual(await misfits(review), []);
        await page.setViewportSize({ width: 700, height: 560 });
        assert.deepEqual(await misfits(review), []);
        await review.shot(`${theme}-stale-narrow`);
      });
    });

    it(`are told in the ${theme} theme where they are in conflict`, async () => {
      await using(conflicts, theme, async (review) => {
        const tab = review.page.locator('.category.conflict');
        assert.match(await tab.innerText(), /6 of 8/);
        await tab.click();
        await review.row(5).waitFor();
        assert.equal(await review.page.getByRole('checkbox', { name: 'All rows' }).count(), 0);
        assert.equal(await review.page.locator('.head .differences').count(), 0);
        await review.shot(`${theme}-conflicts`);
        assert.deepEqual(await violations(review), []);
        assert.deepEqual(await misfits(review), []);
        await review.page.setViewportSize({ width: 700, height: 560 });
        assert.deepEqual(await misfits(review), []);
        await review.shot(`${theme}-conflicts-narrow`);
      });
    });
  }

  it('say in words that they are stale, show the backup’s cells, and take no box, key or range', async () => {
    await using(stale, 'dark', async (review) => {
      const row = review.row(1);
      assert.equal(await row.getAttribute('aria-label'), 'Changed since compared, rdv_id 2');
      await row.locator('.tag', { hasText: 'stale' }).waitFor();
      await row.getByText('Dossier à compléter 2').waitFor();
      assert.equal(await row.locator('[aria-label="changed since compared"]').count(), 3);
      await review.cell(0, 0).click();
      await review.press('Space');
      await review.selects('+ 0 insert ~ 0 update − 0 delete');
      // 1, 2 and 6 are stale, 3 is a reused key; 5 is missing, 7 changed.
      await review.cell(0, 1).click();
      await review.cell(5, 1).click({ modifiers: ['Shift'] });
      await review.press('Space');
      await review.selects('+ 1 insert ~ 1 update − 0 delete');
      await review.openTab('changed');
      await review.cell(1, 1).click();
      await review.press('Control+a');
      await review.selects('+ 1 insert ~ 148 update − 0 delete');
    });
  });

  it('are compared again by the button above them, and looked for from the menu', async () => {
    await using(stale, 'dark', async (review) => {
      const { page } = review;
      await page.getByRole('button', { name: 'Compare These Again' }).click();
      await page.getByRole('button', { name: 'More' }).click();
      await page.getByRole('button', { name: 'Find Stale Rows' }).click();
      await page.getByRole('dialog', { name: 'More' }).waitFor({ state: 'hidden' });
      const steps = review.host.acts.flatMap((act) =>
        act.method === 'start' ? [act.params.step] : [],
      );
      assert.deepEqual(steps, ['compareStale', 'findStale']);
    });
  });

  async function using(
    incident: string,
    theme: Theme,
    use: (review: ReviewPage) => Promise<void>,
  ): Promise<void> {
    const review = await browsing.open(incident, { theme, width: 1280, height: 560 });
    try {
      await review.row(0).waitFor();
      await use(review);
      assert.deepEqual(await review.wrongs(), []);
    } finally {
      await review.close();
    }
  }
});
