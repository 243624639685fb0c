import assert from 'node:assert/strict';
import { type Frames, framesDuring } from '../../support/webview/frames';
import type { ReviewPage } from '../../support/webview/reviewPage';

/** Every frame while the rows are scrolled, by the way that it is done, each from the top, so many times. */
export async function scrolledFrames(
  review: ReviewPage,
  rounds: number,
): Promise<ReadonlyMap<string, readonly Frames[]>> {
  const ways = { wheel: byWheel, 'scroll bar': byScrollBar, 'Page Down': byPageDown };
  const frames = new Map<string, Frames[]>();
  for (const [how, scroll] of Object.entries(ways)) {
    const all: Frames[] = [];
    frames.set(how, all);
    for (let round = 0; round < rounds; round++) {
      all.push(await scrolledOnce(review, scroll));
    }
  }
  return frames;
}

async function scrolledOnce(review: ReviewPage, scroll: Way): Promise<Frames> {
  await review.page.keyboard.press('Control+Home');
  await review.cell(0, 1).click();
  const frames = await framesDuring(review.page, await scroll(review));
  await review.page.mouse.up();
  await untilBrought(review);
  return frames;
}

/** Milliseconds from the jump until all rows in sight are drawn, each to another place. */
export async function jumps(review: ReviewPage, places: readonly number[]): Promise<number[]> {
  const taken: number[] = [];
  for (const place of places) {
    taken.push(await review.page.evaluate(jumpTo, place));
  }
  return taken;
}

type Scroll = () => Promise<void>;
type Way = (review: ReviewPage) => Promise<Scroll>;

async function byWheel({ page }: ReviewPage): Promise<Scroll> {
  await page.mouse.move(600, 400);
  return async () => {
    for (let turn = 0; turn < 300; turn++) {
      await page.mouse.wheel(0, 240);
    }
  };
}

async function byScrollBar({ page }: ReviewPage): Promise<Scroll> {
  const grid = await page.getByRole('grid').boundingBox();
  assert.ok(grid);
  const x = grid.x + grid.width - 5;
  await page.mouse.move(x, grid.y + 6);
  await page.mouse.down();
  return async () => {
    for (let step = 1; step <= 300; step++) {
      await page.mouse.move(x, grid.y + 6 + step);
    }
  };
}

function byPageDown(review: ReviewPage): Promise<Scroll> {
  return Promise.resolve(async () => {
    for (let press = 0; press < 150; press++) {
      await review.press('PageDown');
    }
  });
}

async function untilBrought({ page }: ReviewPage): Promise<void> {
  await page.waitForFunction(() => document.querySelector('.row.loading') === null);
}

/** @param place Share of the whole way down. */
function jumpTo(place: number): Promise<number> {
  const grid = document.querySelector('.grid');
  if (!grid) {
    throw new Error('There is no grid.');
  }
  const begun = performance.now();
  grid.scrollTop = (grid.scrollHeight - grid.clientHeight) * place;
  return new Promise((resolve) => {
    const look = (): void => {
      const { top, bottom } = grid.getBoundingClientRect();
      const rows = [...grid.querySelectorAll('.canvas .row')].filter((row) => {
        const { y, height } = row.getBoundingClientRect();
        return y + height > top + 44 && y < bottom;
      });
      const areThere = rows.length > 10 && rows.every((row) => !row.matches('.loading'));
      if (areThere) {
        resolve(performance.now() - begun);
      } else {
        requestAnimationFrame(look);
      }
    };
    requestAnimationFrame(() => requestAnimationFrame(look));
  });
}
