import type { Locator } from 'playwright-core';

/** Whether it is expanded, and what is below it in sight; of the last row in sight, nothing else can be. */
export function isOpened(item: Locator): Promise<boolean> {
  return item.evaluate((row) => {
    const below = Number(row.getAttribute('data-index')) + 1;
    const next = row.parentElement?.querySelector(`[data-index="${below}"]`);
    const levels = [row, next].map((each) => Number(each?.getAttribute('aria-level')));
    const [level = 0, levelBelow = 0] = levels;
    return row.getAttribute('aria-expanded') === 'true' && (!next || levelBelow > level);
  });
}

/** At most so many milliseconds. */
export async function untilOpened(item: Locator, most: number): Promise<void> {
  const deadline = Date.now() + most;
  while (Date.now() < deadline && !(await isOpened(item))) {
    await item.page().waitForTimeout(50);
  }
}
