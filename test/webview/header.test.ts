import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { temporaryHome } from '../support/postgres';
import { largeIncident } from '../support/webview/incidents';
import { Browsing, type ReviewPage } from '../support/webview/reviewPage';
import { themes } from '../support/webview/standIn';
import { violations } from '../support/webview/violations';

describe('The head of a review in the browser', () => {
  let home: string;
  let browsing: Browsing;
  let incident: string;
  let review: ReviewPage;

  before(async () => {
    home = await temporaryHome('pra-webview-');
    incident = await largeIncident(home, 20_000);
    browsing = await Browsing.start();
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

  it('compares again what has moved on by one press, once, and says that it does', async () => {
    const button = review.page.getByRole('button', { name: /^Compar(e|ing) again what/ });
    await button.focus();
    await review.press('Enter');
    assert.deepEqual(stepsStarted(), ['refresh']);
    const running = { step: 'refresh', phase: 'looking for stale rows', done: 1 } as const;
    review.host.tell({ running: { ...running, cancellable: true } });
    await review.page.locator('.refresh[aria-busy="true"]').waitFor();
    await review.press('Enter');
    assert.deepEqual(stepsStarted(), ['refresh']);
    review.host.tell({});
    await review.page.locator('.refresh[aria-busy="false"]').waitFor();
    assert.equal(await review.focus(), 'Compare again what has moved on');
  });

  it('does not offer it over what was written', async () => {
    const written = { insert: 1, update: 0, delete: 0, at: '2026-11-19T11:40:00Z' };
    review.host.tell({
      outcome: { state: 'applied', written, proof: { state: 'none' }, remarks: [] },
    });
    await review.page.locator('button.refresh').waitFor({ state: 'hidden' });
  });

  it('warns of a comparison that is 42 minutes old, but not of a frozen table', async () => {
    await review.page.clock.setSystemTime(Date.now() + 42 * 60_000);
    await review.load();
    const age = review.page.locator('.age');
    await age.getByText('Compared 42 min ago, not frozen: compare again').waitFor();
    assert.equal(await age.locator('.icon.warning').isVisible(), true);
    review.host.freeze = { at: new Date().toISOString(), by: 'dba_mairie' };
    await review.load();
    await age.getByText(/^Compared at .*, 42 min ago$/).waitFor();
    assert.equal(await age.locator('.icon.warning').isVisible(), false);
  });

  it('says since when the table is frozen and by whom, in every theme and width', async () => {
    for (const theme of themes) {
      const page = await browsing.open(incident, { theme, width: 1600, height: 720 });
      page.host.freeze = { at: new Date().toISOString(), by: 'dba_mairie' };
      await page.load();
      await page.page.getByText(/^Frozen \d\d:\d\d by dba_mairie$/).waitFor();
      assert.deepEqual(await violations(page), []);
      await page.shot(`frozen-${theme}`);
      await page.page.setViewportSize({ width: 560, height: 720 });
      await page.page.locator('.chip.frozen').getByText('Frozen', { exact: true }).waitFor();
      await page.shot(`frozen-${theme}-560`);
      await page.close();
    }
  });

  it('shows every category’s number, and Identical whole, at 560 px', async () => {
    await review.page.setViewportSize({ width: 560, height: 720 });
    const cut = await review.page.evaluate(() => {
      const bar = document.querySelector('.categories')?.getBoundingClientRect();
      const right = bar?.right ?? 0;
      const counts = [...document.querySelectorAll('.category:not([hidden]) .count')];
      const name = document.querySelector('.category.identical .name');
      return [
        ...counts.filter((count) => count.getBoundingClientRect().right > right),
        ...(name && name.scrollWidth > name.clientWidth ? [name] : []),
      ].map(({ textContent }) => textContent);
    });
    assert.deepEqual(cut, []);
    await review.page.setViewportSize({ width: 1280, height: 720 });
  });

  function stepsStarted(): readonly string[] {
    return review.host.acts.flatMap((act) => (act.method === 'start' ? [act.params.step] : []));
  }
});
