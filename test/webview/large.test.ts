import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { temporaryHome } from '../support/postgres';
import { type Frames, framesDuring, intervalAt, leapThrough } from '../support/webview/frames';
import { largeIncident } from '../support/webview/incidents';
import { misfits } from '../support/webview/misfits';
import { Browsing, type ReviewPage, until } from '../support/webview/reviewPage';

const differences = 200_000;
/** A frame of a screen of 60 a second, and some for the clock. */
const frame = 20;
/** Three of them: what two busy cores may make of it. */
const slowFrame = 51;

describe('A review of 200 000 differences in the browser', () => {
  let home: string;
  let browsing: Browsing;
  let review: ReviewPage;

  before(async () => {
    home = await temporaryHome('pra-webview-');
    const [incident, started] = await Promise.all([
      largeIncident(home, differences),
      Browsing.start(),
    ]);
    browsing = started;
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

  it('scrolls smoothly by the wheel', async () => {
    await review.page.mouse.move(600, 400);
    await smoothly('wheel', async () => {
      for (let turn = 0; turn < 80; turn++) {
        await review.page.mouse.wheel(0, 240);
      }
    });
    await comesToRest();
  });

  it('scrolls smoothly as the scroll bar is dragged', async () => {
    const grid = await review.page.getByRole('grid').boundingBox();
    assert.ok(grid);
    const x = grid.x + grid.width - 5;
    await review.page.mouse.move(x, grid.y + 12);
    await review.page.mouse.down();
    await smoothly('scroll bar', async () => {
      for (let step = 1; step <= 80; step++) {
        await review.page.mouse.move(x, grid.y + 12 + step * 4);
      }
    });
    await review.page.mouse.up();
    const first = await firstInSight();
    assert.ok(first > differences / 4, `the bar led to row ${String(first)} only`);
    await comesToRest();
  });

  it('brings no rows that the scroll bar only passes', async () => {
    review.host.rowsAsked = 0;
    const leaps = 150;
    await leapThrough(review.page, leaps);
    await comesToRest();
    assert.ok((await firstInSight()) > leaps, 'The grid did not leap.');
    assert.ok(review.host.rowsAsked < 30, `rows were asked for ${review.host.rowsAsked} times`);
  });

  it('scrolls smoothly by Page Down', async () => {
    await review.cell(0, 1).click();
    await smoothly('Page Down', async () => {
      for (let press = 0; press < 60; press++) {
        await review.press('PageDown');
      }
    });
    await comesToRest();
    await review.focuses(/^row \d{4}, column 1$/);
  });

  it('shows the rows at the end as soon as it gets there', async () => {
    await review.cell(0, 1).click();
    const begun = performance.now();
    await review.press('Control+End');
    await review.row(differences - 1).waitFor();
    const took = performance.now() - begun;
    console.log(`      the last rows after ${took.toFixed(0)} ms`);
    assert.ok(took < 1000, `the last rows came after ${took.toFixed(0)} ms`);
    assert.equal(await review.cell(differences - 1, 1).innerText(), String(differences));
    await review.focuses(`row ${String(differences - 1)}, column 5`);
  });

  it('selects them all, and half of them, and says how many', async () => {
    await review.cell(0, 1).click();
    await review.press('Control+a');
    await review.focuses('Select All');
    await review.press('Enter');
    await review.selects('+ 50 000 insert ~ 100 000 update − 0 delete');
    for (const width of [560, 821, 1081]) {
      await review.page.setViewportSize({ width, height: 720 });
      assert.deepEqual(await misfits(review), [], `at ${String(width)} px`);
    }
    await review.shot('large-1081');
    await review.page.setViewportSize({ width: 1280, height: 720 });
    await review.openTab('changed');
    await review.cell(0, 1).click();
    // Without waiting for the last rows.
    await review.press('Control+Shift+End', ' ');
    await review.selects('+ 50 000 insert ~ 0 update − 0 delete');
  });

  /**
   * Scrolls until the page's frames are as they should be, three times at most: what else the machine
   * does at one moment is not the page's, and a page that is slow is so each time.
   */
  async function smoothly(how: string, scroll: () => Promise<void>): Promise<void> {
    let faults: readonly string[] = [];
    for (let attempt = 0; attempt < 3; attempt++) {
      faults = faultsOf(how, await framesDuring(review.page, scroll));
      if (faults.length === 0) {
        return;
      }
    }
    assert.deepEqual(faults, []);
  }

  /** The rows in sight come, once the scrolling ends. */
  async function comesToRest(): Promise<void> {
    const loading = review.page.locator('.row.loading');
    await until(async () => (await loading.count()) === 0, { saying: () => 'Rows are missing.' });
    const first = await firstInSight();
    const [top, bottom] = [review.row(first), review.row(first + 15)];
    assert.equal(await top.isVisible(), true);
    assert.equal(await bottom.isVisible(), true);
    const number = await review.cell(first, 1).innerText();
    assert.equal(number.replace(/\D+$/, ''), String(first + 1));
  }

  function firstInSight(): Promise<number> {
    return review.page.evaluate(() => {
      const head = document.querySelector('.head')?.getBoundingClientRect().bottom ?? 0;
      const rows = [...document.querySelectorAll<HTMLElement>('.row')];
      const below = rows.filter((row) => row.getBoundingClientRect().top >= head - 1);
      return Math.min(...below.map((row) => Number(row.dataset['ordinal'])));
    });
  }
});

/** Says what was measured, and gives what of it is not smooth. */
function faultsOf(how: string, frames: Frames): readonly string[] {
  const { intervals, mostRows } = frames;
  const [median, late] = [intervalAt(0.5, frames), intervalAt(0.95, frames)];
  console.log(
    `      ${how}: ${String(intervals.length)} frames, median ${median.toFixed(1)} ms,` +
      ` 95 % within ${late.toFixed(1)} ms; at most ${String(mostRows)} rows in the page`,
  );
  const faults: Readonly<Record<string, boolean>> = {
    'too few frames': intervals.length < 20,
    [`the median frame took ${median.toFixed(1)} ms`]: median > frame,
    [`one frame in twenty took ${late.toFixed(1)} ms or more`]: late > slowFrame,
    [`${String(mostRows)} rows in the page`]: mostRows > 80,
  };
  return Object.entries(faults).flatMap(([fault, isSo]) => (isSo ? [fault] : []));
}
