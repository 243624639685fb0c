import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ReviewStatus } from '../../src/protocol/state';
import { temporaryHome } from '../support/postgres';
import { classesIncident, comparedIncident, largeIncident } from '../support/webview/incidents';
import { misfits } from '../support/webview/misfits';
import { Browsing, type ReviewPage, spaced } from '../support/webview/reviewPage';
import { type Theme, themes } from '../support/webview/standIn';
import { violations } from '../support/webview/violations';

const at = '2026-11-19T11:50:00Z';
const written = { insert: 1200, update: 150, delete: 0, at };
const rehearsed: ReviewStatus['rehearsal'] = {
  ...{ state: 'passed', at },
  remarks: ['Triggers that will run: demandes_rdv_histo (after insert or update or delete).'],
};
const running: ReviewStatus['running'] = {
  ...{ step: 'apply', phase: 'writing the rows', done: 340, total: 1350, cancellable: true },
};
const proof = { state: 'proved', sentence: 'All 1350 selected rows are as planned.' } as const;

const remarks = ['The sequence of rdv_id goes on from 3 011.'];

/** Every state that the page can be told of. */
const states: Readonly<Record<string, Partial<ReviewStatus>>> = {
  selecting: {},
  running: { running },
  rehearsed: { rehearsal: rehearsed },
  failed: {
    rehearsal: { state: 'failed', at, reasons: ['3 of the selected rows changed in production.'] },
  },
  applied: { outcome: { state: 'applied', written, proof: { state: 'none' }, remarks } },
  proved: { outcome: { state: 'applied', written, proof, remarks } },
  partly: {
    outcome: { state: 'partly', written, left: { insert: 700, update: 0, delete: 0 }, remarks: [] },
  },
  undone: { outcome: { state: 'undone', written, proof: { state: 'none' }, remarks: [] } },
  unknown: {
    outcome: { state: 'unknown', message: 'Whether transaction 5148817 took place is not known.' },
  },
};

/** Between them they have every colour that the page uses; looking at each state would take minutes. */
const toneSetting = ['selecting', 'running', 'rehearsed', 'partly', 'unknown'];

describe('The look of the review', () => {
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

  for (const theme of themes) {
    it(`is accessible in the ${theme} theme, whatever its state`, async () => {
      await using(theme, 1280, async (review) => {
        for (const [name, status] of Object.entries(states)) {
          await showing(review, status);
          await review.shot(`${theme}-${name}`);
          if (toneSetting.includes(name)) {
            assert.deepEqual(await violations(review), [], name);
          }
        }
        await review.page.setViewportSize({ width: 700, height: 720 });
        await showing(review, states['rehearsed'] ?? {});
        await review.page.getByRole('button', { name: 'More' }).click();
        await review.shot(`${theme}-narrow`);
        assert.deepEqual(await violations(review), [], 'the menu');
      });
    });
  }

  it('fits from 560 to 2000 pixels, in every state: nothing is cut, wraps or overlaps', async () => {
    await using('dark', 1280, async (review) => {
      for (const [name, status] of Object.entries(states)) {
        await showing(review, status);
        for (const width of [560, 640, 721, 819, 821, 920, 1079, 1081, 1280, 2000]) {
          await review.page.setViewportSize({ width, height: 720 });
          assert.deepEqual(await misfits(review), [], `${name} at ${String(width)} px`);
        }
      }
      await review.shot('dark-2000');
    });
  });

  it('fits at a zoom of 200 %, with rows still in sight', async () => {
    await using('light', 1280, async (review) => {
      await showing(review, states['rehearsed'] ?? {});
      await review.page.setViewportSize({ width: 560, height: 400 });
      assert.deepEqual(await misfits(review), []);
      const grid = await review.page.getByRole('grid').boundingBox();
      assert.ok((grid?.height ?? 0) >= 44 + 3 * 22, `the grid is ${String(grid?.height)} px high`);
      await review.shot('light-zoomed');
    });
  });

  it('keeps within reach all that a narrow page leaves out', async () => {
    await using('dark', 700, async (review) => {
      const { page } = review;
      await page.getByRole('button', { name: 'More' }).click();
      const menu = page.getByRole('dialog', { name: 'More' });
      const text = await menu.innerText();
      for (const told of ['3 000 rows', '1 810 rows', 'Compared at', '1 647 identical', 'F7']) {
        assert.ok(text.replaceAll('\u00a0', ' ').includes(told), told);
      }
      await menu.getByText('Changed columns only').click();
      await page.locator('.head').getByText('date_rdv').waitFor();
      await menu.getByText('Allow deletes').click();
      await menu.getByRole('checkbox', { name: 'Allow deletes', checked: true }).waitFor();
      assert.ok(review.session.selection.deletesAllowed);
    });
  });

  it('shows rows that are on their way as such, and never as empty', async () => {
    await using('dark', 1280, async (review) => {
      const release = review.host.holdRows();
      await review.cell(0, 1).click();
      await review.press('Control+End');
      const waiting = review.page.locator('.row.loading[aria-busy="true"]');
      await waiting.first().waitFor();
      assert.ok((await waiting.count()) > 15);
      await review.shot('dark-loading');
      release();
      await review.row(1362).waitFor();
      assert.equal(await waiting.count(), 0);
    });
  });

  it('says so where nothing differs, and leads on where only this kind is missing', async () => {
    const [equal, changed] = [await largeIncident(home, 0), await largeIncident(home, 2)];
    const look = { theme: 'light', width: 900, height: 500 } as const;
    const none = await browsing.open(equal, look);
    const some = await browsing.open(changed, look);
    try {
      const said = none.page.locator('.nothing');
      const equality = /^Backup and production are equal 900 000 rows, 7 columns, compared at/;
      assert.match(spaced(await said.innerText()), equality);
      assert.deepEqual(await violations(none), []);
      await none.shot('light-equal');
      await some.page.locator('.category.missing').click();
      await some.press('F6');
      await some.focuses('All differences');
      await some.shot('light-none-of-kind');
      assert.deepEqual(await violations(some), []);
      await some.press('Enter');
      await some.focuses('row 0, column 0');
    } finally {
      await none.close();
      await some.close();
    }
  });

  for (const theme of themes) {
    it(`tells what is only written differently, and what is too large, in the ${theme} theme`, async () => {
      const classes = await classesIncident(await mkdtemp(path.join(home, 'classes-')));
      const review = await browsing.open(classes, { theme, width: 1280, height: 560 });
      try {
        await review.row(11).waitFor();
        await review.shot(`${theme}-classes`);
        assert.deepEqual(await violations(review), []);
        assert.deepEqual(await misfits(review), []);
        await review.page.setViewportSize({ width: 700, height: 560 });
        assert.deepEqual(await misfits(review), []);
        await review.shot(`${theme}-classes-narrow`);
      } finally {
        await review.close();
      }
    });
  }

  it('hides what is only written differently on a narrow page, too, and says how many rows that are', async () => {
    const classes = await classesIncident(await mkdtemp(path.join(home, 'classes-')));
    const review = await browsing.open(classes, { theme: 'light', width: 560, height: 560 });
    try {
      await review.row(0).waitFor();
      await review.page.getByRole('button', { name: 'Filter', exact: true }).click();
      await review.page.getByRole('button', { name: 'Hide: written differently' }).click();
      await review.shot('light-narrow-menu');
      await review.page.locator('[role=grid][aria-rowcount="121"]').waitFor();
      await review.press('Escape');
      await review.page.getByText('Row 1 of 120').waitFor();
      await review.page.getByText('Without written differently').waitFor();
      assert.deepEqual(await misfits(review), []);
      await review.shot('light-narrow-hidden');
    } finally {
      await review.close();
    }
  });

  it('hides what is only written differently, and says why a row cannot be selected', async () => {
    const classes = await classesIncident(await mkdtemp(path.join(home, 'classes-')));
    const review = await browsing.open(classes, { theme: 'dark', width: 1280, height: 560 });
    const rows = async (): Promise<string | null> =>
      review.page.getByRole('grid').getAttribute('aria-rowcount');
    try {
      await review.cell(11, 0).click();
      await review.cell(10, 0).click();
      await review.selects('+ 0 insert ~ 1 update − 0 delete');
      const tag = review.cell(11, 1).locator('.tag');
      assert.match((await tag.getAttribute('title')) ?? '', /too large to be read: correct it by/);
      assert.match((await review.row(0).getAttribute('aria-label')) ?? '', /Equal by type/);
      assert.equal(await rows(), '201');
      await review.page.getByRole('button', { name: 'Filter', exact: true }).click();
      await review.page.getByRole('button', { name: 'Hide: written differently' }).click();
      await review.press('Escape');
      await review.page.locator('[role=grid][aria-rowcount="121"]').waitFor();
      await review.row(0).getByText('2', { exact: true }).waitFor();
      await review.cell(0, 2).click();
      await review.press('Control+A');
      await review.selects('+ 0 insert ~ 111 update − 0 delete');
    } finally {
      await review.close();
    }
  });

  it('tells a range, a reused key and a missing side without colour', async () => {
    await using('hc', 1280, async (review) => {
      await review.cell(6, 2).click();
      await review.cell(10, 3).click({ modifiers: ['Shift'] });
      await review.shot('hc-range');
      const edge = await review.page
        .locator('.row.range.first')
        .evaluate((row) => getComputedStyle(row, '::after').borderTopWidth);
      assert.equal(edge, '1px');
      const hatch = await review
        .cell(0, 3)
        .evaluate((cell) => getComputedStyle(cell).backgroundImage);
      assert.match(hatch, /linear-gradient/);
    });
  });

  async function using(
    theme: Theme,
    width: number,
    use: (review: ReviewPage) => Promise<void>,
  ): Promise<void> {
    const review = await browsing.open(incident, { theme, width, height: 720 });
    try {
      await review.loadAnew();
      await use(review);
      assert.deepEqual(await review.wrongs(), []);
    } finally {
      await review.close();
    }
  }

  /** Some rows selected, and the incident standing so. */
  async function showing(review: ReviewPage, status: Partial<ReviewStatus>): Promise<void> {
    const intent = { act: 'range', tab: 'all', from: 0, to: 8, selected: true } as const;
    await review.session.select(intent);
    review.host.tell(status);
    review.host.refresh();
    await review.selects('+ 4 insert ~ 2 update − 0 delete');
  }
});
