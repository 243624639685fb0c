import type { Page } from 'playwright-core';

/** The frames of a page while something was done to it. */
export interface Frames {
  /** Milliseconds between one frame and the next. */
  readonly intervals: readonly number[];
  /** The most rows that the page had at one of the frames. */
  readonly mostRows: number;
}

interface Counting {
  stop(): Frames;
}

declare global {
  interface Window {
    frameCounting: Counting;
  }
}

/** Counts every frame that the page draws meanwhile. */
export async function framesDuring(page: Page, act: () => Promise<void>): Promise<Frames> {
  await page.evaluate(countFrames);
  await act();
  return page.evaluate(() => window.frameCounting.stop());
}

/** Scrolls the grid by leaps, one in each frame, as a fast hand does by the scroll bar, however busy the machine is. */
export function leapThrough(page: Page, leaps: number): Promise<void> {
  return page.evaluate(leap, leaps);
}

/** In ascending order: the interval that this share of the frames did not exceed. */
export function intervalAt(share: number, { intervals }: Frames): number {
  const sorted = intervals.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Infinity;
}

function countFrames(): void {
  const intervals: number[] = [];
  let mostRows = 0;
  let last: number | undefined;
  let goesOn = true;
  requestAnimationFrame(function count(now) {
    if (last !== undefined) {
      intervals.push(now - last);
    }
    last = now;
    mostRows = Math.max(mostRows, document.querySelectorAll('.row').length);
    if (goesOn) {
      requestAnimationFrame(count);
    }
  });
  window.frameCounting = {
    stop: () => {
      goesOn = false;
      return { intervals, mostRows };
    },
  };
}

async function leap(leaps: number): Promise<void> {
  const grid = document.querySelector('[role=grid]');
  for (let done = 0; grid && done < leaps; done += 1) {
    await new Promise(requestAnimationFrame);
    grid.scrollTop += 2 * grid.clientHeight;
  }
}
