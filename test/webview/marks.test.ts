import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { temporaryHome } from '../support/postgres';
import { markedIncident } from '../support/webview/incidents';
import { misfits } from '../support/webview/misfits';
import { Browsing, type ReviewPage } from '../support/webview/reviewPage';
import { type Theme, themes } from '../support/webview/standIn';
import { violations } from '../support/webview/violations';

describe('What would be wrong to select, in the review', () => {
  let home: string;
  let incident: string;
  let browsing: Browsing;

  before(async () => {
    home = await temporaryHome('pra-webview-');
    [incident, browsing] = await Promise.all([markedIncident(home), Browsing.start()]);
  });

  after(async () => {
    await browsing.close();
    await rm(home, { recursive: true, force: true });
  });

  for (const theme of themes) {
    it(`is told in the ${theme} theme at the rows, and what must be brought first above them`, async () => {
      await using(theme, async (review) => {
        const { page } = review;
        await page
          .getByText(/10 rows are blocked: production lacks 2 rows of .*compare again/)
          .waitFor();
        await page.getByRole('button', { name: 'Show Blocked Rows' }).click();
        await review.row(0).locator('.tag', { hasText: 'blocked' }).waitFor();
        await review.shot(`${theme}-marks`);
        assert.deepEqual(await violations(review), []);
        assert.deepEqual(await misfits(review), []);
        await page.setViewportSize({ width: 700, height: 560 });
        assert.deepEqual(await misfits(review), []);
        await review.shot(`${theme}-marks-narrow`);
      });
    });
  }

  it('says of a blocked row what is missing, and does not take it in', async () => {
    await using('dark', async (review) => {
      await review.page.getByRole('button', { name: 'Show Blocked Rows' }).click();
      const label = await review.row(0).getAttribute('aria-label');
      assert.match(
        label ?? '',
        /Production has no metier\.citoyens with citoyen_id 1[01]: bring it/,
      );
      await review.cell(0, 1).click();
      await review.press('Space');
      await review.selects('+ 0 insert ~ 0 update − 0 delete');
    });
  });

  it('says where many rows are chosen how many need parents, and offers to bring them', async () => {
    await using('dark', async (review) => {
      const { page } = review;
      await page.getByRole('checkbox', { name: 'All rows of this tab' }).click();
      await page.locator('.question').getByRole('button', { name: 'Select All' }).click();
      await page
        .getByText(/Left out: .*\b\d+ needs? (?:a parent|parents) that production lacks/)
        .waitFor();
      const offer = page.locator('.position .offer');
      await offer.getByRole('button', { name: 'Bring the 2 Missing Parents…' }).click();
      assert.equal(review.host.acts.filter(({ method }) => method === 'bringParents').length, 1);
      await review.shot('dark-left-out-parents');
      assert.deepEqual(await violations(review), []);
      for (const width of [560, 1280]) {
        await page.setViewportSize({ width, height: 560 });
        assert.deepEqual(await misfits(review), []);
      }
      await page.locator('.footer').getByText('Clear').click();
      await offer.waitFor({ state: 'hidden' });
    });
  });

  it('opens the recovery of the parents that are missing', async () => {
    await using('dark', async (review) => {
      await review.page.getByRole('button', { name: 'Bring the 2 Missing Parents…' }).click();
      const asked = review.host.acts.flatMap((act) =>
        act.method === 'bringParents' ? [act.params.parents] : [],
      );
      assert.deepEqual(asked, [0]);
    });
  });

  it('asks before rows are deleted that others refer to, and says how many of which table', async () => {
    await using('dark', async (review) => {
      const { page } = review;
      await review.openTab('extra');
      await page.getByRole('checkbox', { name: 'Allow deletes' }).click();
      await review.cell(1, 1).click();
      await review.press('Space');
      const question = page.locator('.question');
      await question.getByText('A delete would take 3 rows of metier.pieces with it').waitFor();
      await question.getByRole('button', { name: 'Cancel' }).click();
      await review.selects('+ 0 insert ~ 0 update − 0 delete');
      await review.cell(1, 1).click();
      await review.press('Control+a');
      await question.getByText('A delete is refused while 2 rows of metier.histo').waitFor();
      await review.shot('dark-marks-question');
      await question.getByRole('button', { name: 'Select All' }).click();
      await review.selects('+ 0 insert ~ 0 update − 10 delete');
      await page.locator('.said', { hasText: '3 rows of metier.pieces' }).waitFor();
    });
  });

  it('asks before a row whose key was reused, and says what it overwrites', async () => {
    await using('dark', async (review) => {
      const { page } = review;
      await review.openTab('changed');
      await review.cell(1, 1).click();
      await review.press('Space');
      await page
        .getByText('It overwrites another thing: citoyen_id 1003 becomes citoyen_id 3')
        .waitFor();
      await review.shot('dark-marks-reused');
      await page.getByRole('button', { name: 'Select All the Same' }).click();
      await review.selects('+ 0 insert ~ 1 update − 0 delete');
    });
  });

  it('tells what was written after the dump by the time that says so', async () => {
    await using('dark', async (review) => {
      await review.openTab('changed');
      const row = review.row(0);
      assert.equal(await row.locator('.tag').innerText(), 'after the dump');
      assert.match(
        (await row.getAttribute('aria-label')) ?? '',
        /metier\.histo has 2026-11-18 09:30:00\+00 in changed_at, later than the dump/,
      );
      assert.equal(await review.row(2).locator('.tag').count(), 0, 'its history is older');
    });
  });

  async function using(theme: Theme, use: (review: ReviewPage) => Promise<void>): Promise<void> {
    const review = await browsing.open(incident, { theme, width: 1280, height: 560 });
    try {
      await review.row(0).waitFor();
      await use(review);
      assert.deepEqual(await review.wrongs(), []);
    } finally {
      await review.host.reset();
      await review.close();
    }
  }
});
