import type { Locator } from 'playwright-core';

/** Clicks a line of a picker until that goes or asks something else: one just being drawn may take a click for none. */
export async function chooseLine(line: Locator, picker: Locator): Promise<void> {
  await line.waitFor();
  const asked = await askedBy(picker);
  for (let tries = 1; tries <= 3 && (await stillAsks(picker, asked)); tries += 1) {
    await line.click();
    await untilAnswered(picker, asked, 3000);
  }
}

/** At most so many milliseconds. */
export async function untilAnswered(picker: Locator, asked: string, most: number): Promise<void> {
  const deadline = Date.now() + most;
  while (Date.now() < deadline && (await stillAsks(picker, asked))) {
    await picker.page().waitForTimeout(50);
  }
}

export async function stillAsks(picker: Locator, asked: string): Promise<boolean> {
  return (await picker.count()) > 0 && (await askedBy(picker)) === asked;
}

/** Title and placeholder. */
export async function askedBy(picker: Locator): Promise<string> {
  const titles = await picker.locator('.quick-input-title').allInnerTexts();
  const placeholders = await picker
    .locator('input.input')
    .evaluateAll((inputs) => inputs.map((input) => input.getAttribute('placeholder') ?? ''));
  return [...titles, ...placeholders].join('\n');
}
