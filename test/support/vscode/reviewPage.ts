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

  /** Chooses the range of the histogram in which rows are missing, by dragging from its first column to its last. */
  async dragOverHole(): Promise<void> {
    const hatched = this.frame().locator('.plot rect.missing');
    await hatched.first().waitFor(patience);
    const [first, last] = [await boxOf(hatched.first()), await boxOf(hatched.last())];
    const y = first.y + first.height / 2;
    const { mouse } = this.workbench.page;
    await mouse.move(first.x + 1, y);
    await mouse.down();
    await mouse.move(last.x + last.width / 2, y, { steps: 8 });
    await mouse.move(last.x + last.width - 1, y);
    await mouse.up();
    await this.frame().locator('.filter-chip').first().waitFor();
  }

  /** Every row of a tab, by keyboard. */
  async selectAll(kind: Parameters<ReviewPage['tab']>[0]): Promise<void> {
    await this.tab(kind).click();
    await this.keyOf(0).click();
    await this.workbench.page.keyboard.press('Control+a');
  }

  link(text: string): Locator {
    return this.frame().locator('footer .link', { hasText: text });
  }

  selected(): Promise<string> {
    return this.total().innerText();
  }

  /** Until the footer counts so many rows, whatever parts its thousands. */
  async untilRowsSelected(rows: number): Promise<void> {
    const digits = String(rows).replace(/\B(?=(?:\d{3})+$)/g, '\\D');
    await this.untilSelected(new RegExp(`^${digits} (selected|choisies)`));
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

  async untilBanner(text: string | RegExp): Promise<void> {
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

async function boxOf(locator: Locator): Promise<Box> {
  const box = await locator.boundingBox();
  if (!box) {
    throw new Error('What is to be dragged over is not there.');
  }
  return box;
}

type Box = NonNullable<Awaited<ReturnType<Locator['boundingBox']>>>;
