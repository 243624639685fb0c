import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { temporaryHome } from '../support/postgres';
import { comparedIncident } from '../support/webview/incidents';
import { misfits } from '../support/webview/misfits';
import { Browsing, type ReviewPage, spaced, until, wideDark } from '../support/webview/reviewPage';
import { themes } from '../support/webview/standIn';
import { violations } from '../support/webview/violations';

describe('The order of rows in the review', () => {
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

  it('is by a column of one side, at a click on its head: ascending, descending, by key again', async () => {
    await using(wideDark, async (review) => {
      const head = review.page.getByRole('columnheader', { name: 'citoyen_id, backup' });
      const sort = review.page.getByRole('button', { name: 'Sort by citoyen_id, backup' });
      await head.hover();
      await sort.click();
      await begins(review, ['700 missing', '1400 missing', '2100 missing', '2800 missing']);
      await sort.click();
      await begins(review, ['697 changed', '696 missing', '1396 missing']);
      assert.equal(await head.getAttribute('aria-sort'), 'descending');
      await sort.click();
      await begins(review, ['1 missing', '2 changed', '3 changed', '5 missing']);
      assert.equal(await head.getAttribute('aria-sort'), null);
    });
  });

  it('is by the column of the cursor with Alt+S, said beside its row, and by a key whichever side has it', async () => {
    await using(wideDark, async (review) => {
      await review.cell(0, 1).click();
      await review.press('Alt+s', 'Alt+s');
      await begins(review, ['3010 extra', '3009 extra', '3008 extra']);
      const where = review.page.locator('.position .where');
      assert.equal(spaced(await where.innerText()), 'Row 1 of 1 363 · by rdv_id, descending');
      await review.focuses('row 0, column 1');
      await review.press('F7', 'F7', 'Shift+F7');
      await review.focuses('row 1, column 1');
    });
  });

  it('is that of what is chosen, under a filter, too, and stays after a reload', async () => {
    await using(wideDark, async (review) => {
      await review.cell(1, 4).click();
      await review.press('Alt+f');
      await review.page.locator('[role=grid][aria-rowcount="151"]').waitFor();
      await review.cell(0, 1).click();
      await review.press('Alt+s', 'Alt+s');
      await begins(review, ['747 changed', '742 changed']);
      await review.cell(1, 0).click();
      await review.selects('+ 0 insert ~ 1 update − 0 delete');
      const chosen = [...review.session.selection.lines];
      const rows = await review.session.page({ tab: 'all' }, chosen[0] ?? -1, 1);
      assert.deepEqual(rows[0]?.change.key, ['742']);
      await review.load();
      await begins(review, ['747 changed', '742 changed']);
    });
  });

  for (const theme of themes) {
    it(`is seen in the heads, in the ${theme} theme`, async () => {
      await using({ ...wideDark, theme }, async (review) => {
        await review.cell(0, 4).click();
        await review.press('Alt+s');
        await review.page.locator('.sort.on').hover();
        await review.row(0).waitFor();
        assert.deepEqual(await violations(review), []);
        await review.shot(`${theme}-sorted`);
        for (const width of [560, 820, 1280]) {
          await review.page.setViewportSize({ width, height: 720 });
          assert.deepEqual(await misfits(review), [], `at ${String(width)} px`);
        }
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

  /** The first rows, by key and kind. */
  async function begins(review: ReviewPage, rows: readonly string[]): Promise<void> {
    const now = async (): Promise<readonly string[]> =>
      Promise.all(
        rows.map(async (_, ordinal) => {
          const row = review.row(ordinal);
          const kind = (await row.getAttribute('class'))?.split(' ')[1] ?? '';
          return `${spaced(await row.locator('.key').innerText()).replace(/ ?reused$/, '')} ${kind}`;
        }),
      );
    await until(async () => (await now()).join() === rows.join(), {
      saying: async () => `The first rows are ${(await now()).join(', ')}.`,
    });
  }
});
