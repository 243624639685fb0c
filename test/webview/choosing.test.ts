import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { temporaryHome } from '../support/postgres';
import { classesIncident, comparedIncident, staleIncident } from '../support/webview/incidents';
import { Browsing, type ReviewPage, spaced, until } from '../support/webview/reviewPage';
import { violations } from '../support/webview/violations';

describe('Choosing rows in the review', () => {
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

  it('takes a whole tab in and out again, though some of its rows cannot be selected at once', async () => {
    await using(incident, async (review) => {
      await review.openTab('changed');
      await review.cell(0, 1).click();
      await review.press('Control+A');
      await review.selects('+ 0 insert ~ 150 update − 0 delete');
      const box = review.page.getByRole('checkbox', { name: 'All rows of this tab' });
      await until(async () => (await box.getAttribute('aria-checked')) === 'true', {
        saying: async () => `The box says ${String(await box.getAttribute('aria-checked'))}.`,
      });
      await said(review, 'Left out: 3 with a reused key: chosen one by one');
      await review.press('Control+A');
      await review.selects('+ 0 insert ~ 0 update − 0 delete');
      await said(review, '');
    });
  });

  it('takes the last act of choosing back with Ctrl+Z, and the one before it', async () => {
    await using(incident, async (review) => {
      await review.cell(0, 0).click();
      await review.selects('+ 1 insert ~ 0 update − 0 delete');
      await review.openTab('changed');
      await review.cell(0, 1).click();
      await review.press('Control+A');
      await review.selects('+ 1 insert ~ 150 update − 0 delete');
      await review.press('Control+z');
      await review.selects('+ 1 insert ~ 0 update − 0 delete');
      await review.press('Control+z');
      await review.selects('+ 0 insert ~ 0 update − 0 delete');
    });
  });

  it('takes a whole tab in and out again, too, where rows among them are stale', async () => {
    const stale = await staleIncident(await mkdtemp(path.join(home, 'stale-')));
    await using(stale, async (review) => {
      const selected = review.page.locator('.footer .total');
      await review.openTab('changed');
      await review.cell(0, 1).click();
      await review.press('Control+A');
      await said(review, /^Left out: .*\d+ stale/);
      assert.notEqual(await selected.innerText(), '0 selected');
      await review.press('Control+A');
      await review.page.locator('.footer .total', { hasText: '0 selected' }).waitFor();
    });
  });

  it('takes a key that is pressed twice in a row as two', async () => {
    await using(incident, async (review) => {
      await review.openTab('changed');
      await review.cell(0, 1).click();
      await review.press(' ', ' ', ' ');
      await review.selects('+ 0 insert ~ 1 update − 0 delete');
      await review.press('Control+z');
      await review.selects('+ 0 insert ~ 0 update − 0 delete');
      await review.press('Control+z');
      await review.selects('+ 0 insert ~ 1 update − 0 delete');
    });
  });

  it('says which rows were left out, and why: deletes are not allowed, values are too large', async () => {
    await using(incident, async (review) => {
      await review.cell(0, 1).click();
      await review.press('Control+A');
      await review.page.getByRole('button', { name: 'Select All' }).click();
      await review.selects('+ 1 200 insert ~ 150 update − 0 delete');
      await said(
        review,
        'Left out: 10 only in production: deletes are not allowed · 3 with a reused key: chosen one by one',
      );
      await review.shot('dark-left-out');
      assert.deepEqual(await violations(review), []);
    });
    const classes = await classesIncident(await mkdtemp(path.join(home, 'classes-')));
    await using(classes, async (review) => {
      await review.cell(0, 1).click();
      await review.press('Control+A');
      await said(review, /too large to be read/);
    });
  });

  it('takes a column of a row alone, and gives it up again, by its box or by Ctrl+Space', async () => {
    await using(incident, async (review) => {
      await review.openTab('changed');
      const box = (column: number) => review.cell(0, column).locator('.take');
      await review.cell(0, 4).hover();
      await box(4).click();
      await review.selects('+ 0 insert ~ 1 update − 0 delete');
      const row = review.row(0);
      const ofRow = row.getByRole('checkbox', { name: 'selected' });
      await until(async () => (await ofRow.getAttribute('aria-checked')) === 'mixed', {
        saying: () => 'The row is not drawn as taken in part.',
      });
      assert.deepEqual(
        [await box(4).getAttribute('aria-checked'), await box(6).getAttribute('aria-checked')],
        ['true', 'false'],
      );
      assert.match(
        (await row.getAttribute('aria-label')) ?? '',
        /rdv_id 2, selected: statut only$/,
      );
      assert.deepEqual([...review.session.selection.cells.values()], [[3]]);
      await review.shot('dark-cell-taken');
      assert.deepEqual(await violations(review), []);
      await review.cell(0, 7).click();
      await review.press('Control+ ');
      await until(() => review.session.selection.cells.size === 0, {
        saying: () => 'With both its columns the row is not taken whole.',
      });
      await review.selects('+ 0 insert ~ 1 update − 0 delete');
      await review.press('Control+ ');
      await until(() => review.session.selection.cells.size === 1, {
        saying: () => 'The column is not left out.',
      });
      await review.press('Control+z', 'Control+z', 'Control+z');
      await review.selects('+ 0 insert ~ 0 update − 0 delete');
    });
  });

  it('turns the selection of the rows shown round, and asks before it does so to many', async () => {
    await using(incident, async (review) => {
      await review.openTab('changed');
      await review.cell(0, 0).click();
      await review.press('Control+Shift+A');
      await review.selects('+ 0 insert ~ 149 update − 0 delete');
      await review.openTab('missing');
      await review.cell(0, 1).click();
      await review.press('Control+Shift+A');
      await review.page.getByText('Turn the selection of 1 200 rows round?').waitFor();
      await review.press('Enter');
      await review.selects('+ 1 200 insert ~ 149 update − 0 delete');
    });
  });

  it('says what selecting a row means that is only in production', async () => {
    await using(incident, async (review) => {
      await review.openTab('extra');
      await said(
        review,
        'Selected here, a row would be deleted in production: allow deletes first',
      );
      await review.page.locator('.footer').getByText('Allow deletes').click();
      await said(review, 'A row selected here is deleted in production');
      await review.cell(0, 0).click();
      await review.selects('+ 0 insert ~ 0 update − 1 delete');
    });
  });

  it('says how many rows are equal, and lists none of them', async () => {
    await using(incident, async (review) => {
      await review.page.getByRole('tab', { name: /Identical/ }).click();
      const sentence = spaced(await review.page.locator('.nothing').innerText());
      assert.match(
        sentence,
        /^1 647 rows are equal in every column compared 6 columns were compared\./,
      );
      await review.shot('dark-identical');
      assert.deepEqual(await violations(review), []);
      await review.page.getByRole('button', { name: 'Compare Structure' }).last().click();
      await until(() => review.host.acts.some(({ method }) => method === 'compareStructure'), {
        saying: () => 'The structure was not asked for.',
      });
      await review.load();
      await review.page.getByRole('tab', { name: /Identical/, selected: true }).waitFor();
      await review.page.locator('.nothing').waitFor();
    });
  });

  async function using(dir: string, use: (review: ReviewPage) => Promise<void>): Promise<void> {
    const review = await browsing.open(dir);
    try {
      await review.loadAnew();
      await use(review);
      assert.deepEqual(await review.wrongs(), []);
    } finally {
      await review.close();
    }
  }

  async function said(review: ReviewPage, words: string | RegExp): Promise<void> {
    const place = review.page.locator('.position .said');
    const isSaid = async (): Promise<boolean> => {
      const text = spaced(await place.innerText());
      return typeof words === 'string' ? text === words : words.test(text);
    };
    await until(isSaid, { saying: async () => `It says “${spaced(await place.innerText())}”.` });
  }
});
