import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { temporaryHome } from '../support/postgres';
import { withoutKeyIncident } from '../support/webview/incidents';
import { misfits } from '../support/webview/misfits';
import { Browsing, type ReviewPage, spaced, until } from '../support/webview/reviewPage';
import { type Theme, themes } from '../support/webview/standIn';
import { violations } from '../support/webview/violations';

describe('The review of a table without a key', () => {
  let home: string;
  let incident: string;
  let browsing: Browsing;

  before(async () => {
    home = await temporaryHome('pra-webview-');
    [incident, browsing] = await Promise.all([withoutKeyIncident(home), Browsing.start()]);
  });

  after(async () => {
    await browsing.close();
    await rm(home, { recursive: true, force: true });
  });

  for (const theme of themes) {
    it(`says in the ${theme} theme that rows are counted, and fits into any width`, async () => {
      await using(theme, async (review) => {
        const { page } = review;
        await page.getByText('Compared without a key').waitFor();
        await review.shot(`${theme}-without-key`);
        assert.deepEqual(await violations(review), []);
        for (const width of [560, 721, 1280, 2000]) {
          await page.setViewportSize({ width, height: 560 });
          assert.deepEqual(await misfits(review), [], `at ${String(width)} px`);
        }
        await page.setViewportSize({ width: 700, height: 560 });
        await review.openTab('missing');
        await review.shot(`${theme}-without-key-narrow`);
        assert.deepEqual(await violations(review), []);
      });
    });
  }

  it('counts the rows with all their copies, and shows each different one once', async () => {
    await using('dark', async (review) => {
      const { page } = review;
      const counted = async (tab: string): Promise<string> =>
        spaced(await page.locator(`.category.${tab} .count`).innerText());
      // 1 200 lost and 153 changed, of one lost row 1 199 copies more.
      assert.equal(await counted('missing'), '2 552');
      assert.equal(await counted('extra'), '163');
      assert.equal(await counted('all'), '2 715');
      assert.equal(await page.locator('.category.changed').isVisible(), false);
      await review.openTab('missing');
      assert.match(
        spaced(await page.locator('.position .where').innerText()),
        /^Row 1 of 1 353 diff/,
      );
      await review.cell(0, 1).click();
      await review.press('Control+End');
      await review.row(1352).waitFor();
    });
  });

  it('lets no row be selected, by mouse, key or menu, and leads to a comparison with a key', async () => {
    await using('dark', async (review) => {
      const { page } = review;
      assert.equal(await page.getByRole('checkbox').count(), 0);
      await review.cell(0, 0).click();
      await review.press('Space', 'Shift+ArrowDown', 'Space', 'Control+a');
      await page.getByRole('button', { name: 'More' }).click();
      assert.equal(await page.getByRole('button', { name: 'Find Stale Rows' }).count(), 0);
      await review.press('Escape');
      for (const name of ['Save Script', 'Rehearse', /^Apply/]) {
        assert.equal(await page.getByRole('button', { name }).count(), 0);
      }
      await page.getByRole('button', { name: 'Choose Key and Compare Again…' }).click();
      assert.deepEqual(
        review.host.acts.map((act) => (act.method === 'start' ? act.params.step : act.method)),
        ['compareAgain'],
      );
      await assert.rejects(review.session.select({ act: 'tab', tab: 'all', selected: true }), {
        code: 'no-key',
      });
    });
  });

  it('says in words how many copies of a row there are, and opens the row in the diff editor', async () => {
    await using('dark', async (review) => {
      await review.openTab('extra');
      assert.equal(await review.row(0).getAttribute('aria-label'), 'Only in production, 1 copy');
      await review.cell(0, 1).click();
      await review.press('Enter');
      const isShown = ({ method }: { readonly method: string }): boolean => method === 'showCell';
      await until(() => review.host.acts.some(isShown), { saying: () => 'Nothing was asked.' });
      const shown = review.host.acts.find(isShown);
      assert.ok(shown?.method === 'showCell' && shown.params.column === undefined);
    });
  });

  async function using(theme: Theme, use: (review: ReviewPage) => Promise<void>): Promise<void> {
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
