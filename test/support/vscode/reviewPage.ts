import type { FrameLocator, Locator } from 'playwright-core';
import type { Workbench } from './workbench';

const patience = { timeout: 120_000 };

/** The review in the window, as a person uses it. */
export class ReviewPage {
  constructor(private readonly workbench: Workbench) {}

  tab(kind: 'all' | 'missing' | 'changed' | 'extra'): Locator {
    return this.frame().locator(`.category.${kind}`);
  }

  /** Of the tabs, in their order. */
  async counts(): Promise<readonly number[]> {
    const tabs = this.frame().locator('.tabs .category:not(.identical)');
    const texts = await tabs.locator('.count').allInnerTexts();
    return texts.map((text) => Number(text.replaceAll(/\D/g, '')));
  }

  box(ordinal: number): Locator {
    return this.row(ordinal).locator('.pick .check');
  }

  keyOf(ordinal: number): Locator {
    return this.row(ordinal).locator('.key').first();
  }

  link(text: string): Locator {
    return this.frame().locator('footer .link', { hasText: text });
  }

  selected(): Promise<string> {
    return this.total().innerText();
  }

  async untilSelected(text: RegExp): Promise<void> {
    await this.total().and(this.frame().getByText(text)).waitFor(patience);
  }

  /** What the window says of the step before may lie over the buttons. */
  async press(label: string): Promise<void> {
    await this.workbench.dismissToasts();
    const enabled = 'footer vscode-button:not([aria-disabled="true"])';
    const button = this.frame().locator(enabled, { hasText: label });
    await button.click();
  }

  /** Stops the step that runs. */
  async cancel(): Promise<void> {
    await this.frame().locator('.progress vscode-button', { hasText: 'Cancel' }).click();
    await this.frame()
      .locator('.progress')
      .waitFor({ ...patience, state: 'hidden' });
  }

  async untilBanner(text: string): Promise<void> {
    await this.frame().locator('.banner', { hasText: text }).waitFor(patience);
  }

  private frame(): FrameLocator {
    return this.workbench.webview();
  }

  private row(ordinal: number): Locator {
    return this.frame().locator(`.row[data-ordinal="${ordinal}"]`);
  }

  private total(): Locator {
    return this.frame().locator('footer .total');
  }
}
