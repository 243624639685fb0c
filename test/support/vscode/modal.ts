import type { Locator } from 'playwright-core';

/**
 * Presses a button of the dialog that is open now. One that is just being drawn may take a click for none; one that
 * follows it at once is another, and is left alone.
 */
export async function pressUntilGone(dialog: Locator, button: string | RegExp): Promise<void> {
  const named = dialog.locator('.monaco-button', { hasText: button }).first();
  const pressed = await named.elementHandle();
  const shown = await dialog.elementHandle();
  for (let tries = 1; ; tries += 1) {
    try {
      await pressed.click({ timeout: 5000 });
      await shown.waitForElementState('hidden', { timeout: 5000 });
      return;
    } catch (error) {
      if (!(await shown.isVisible())) {
        return;
      }
      if (tries === 3) {
        throw error;
      }
    }
  }
}
