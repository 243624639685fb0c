import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { temporaryHome } from '../support/postgres';
import { comparedIncident, differentlyBuiltIncident } from '../support/webview/incidents';
import { misfits } from '../support/webview/misfits';
import { Browsing, type ReviewPage } from '../support/webview/reviewPage';
import { type Theme, themes } from '../support/webview/standIn';
import { violations } from '../support/webview/violations';

describe('The review of tables that are not built alike', () => {
  let home: string;
  let incident: string;
  let browsing: Browsing;

  before(async () => {
    home = await temporaryHome('pra-webview-');
    [incident, browsing] = await Promise.all([differentlyBuiltIncident(home), Browsing.start()]);
  });

  after(async () => {
    await browsing.close();
    await rm(home, { recursive: true, force: true });
  });

  async function using(theme: Theme, use: (review: ReviewPage) => Promise<void>): Promise<void> {
    const review = await browsing.open(incident, { theme, width: 1280, height: 720 });
    try {
      await review.loadAnew();
      await use(review);
      assert.deepEqual(await review.wrongs(), []);
    } finally {
      await review.close();
    }
  }

  for (const theme of themes) {
    it(`says what blocks a correction, and which columns are ignored, in the ${theme} theme`, async () => {
      await using(theme, async (review) => {
        const said = review.page.locator('.structure:not(.lacking)');
        assert.match(
          await said.innerText(),
          /Missing rows cannot be inserted: production has column "agence".*5 differences of structure\s+Ignored: commentaire/s,
        );
        await review.openTab('changed');
        await review.shot(`${theme}-structure`);
        assert.deepEqual(await violations(review), []);
        await said.getByText('5 differences of structure').click();
        await said.getByText('type text → character varying(10)').waitFor();
        await review.shot(`${theme}-structure-open`);
        assert.deepEqual(await violations(review), []);
        for (const width of [560, 721, 1280, 2000]) {
          await review.page.setViewportSize({ width, height: 720 });
          assert.deepEqual(await misfits(review), [], `at ${String(width)} px`);
        }
      });
    });
  }

  it('leaves rows in sight where there is little room', async () => {
    await using('light', async (review) => {
      await review.page.setViewportSize({ width: 560, height: 440 });
      const grid = await review.page.getByRole('grid').boundingBox();
      assert.ok((grid?.height ?? 0) >= 44 + 3 * 22, `the grid is ${String(grid?.height)} px high`);
      await review.shot('light-structure-small');
    });
  });

  it('keeps an ignored column in sight among the changed ones, and says that it is ignored', async () => {
    await using('dark', async (review) => {
      await review.openTab('changed');
      const head = review.page.locator('.head');
      await head.getByText('commentaire').waitFor();
      const label = await head
        .getByRole('columnheader', { name: /^commentaire/ })
        .first()
        .getAttribute('aria-label');
      assert.equal(label, 'commentaire, ignored, backup');
      assert.equal(await head.getByText('date_rdv').count(), 0);
    });
  });

  it('opens the definitions and asks for ignored columns, by mouse and by keyboard', async () => {
    await using('dark', async (review) => {
      await review.page.getByRole('button', { name: 'Compare Structure' }).click();
      await review.page.getByRole('button', { name: 'Ignored columns…' }).focus();
      await review.press('Enter');
      assert.deepEqual(
        review.host.acts.map(({ method }) => method),
        ['compareStructure', 'chooseIgnored'],
      );
    });
  });

  it('says nothing of it where there is nothing to be said', async () => {
    const alike = await browsing.open(await comparedIncident(home));
    try {
      await alike.row(0).waitFor();
      assert.equal(await alike.page.locator('.structure:not(.lacking)').isVisible(), false);
    } finally {
      await alike.close();
    }
  });
});
