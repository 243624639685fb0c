import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { temporaryHome } from '../support/postgres';
import { comparedIncident } from '../support/webview/incidents';
import { misfits } from '../support/webview/misfits';
import { Browsing, type ReviewPage, until, wideDark } from '../support/webview/reviewPage';
import { violations } from '../support/webview/violations';

describe('Taking rows out of the review', () => {
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

  it('copies the cell of the side under the cursor, and says so', async () => {
    await using(async (review) => {
      await review.cell(1, 5).click();
      await review.press('Control+c');
      await copies(review, 'ANNULE');
      await review.page.getByText('Cell copied').waitFor();
      await review.cell(1, 1).click();
      await review.press('Control+c');
      await copies(review, '2');
      await review.openTab('extra');
      await review.cell(0, 1).click();
      await review.press('Control+c');
      await copies(review, '3001');
    });
  });

  it('copies the rows of a range, both sides of each or one, and says how many', async () => {
    await using(async (review) => {
      await review.cell(1, 4).click();
      await review.press('Shift+ArrowDown', 'Control+Shift+C');
      await copies(review, /^2\t2\t[^\t]*\tCONFIRME\tDossier à compléter 2\tguichet\n3\t3\t/);
      await review.page.getByText('2 rows copied').waitFor();
      assert.equal(review.host.copied.split('\n')[0]?.split('\t').length, 6);
      await review.press('Control+c');
      await copies(review, /\tCONFIRME\t.*\tANNULE\t.*\n/);
      assert.equal(review.host.copied.split('\n')[0]?.split('\t').length, 12);
    });
  });

  it('exports what is shown under a filter in its order, and compares by other columns, from the menu', async () => {
    await using(async (review) => {
      await review.cell(1, 4).click();
      await review.press('Alt+f');
      await review.page.locator('[role=grid][aria-rowcount="151"]').waitFor();
      await review.cell(0, 1).click();
      await review.press('Alt+s', 'Alt+s');
      await review.page.getByText('by rdv_id, descending').waitFor();
      await review.page.getByRole('button', { name: 'More' }).click();
      await review.shot('dark-menu');
      assert.deepEqual(await violations(review), []);
      await review.page.getByText('Export What Is Shown as CSV…').click();
      await until(() => review.host.exported !== '', { saying: () => 'Nothing is exported.' });
      const lines = review.host.exported.trim().split('\r\n');
      assert.equal(lines.length, 151);
      assert.match(lines[1] ?? '', /^changed,747,747,/);
      await review.page.getByRole('button', { name: 'More' }).click();
      await review.page.getByText('Compare by Other Columns…').click();
      await until(() => review.host.acts.some(({ method }) => method === 'compareByOtherColumns'), {
        saying: () => 'It was not asked for.',
      });
      await review.page.setViewportSize({ width: 560, height: 720 });
      await review.page.getByRole('button', { name: 'More' }).click();
      assert.deepEqual(await misfits(review), []);
    });
  });

  async function using(use: (review: ReviewPage) => Promise<void>): Promise<void> {
    const review = await browsing.open(incident, wideDark);
    try {
      await review.loadAnew();
      await use(review);
      assert.deepEqual(await review.wrongs(), []);
    } finally {
      await review.close();
    }
  }

  async function copies(review: ReviewPage, text: string | RegExp): Promise<void> {
    const isCopied = (): boolean =>
      typeof text === 'string' ? review.host.copied === text : text.test(review.host.copied);
    await until(isCopied, { saying: () => `“${review.host.copied}” was copied.` });
  }
});
