import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { temporaryHome } from '../support/postgres';
import { comparedIncident, largeIncident, withoutKeyIncident } from '../support/webview/incidents';
import { misfits } from '../support/webview/misfits';
import {
  Browsing,
  type Look,
  type ReviewPage,
  spaced,
  until,
  wideDark,
} from '../support/webview/reviewPage';
import { themes } from '../support/webview/standIn';
import { violations } from '../support/webview/violations';

describe('Groups in the review', () => {
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

  it('tell how rows changed, who wrote them and whose keys were reused, with exact counts', async () => {
    await using(wideDark, async (review) => {
      const said = await review.page
        .locator('.rail h2, .group .name, .group .rows-in')
        .allInnerTexts();
      assert.deepEqual(said.map(spaced), [
        ...['PATTERNS', 'CONFIRME → ANNULE', '150', 'Key reused', '3'],
        ...['TRANSACTIONS'],
        ...said.slice(6).map(spaced),
      ]);
      const [pattern] = await review.page.locator('.group .why').allInnerTexts();
      assert.equal(pattern, 'statut, commentaire with “ | lot 18/11” after it');
      const times = await review.page
        .locator('section:has(h2:text("Transactions")) .why')
        .allInnerTexts();
      assert.ok(
        times.every((time) => /^\w+ \w+ (\w+ )?\d\d:\d\d:\d\d$/.test(time)),
        times.join(),
      );
      await review.page.getByText('A deleted row leaves no transaction').waitFor();
    });
  });

  it('wait for the first rows, which are what the operator waits for', async () => {
    await using(wideDark, async (review) => {
      const release = review.host.holdRows();
      await review.load();
      await review.page.locator('.row.loading').first().waitFor();
      // As long as groups of so few rows take several times over.
      await new Promise((resolve) => setTimeout(resolve, 700));
      assert.equal(await review.page.locator('.group').count(), 0);
      release();
      await review.page.locator('.group').first().waitFor();
      assert.equal(await review.row(0).count(), 1);
    });
  });

  it('show only their rows at a click on their text, and again all at the next', async () => {
    await using(wideDark, async (review) => {
      const text = group(review, 'CONFIRME → ANNULE').locator('.text');
      await review.page.locator('.category.missing').click();
      await text.click();
      await shows(review, 150);
      assert.equal(await text.getAttribute('aria-pressed'), 'true');
      const tab = review.page.locator('.category[aria-selected=true]');
      assert.match(await tab.innerText(), /All differences/, 'of the missing none is in it');
      await review.page.getByText('Pattern: CONFIRME → ANNULE').waitFor();
      await group(review, 'Key reused').locator('.text').click();
      await shows(review, 3);
      assert.equal(await review.page.locator('.filter-chip').count(), 1, 'one group at a time');
      await review.load();
      await shows(review, 3);
      await review.page.getByRole('button', { name: 'Remove filter: Key reused' }).click();
      await shows(review, 1363);
    });
  });

  it('go in by their box, as far as they may, and say what they leave out', async () => {
    await using(wideDark, async (review) => {
      const pattern = box(review, 'CONFIRME → ANNULE');
      await pattern.click();
      await review.selects('+ 0 insert ~ 150 update − 0 delete');
      await checked(pattern, 'true');
      await review.cell(1, 0).click();
      await review.selects('+ 0 insert ~ 149 update − 0 delete');
      await checked(pattern, 'mixed');
      await pattern.click();
      await review.selects('+ 0 insert ~ 150 update − 0 delete');
      await pattern.click();
      await review.selects('+ 0 insert ~ 0 update − 0 delete');
      await box(review, 'Key reused').click();
      await review.page.getByText('Left out: 3 with a reused key: chosen one by one').waitFor();
      await checked(box(review, 'Key reused'), 'false');
      await review.press('Control+a');
      await review.page.locator('.category.changed').click();
      await review.cell(0, 0).click();
      await checked(pattern, 'mixed');
    });
  });

  it('are gone through, chosen and shown by keyboard, and keep the focus', async () => {
    await using(wideDark, async (review) => {
      await review.page.locator('.category.all').focus();
      await review.press('F6');
      await review.focuses(/^CONFIRME → ANNULE, .*150 rows, 0 selected$/);
      await review.press('Space');
      await review.selects('+ 0 insert ~ 150 update − 0 delete');
      await review.focuses(/^CONFIRME → ANNULE, .*150 rows, 150 selected$/);
      await review.press('ArrowDown');
      await review.focuses(/^Key reused/);
      await review.press('Enter');
      await shows(review, 3);
      await review.focuses(/^Key reused/);
      await review.press('End', 'ArrowDown', 'Home', 'ArrowUp');
      await review.focuses(/^CONFIRME → ANNULE/);
      await review.press('F6');
      await review.focuses(/^Range of values/);
      await review.press('F6');
      await review.focuses(/^row 0/);
      await review.press('Shift+F6', 'Shift+F6');
      await review.focuses(/^CONFIRME → ANNULE/);
    });
  });

  it('follow what is selected elsewhere', async () => {
    await using(wideDark, async (review) => {
      await review.session.select({ act: 'tab', tab: 'changed', selected: true });
      review.host.refresh();
      await checked(box(review, 'CONFIRME → ANNULE'), 'true');
    });
  });

  it('are not there where rows have no key, or nothing was written', async () => {
    const keyless = await browsing.open(await withoutKeyIncident(home), wideDark);
    const equal = await browsing.open(await largeIncident(home, 0), wideDark);
    try {
      await keyless.row(0).waitFor();
      assert.equal(await keyless.page.locator('.rail').isVisible(), false);
      assert.equal(await equal.page.locator('.rail').isVisible(), false);
    } finally {
      await keyless.close();
      await equal.close();
    }
  });

  it('are told in French', async () => {
    await using({ ...wideDark, theme: 'light', locale: 'fr' }, async (review) => {
      const said = (await review.page.locator('.rail').innerText()).split('\n').map(spaced);
      assert.ok(said.includes('MOTIFS') && said.includes('Clé réutilisée'), said.join('|'));
      assert.ok(said.some((text) => text.startsWith('statut, commentaire avec «')));
      await review.shot('french-rail');
    });
  });

  for (const theme of themes) {
    it(`are accessible and fit beside the rows, and behind a button, in the ${theme} theme`, async () => {
      await using({ ...wideDark, theme }, async (review) => {
        await box(review, 'CONFIRME → ANNULE').click();
        await group(review, 'CONFIRME → ANNULE').locator('.text').click();
        await shows(review, 150);
        await review.shot(`${theme}-rail`);
        assert.deepEqual(await violations(review), []);
        for (const width of [560, 700, 821, 1000, 1081, 1280]) {
          await review.page.setViewportSize({ width, height: 720 });
          assert.deepEqual(await misfits(review), [], `at ${String(width)} px`);
        }
        await review.page.setViewportSize({ width: 1000, height: 640 });
        await review.shot(`${theme}-rail-closed`);
        await review.page.locator('.rail-opener').focus();
        await review.press('Enter');
        await review.focuses(/^CONFIRME → ANNULE/);
        await review.shot(`${theme}-rail-open`);
        assert.ok(await isWithin(review, 1000));
        assert.deepEqual(await violations(review), []);
        await review.press('Escape');
        await review.page.setViewportSize({ width: 560, height: 400 });
        assert.deepEqual(await misfits(review), []);
        await review.page.locator('.rail-opener').click();
        await review.shot(`${theme}-rail-zoomed`);
        assert.ok(await isWithin(review, 560));
      });
    });
  }

  async function using(look: Look, use: (review: ReviewPage) => Promise<void>): Promise<void> {
    const review = await browsing.open(incident, look);
    try {
      await review.loadAnew();
      await review.page.locator('.group').first().waitFor();
      await use(review);
      assert.deepEqual(await review.wrongs(), []);
    } finally {
      await review.close();
    }
  }

  function group(review: ReviewPage, name: string): Locator {
    return review.page.locator('.group', { hasText: name }).first();
  }

  function box(review: ReviewPage, name: string): Locator {
    return group(review, name).getByRole('checkbox');
  }

  async function checked(of: Locator, state: string): Promise<void> {
    await until(async () => (await of.getAttribute('aria-checked')) === state, {
      saying: async () => `It is ${String(await of.getAttribute('aria-checked'))}, not ${state}.`,
    });
  }

  async function isWithin(review: ReviewPage, width: number): Promise<boolean> {
    const place = await review.page.locator('.rail').boundingBox();
    return place !== null && place.x >= 0 && place.x + place.width <= width;
  }

  async function shows(review: ReviewPage, rows: number): Promise<void> {
    await review.page.locator(`[role=grid][aria-rowcount="${String(rows + 1)}"]`).waitFor();
    await review.row(0).waitFor();
  }
});
