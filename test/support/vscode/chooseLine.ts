import type { Locator } from 'playwright-core';

/** Clicks a line of a picker until that goes or asks something else: one just being drawn may take a click for none. */
export async function chooseLine(line: Locator, picker: Locator): Promise<void> {
  await line.waitFor();
  const asked = await askedBy(picker);
  const stillAsks = async (): Promise<boolean> =>
    (await picker.count()) > 0 && (await askedBy(picker)) === asked;
  for (let tries = 1; tries <= 3 && (await stillAsks()); tries += 1) {
    await line.click();
    for (let looks = 0; looks < 30 && (await stillAsks()); looks += 1) {
      await line.page().waitForTimeout(100);
    }
  }
}

/** Title and placeholder. */
async function askedBy(picker: Locator): Promise<string> {
  const titles = await picker.locator('.quick-input-title').allInnerTexts();
  const placeholders = await picker
    .locator('input.input')
    .evaluateAll((inputs) => inputs.map((input) => input.getAttribute('placeholder') ?? ''));
  return [...titles, ...placeholders].join('\n');
}
