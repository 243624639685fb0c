import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { temporaryHome } from '../support/postgres';
import { noticedIncident } from '../support/webview/incidents';
import { misfits } from '../support/webview/misfits';
import { Browsing } from '../support/webview/reviewPage';
import { themes } from '../support/webview/standIn';
import { violations } from '../support/webview/violations';

const notices = [
  'mairie@pg-prod-1 was read over 2 of 4 connections, because it gave no more: sorry, too many clients already',
  'Production kept its snapshot for 25 minutes; vacuum cleaned up no row there, of any table, that was deleted or updated meanwhile.',
  'Partitions of metier.demandes_rdv lie on other servers (2), each of which is seen as of a moment of its own: a row that was moved from one to another meanwhile may look missing, or share its key with itself.',
];

describe('What is to be known of how a table was compared', () => {
  let home: string;
  let incident: string;
  let browsing: Browsing;

  before(async () => {
    home = await temporaryHome('pra-webview-');
    [incident, browsing] = await Promise.all([noticedIncident(home, notices), Browsing.start()]);
  });

  after(async () => {
    await browsing.close();
    await rm(home, { recursive: true, force: true });
  });

  for (const theme of themes) {
    it(`is said below the header of the review, quietly, in the ${theme} theme`, async () => {
      const review = await browsing.open(incident, { theme, width: 1280, height: 560 });
      try {
        const said = review.page.getByRole('region', { name: 'How it was compared' });
        assert.equal(await said.innerText(), '3 notes on how it was compared');
        await review.shot(`${theme}-notices`);
        assert.deepEqual(await violations(review), []);
        await said.getByText('3 notes').click();
        assert.deepEqual((await said.innerText()).split(/\n+/).slice(1), notices);
        await review.shot(`${theme}-notices-open`);
        assert.deepEqual(await violations(review), []);
        for (const width of [560, 721, 1280, 2000]) {
          await review.page.setViewportSize({ width, height: 560 });
          assert.deepEqual(await misfits(review), [], `at ${String(width)} px`);
        }
        await review.page.setViewportSize({ width: 560, height: 440 });
        await review.shot(`${theme}-notices-small`);
        const grid = await review.page.getByRole('grid').boundingBox();
        assert.ok(
          (grid?.height ?? 0) >= 44 + 3 * 22,
          `the grid is ${String(grid?.height)} px high`,
        );
      } finally {
        await review.close();
      }
    });
  }

  it('is one sentence where there is one, and nothing where there is none', async () => {
    for (const words of [notices.slice(1, 2), []]) {
      const dir = await noticedIncident(home, words);
      const review = await browsing.open(dir, { theme: 'light', width: 900, height: 500 });
      try {
        await review.row(0).waitFor();
        const said = review.page.locator('.reading-notes');
        assert.equal(await said.isVisible(), words.length > 0);
        assert.equal(await said.innerText(), words.join());
        assert.deepEqual([await misfits(review), await violations(review)], [[], []]);
        await review.shot(`light-notices-${words.length}`);
      } finally {
        await review.close();
      }
    }
  });
});
