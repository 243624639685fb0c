import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { temporaryHome } from '../support/postgres';
import { comparedIncident } from '../support/webview/incidents';
import { misfits } from '../support/webview/misfits';
import { Browsing, type ReviewPage, spaced, until } from '../support/webview/reviewPage';
import { themes } from '../support/webview/standIn';
import { violations } from '../support/webview/violations';

describe('What the selection comes from, in the review', () => {
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

  it('counts rules and exceptions beside what is selected, and nothing before anything is', async () => {
    await using(async (review) => {
      assert.equal(await link(review).isVisible(), false);
      await chooseInThreeWays(review);
      assert.equal(spaced(await link(review).innerText()), '2 rules, 2 exceptions');
      await review.page.locator('.footer').getByText('Clear').click();
      await link(review).waitFor({ state: 'hidden' });
    });
  });

  it('lists the rules in words, the newest last, and takes the last act back', async () => {
    await using(async (review) => {
      await chooseInThreeWays(review);
      await link(review).focus();
      await review.press('Enter');
      await tells(review, ['All of Changed (153 rows)', 'All of Missing (1 200 rows)']);
      const words = spaced(await panel(review).innerText());
      assert.match(words, /2 rows are in or out by acts of their own 1 column is taken alone/);
      const takeBack = panel(review).getByRole('button', { name: 'Take Back the Last' });
      await takeBack.focus();
      await review.press('Enter', 'Enter', 'Enter');
      await tells(review, ['All of Changed (153 rows)']);
      await review.selects('+ 0 insert ~ 150 update − 0 delete');
      assert.equal(await review.focus(), 'Take Back the Last');
      await review.press('Escape');
      await review.focuses('1 rule');
      await link(review).click();
      await takeBack.click();
      await panel(review).waitFor({ state: 'hidden' });
      await review.selects('+ 0 insert ~ 0 update − 0 delete');
      assert.notEqual(await review.focus(), 'nothing');
    });
  });

  it('says why nothing can be taken back of what was chosen before the review was opened', async () => {
    const before = await browsing.open(incident);
    await before.session.select({ act: 'tab', tab: 'missing', selected: true });
    await before.close();
    const review = await browsing.open(incident);
    try {
      await link(review).click();
      await tells(review, ['All of Missing (1 200 rows)']);
      const takeBack = panel(review).locator('vscode-button');
      assert.equal(await takeBack.getAttribute('aria-disabled'), 'true');
      const reason = 'Nothing was chosen since the review was opened';
      assert.match(spaced(await panel(review).innerText()), new RegExp(reason));
      await review.shot('dark-rules-kept');
      assert.deepEqual(await violations(review), []);
    } finally {
      await review.close();
    }
  });

  it('tells no value of a column that is masked, though the rows were chosen by it', async () => {
    await using(async (review) => {
      for (const text of [{ words: 'ANNULE', column: 3 }, { words: 'ANNULE' }]) {
        const act = { act: 'tab', tab: 'changed', filter: { text }, selected: true } as const;
        await review.session.select(act);
      }
      await review.load();
      await link(review).click();
      await tells(review, [
        'All of Changed · statut holds “ANNULE” (150 rows when chosen)',
        'All of Changed · holds “ANNULE” (150 rows when chosen)',
      ]);
      review.host.mask([3]);
      await review.press('Escape');
      await link(review).click();
      await tells(review, [
        'All of Changed · by masked values',
        'All of Changed · by masked values',
      ]);
    });
  });

  it('stands in the menu of a narrow page, which has no room for the link', async () => {
    await using(async (review) => {
      await chooseInThreeWays(review);
      await review.page.setViewportSize({ width: 700, height: 720 });
      await link(review).waitFor({ state: 'hidden' });
      await review.page.getByRole('button', { name: 'More' }).click();
      await review.page.getByRole('button', { name: '2 rules, 2 exceptions' }).click();
      await tells(review, ['All of Changed (153 rows)', 'All of Missing (1 200 rows)']);
      await review.shot('dark-rules-narrow');
      assert.deepEqual(await misfits(review), []);
      await review.press('Escape');
      await review.focuses('More');
    });
  });

  for (const theme of themes) {
    it(`is accessible in the ${theme} theme`, async () => {
      const review = await browsing.open(incident, { theme, width: 1280, height: 720 });
      try {
        await review.loadAnew();
        await chooseInThreeWays(review);
        await link(review).click();
        await tells(review, ['All of Changed (153 rows)', 'All of Missing (1 200 rows)']);
        await review.shot(`${theme}-rules`);
        assert.deepEqual(await violations(review), []);
        assert.deepEqual(await misfits(review), []);
      } finally {
        await review.close();
      }
    });
  }

  /** All changed, all missing, then one row out and of another one column alone. */
  async function chooseInThreeWays(review: ReviewPage): Promise<void> {
    const { session } = review;
    await session.select({ act: 'tab', tab: 'changed', selected: true });
    await session.select({ act: 'tab', tab: 'missing', selected: true });
    await session.select({ act: 'row', tab: 'missing', ordinal: 3, selected: false });
    const cell = { act: 'cell', tab: 'changed', ordinal: 0, column: 3, selected: false } as const;
    await session.select(cell);
    await review.load();
    await review.selects('+ 1 199 insert ~ 150 update − 0 delete');
  }

  function link(review: ReviewPage): Locator {
    return review.page.locator('.rules-opener');
  }

  function panel(review: ReviewPage): Locator {
    return review.page.getByRole('dialog', { name: 'Rules and exceptions' });
  }

  async function tells(review: ReviewPage, rules: readonly string[]): Promise<void> {
    const told = async (): Promise<readonly string[]> =>
      (await panel(review).locator('li').allInnerTexts()).map(spaced);
    await until(async () => JSON.stringify(await told()) === JSON.stringify(rules), {
      saying: async () => `The rules are: ${(await told()).join('; ')}.`,
    });
  }

  async function using(use: (review: ReviewPage) => Promise<void>): Promise<void> {
    const review = await browsing.open(incident);
    try {
      await review.loadAnew();
      await use(review);
      assert.deepEqual(await review.wrongs(), []);
    } finally {
      await review.close();
    }
  }
});
