import assert from 'node:assert/strict';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { pressUntilGone } from './modal';
import { isOpened, untilOpened } from './treeItem';
import { askedBy, chooseLine, stillAsks, untilAnswered } from './chooseLine';

/** What the window's element says of the themes that the tests look at. */
const themeClasses: Readonly<Record<string, string>> = {
  'Light Modern': 'vs',
  'Dark Modern': 'vs-dark',
  'Dark High Contrast': 'hc-black',
  'Light High Contrast': 'hc-light',
};

/** VS Code's window as a person uses it: by mouse and keyboard. */
export class Workbench {
  constructor(readonly page: Page) {}

  /** Opens the window, and waits until the extension that brings this container is known. */
  async opened(url: string, container: string): Promise<void> {
    await this.page.goto(url);
    await this.container(container).waitFor({ timeout: 60_000 });
  }

  /** Reloads the window, and waits as {@link opened}. */
  async reloaded(container: string): Promise<void> {
    const anew = this.page.waitForEvent('load', { timeout: 60_000 });
    await this.runCommand('Developer: Reload Window');
    await anew;
    await this.container(container).waitFor({ timeout: 60_000 });
  }

  /** A window that is busy may not hear that it has grown or shrunk: it is told again. */
  async resize(width: number, height: number): Promise<void> {
    const isLaidOut = (wanted: number): boolean =>
      document.querySelector('.monaco-workbench')?.clientWidth === wanted;
    for (let tries = 1; ; tries += 1) {
      await this.page.setViewportSize({ width, height });
      try {
        await this.page.waitForFunction(isLaidOut, width, { timeout: 5000 });
        return;
      } catch (error) {
        if (tries === 4) {
          throw error;
        }
        await this.page.setViewportSize({ width: width - 1, height });
      }
    }
  }

  /** A container of the activity bar. */
  container(title: string): Locator {
    return this.page.locator('.activitybar .action-item', {
      has: this.page.locator(`a.action-label[aria-label^="${title}"]`),
    });
  }

  async openContainer(title: string): Promise<void> {
    const item = this.container(title);
    await item.waitFor({ timeout: 60_000 });
    if ((await item.getAttribute('aria-selected')) !== 'true') {
      await item.click();
    }
  }

  /** A section of the side bar, by its title: "Dumps Section", "Section Sauvegardes". */
  view(name: string): Locator {
    return this.page.locator('.split-view-view .pane', {
      has: this.page.locator(`.pane-header[aria-label*="${name}"]`),
    });
  }

  treeItem(view: string, name: string | RegExp): Locator {
    return this.view(view).getByRole('treeitem', { name });
  }

  /**
   * Until what is below it is there, too. A view that is drawn anew takes no notice of a click, or closes again what was
   * opened while its other nodes were being read.
   */
  async expandTreeItem(view: string, name: string | RegExp): Promise<void> {
    const item = this.treeItem(view, name).first();
    const expanded = this.view(view).locator('[role="treeitem"][aria-expanded="true"]').and(item);
    await item.waitFor();
    for (let tries = 1; !(await isOpened(item)); tries += 1) {
      if (tries > 10) {
        throw new Error(`${String(name)} in ${view} does not open.`);
      }
      if ((await expanded.count()) === 0) {
        await item.locator('.monaco-tl-twistie').click();
      }
      await untilOpened(item, 3000);
    }
  }

  /** What is below it is out of sight, and leaves room for others: rows that are not in sight are not there. */
  async collapseTreeItem(view: string, name: string | RegExp): Promise<void> {
    const item = this.treeItem(view, name).first();
    if ((await item.getAttribute('aria-expanded')) === 'true') {
      await item.locator('.monaco-tl-twistie').click();
    }
  }

  quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible');
  }

  rows(text?: string | RegExp): Locator {
    const row = this.quickInput().locator('.monaco-list-row');
    return text === undefined ? row : row.filter({ hasText: text });
  }

  /** Types in the palette; what it offers is then in {@link rows}. */
  async searchPalette(text: string): Promise<void> {
    const input = this.quickInput().locator('input.input');
    // The input of the command before may be about to close, and take this one's keys with it.
    for (let tries = 1; ; tries += 1) {
      await this.quickInput().waitFor({ state: 'hidden' });
      await this.page.keyboard.press('F1');
      try {
        await input.fill(`>${text}`, { timeout: 5000 });
        return;
      } catch (error) {
        if (tries === 3) {
          throw error;
        }
      }
    }
  }

  /** Waits for the command: right after the window has opened, extensions are not known yet. */
  async runCommand(title: string): Promise<void> {
    const command = this.rows(title).first();
    for (let tries = 1; ; tries += 1) {
      await this.searchPalette(title);
      try {
        await command.click({ timeout: 4000 });
        return;
      } catch (error) {
        if (tries === 10) {
          throw error;
        }
        await this.closeQuickInput();
      }
    }
  }

  /** What the open picker asks in its empty input. */
  async placeholder(): Promise<string> {
    return (await this.quickInput().locator('input.input').getAttribute('placeholder')) ?? '';
  }

  async closeQuickInput(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.quickInput().waitFor({ state: 'hidden' });
  }

  /** Chooses a line of a quick pick, which then goes or asks something else. */
  async pick(text: string | RegExp): Promise<void> {
    await chooseLine(this.rows(text).first(), this.quickInput());
  }

  /** Answers an input box; the next one, where one follows, asks something else. */
  async type(text: string): Promise<void> {
    await this.quickInput().locator('input.input').waitFor();
    const before = await this.prompt();
    for (let tries = 0; tries < 10 && (await this.prompt()) === before; tries += 1) {
      await this.fill(text);
      await this.page.keyboard.press('Enter');
      await this.promptHasChanged(before);
    }
  }

  /** A box that has just opened may yet be given its first value, over what was typed. */
  async fill(text: string): Promise<void> {
    const input = this.quickInput().locator('input.input');
    await input.waitFor();
    do {
      await input.fill(text);
      await this.page.waitForTimeout(80);
    } while ((await input.inputValue()) !== text);
  }

  /**
   * Names the file in the file dialog of a window without a desktop, which takes no Enter while it looks at folders, and
   * may put the name that it proposes over what was typed.
   */
  async chooseFile(file: string): Promise<void> {
    const dialog = this.quickInput();
    await dialog.locator('input.input').waitFor();
    const asked = await askedBy(dialog);
    for (let tries = 0; tries < 10 && (await stillAsks(dialog, asked)); tries += 1) {
      await this.fill(file);
      await this.page.keyboard.press('Enter');
      await untilAnswered(dialog, asked, 1500);
    }
  }

  /** Chooses in the menu of a node. */
  async chooseInMenu(node: Locator, title: string): Promise<void> {
    const choice = this.page.locator('.monaco-menu .action-label', { hasText: title }).first();
    for (let tries = 1; ; tries += 1) {
      await node.click({ button: 'right' });
      try {
        await choice.hover({ timeout: 3000 });
        // A menu takes no click in its first moment, so that none chooses by opening it.
        await this.page.waitForTimeout(300);
        await choice.click({ timeout: 3000 });
        return;
      } catch (error) {
        // A view that is drawn anew closes its menu, and one that stays is in the way of the next.
        if (tries === 3) {
          throw error;
        }
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /** Ticks lines of a choice of many, and accepts it. */
  async tick(title: string, lines: readonly string[]): Promise<void> {
    await this.quickInput().locator('.quick-input-title', { hasText: title }).waitFor();
    for (const line of lines) {
      await this.tickLine(this.rows(line).first());
    }
    // What is ticked comes to the extension a moment later than it is drawn, and an Enter at once may overtake it.
    await this.page.waitForTimeout(lines.length > 0 ? 1000 : 0);
    // A review that is opening may take the focus from it.
    await this.quickInput().locator('input.input').press('Enter');
  }

  /** A list that is just being drawn says of no line whether it is ticked, and may take a click for none. */
  private async tickLine(row: Locator): Promise<void> {
    const ticked = row.and(this.page.locator('[aria-checked="true"]'));
    const unticked = row.and(this.page.locator('[aria-checked="false"]'));
    await ticked.or(unticked).waitFor();
    const wanted = (await ticked.count()) > 0 ? unticked : ticked;
    for (let tries = 1; (await wanted.count()) === 0; tries += 1) {
      await row.click();
      try {
        await wanted.waitFor({ timeout: 3000 });
      } catch (error) {
        if (tries === 3) {
          throw error;
        }
      }
    }
  }

  /** What is shown beside something while the mouse is on it; a view that is drawn anew takes it away. */
  async showHover(of: Locator, text: string): Promise<void> {
    const hover = this.page.getByText(text);
    for (let tries = 1; ; tries += 1) {
      await of.hover();
      try {
        await hover.waitFor({ timeout: 4000 });
        return;
      } catch (error) {
        if (tries === 4) {
          throw error;
        }
        await this.page.mouse.move(0, 0);
      }
    }
  }

  /** The modal dialog that is open. */
  async modal(): Promise<{ readonly text: string; press(button: string | RegExp): Promise<void> }> {
    const dialog = this.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    return {
      text: await dialog.innerText(),
      press: (button) => pressUntilGone(dialog, button),
    };
  }

  /** Whatever asks is answered by nothing, as after a test that failed: those after it find none of it. */
  async dismissQuestions(): Promise<void> {
    const questions = this.quickInput().or(this.page.locator('.monaco-dialog-box, .monaco-menu'));
    for (let tries = 0; tries < 5 && (await questions.count()) > 0; tries += 1) {
      await this.page.keyboard.press('Escape');
      await this.page.waitForTimeout(300);
    }
  }

  toast(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast', { hasText: text });
  }

  /** An item of the status bar. */
  statusItem(text: string): Locator {
    return this.page.locator('.statusbar-item', { hasText: text });
  }

  async dismissToasts(): Promise<void> {
    await this.runCommand('Notifications: Clear All Notifications');
    await this.toast('').first().waitFor({ state: 'hidden' });
  }

  tab(title: string | RegExp): Locator {
    return this.page.getByRole('tab', { name: title });
  }

  /** What a webview shows. */
  webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  }

  /** Chooses a colour theme as a person does. */
  async chooseTheme(title: string): Promise<void> {
    await this.runCommand('Preferences: Color Theme');
    const input = this.quickInput().locator('input[placeholder*="Theme"]');
    await input.waitFor();
    await input.fill(title);
    await this.rows(title).first().waitFor();
    await this.page.keyboard.press('Enter');
    await this.quickInput().waitFor({ state: 'hidden' });
    await this.page.locator(`.monaco-workbench.${themeClasses[title] ?? ''}`).waitFor();
    // The colours of the window's parts, and of what is in a webview, change over some moments.
    await this.page.waitForTimeout(800);
  }

  /** Milliseconds that VS Code itself measured for loading and activating an extension. */
  async activationOf(displayName: string): Promise<number> {
    await this.runCommand('Developer: Show Running Extensions');
    const rows = this.page.locator('.runtime-extensions-editor .monaco-list-row');
    const row = rows.filter({ hasText: displayName });
    // The slowest stand first, and only those in sight are there.
    await rows.first().click();
    while ((await row.count()) === 0) {
      await this.page.keyboard.press('PageDown');
    }
    const text = await row.locator('.activation-time').innerText();
    await this.runCommand('View: Close Editor');
    return Number(/(\d+)\s*ms/.exec(text)?.[1] ?? NaN);
  }

  /** What the window shows as failed: nothing may be. */
  async assertNoError(): Promise<void> {
    const errors = this.page.locator('.notification-toast .codicon-error');
    const texts = await this.page.locator('.notification-toast', { has: errors }).allInnerTexts();
    assert.deepEqual(texts, []);
  }

  private async promptHasChanged(before: string): Promise<void> {
    for (let looks = 0; looks < 20 && (await this.prompt()) === before; looks += 1) {
      await this.page.waitForTimeout(50);
    }
  }

  /** What the open input box asks; empty where none is open. */
  private async prompt(): Promise<string> {
    const [asked = ''] = await this.quickInput().locator('.quick-input-message').allInnerTexts();
    return asked;
  }
}
