import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import type { Channel, ToWebview } from '../../../src/protocol/messages';
import type { Tab } from '../../../src/protocol/rows';
import type { ReviewSession } from '../../../src/recovery/review/reviewSession';
import type { PageName } from '../../../src/ui/webviewPage';
import { definedEnvironment, findChromium } from '../vscode/chromium';
import { root } from '../vscode/programs';
import { openSession } from './incidents';
import { pageText } from './pageText';
import { ReviewHost } from './reviewHost';
import { standInForVsCode, type Theme, type Watched } from './standIn';

export interface Look {
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
  /** The operator's; English where absent. */
  readonly locale?: string;
}

export const wideDark: Look = { theme: 'dark', width: 1280, height: 720 };

export const origin = 'https://webview.test';

/** A browser for reviews. Whoever starts it closes it. */
export class Browsing {
  private constructor(
    private readonly browser: Browser,
    private readonly html: string,
  ) {}

  static async start(): Promise<Browsing> {
    return new Browsing(await launchChromium(), await pageText('review', origin));
  }

  async open(incident: string, { theme, width, height, locale } = wideDark): Promise<ReviewPage> {
    const page = await this.browser.newPage({ viewport: { width, height } });
    page.setDefaultTimeout(10_000);
    const complaints = complaintsOf(page);
    const session = await openSession(incident);
    const host = new ReviewHost(session, await channelTo<ToWebview>(page), locale);
    const outside = await serveFiles(page, 'review', this.html);
    await standInForVsCode(page, theme);
    const review = new ReviewPage(page, host, { outside, complaints });
    await review.load();
    return review;
  }

  async close(): Promise<void> {
    await this.browser.close();
  }
}

/** What a page did that it must not: there must be nothing. */
interface Faults {
  /** Addresses that it asked for outside its own files. */
  readonly outside: readonly string[];
  /** What the console says and what nobody caught. */
  readonly complaints: readonly string[];
}

/** A review as its operator has it before them: the built bundle in a browser, a real session behind it. */
export class ReviewPage {
  constructor(
    readonly page: Page,
    readonly host: ReviewHost,
    readonly faults: Faults,
  ) {}

  /** Anew, as after a reload of the window. */
  async load(): Promise<void> {
    await this.page.goto(`${origin}/`);
    await this.page.locator('main.review').waitFor();
  }

  /** As an operator sees it who has not touched it yet. */
  async loadAnew(): Promise<void> {
    await this.host.reset();
    await this.page.evaluate(() => {
      sessionStorage.clear();
    });
    await this.load();
    await this.row(0).waitFor();
  }

  get session(): ReviewSession {
    return this.host.session;
  }

  watched(): Promise<Watched> {
    return this.page.evaluate(() => window.watched);
  }

  /** Everything that the page did and must not have: its policy broken, the outside asked, errors. */
  async wrongs(): Promise<readonly string[]> {
    const { violations } = await this.watched();
    return [...violations, ...this.faults.outside, ...this.faults.complaints];
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await this.page.keyboard.press(key);
    }
  }

  async openTab(tab: Tab): Promise<void> {
    await this.page.locator(`.category.${tab}`).click();
    await this.row(0).waitFor();
  }

  /** A row that has been brought. */
  row(ordinal: number): Locator {
    return this.page.locator(`.row[data-ordinal="${String(ordinal)}"]:not(.loading)`);
  }

  /** Counted from 0, the box being column 0. */
  cell(ordinal: number, column: number): Locator {
    return this.row(ordinal).locator('.cell').nth(column);
  }

  /** Waits until the footer says so. */
  async selects(counts: string): Promise<void> {
    const footer = this.page.locator('.footer .effects');
    await until(async () => spaced(await footer.innerText()) === counts, {
      saying: async () => `The footer says ${spaced(await footer.innerText())}, not ${counts}.`,
    });
  }

  /** Where the focus is: a cell as `row 3, column 1`, else its text, name or tag. */
  focus(): Promise<string> {
    return this.page.evaluate(() => {
      const element = document.activeElement;
      const row = element?.closest<HTMLElement>('.row');
      if (element && row) {
        const column = String([...row.children].indexOf(element));
        return `row ${row.dataset['ordinal'] ?? ''}, column ${column}`;
      }
      const name = element?.getAttribute('aria-label') ?? element?.textContent.trim() ?? '';
      return element === document.body ? 'nothing' : name;
    });
  }

  async focuses(where: string | RegExp): Promise<void> {
    const isThere = (focus: string): boolean =>
      typeof where === 'string' ? focus === where : where.test(focus);
    await until(async () => isThere(await this.focus()), {
      saying: async () => `The focus is on ${await this.focus()}, not on ${String(where)}.`,
    });
  }

  async shot(name: string): Promise<void> {
    await this.page.screenshot({ path: path.join(root, 'out', 'webview', 'shots', `${name}.png`) });
  }

  async close(): Promise<void> {
    this.host.dispose();
    await this.page.close();
    await this.session.close();
  }
}

/** Waits until the fact holds. */
export async function until(
  holds: () => Promise<boolean> | boolean,
  { saying, seconds = 5 }: { saying: () => Promise<string> | string; seconds?: number },
): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!(await holds())) {
    if (performance.now() > end) {
      throw new Error(await saying());
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** With plain spaces, single ones. */
export function spaced(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

export async function launchChromium(): Promise<Browser> {
  const { executablePath, args, env } = await findChromium(() => undefined);
  return chromium.launch({
    ...{ executablePath, headless: true, args },
    // One is dragged, and all take room.
    ignoreDefaultArgs: ['--hide-scrollbars'],
    env: { ...definedEnvironment(), ...env },
  });
}

/** What the console says and what nobody caught, from now on. */
export function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') {
      complaints.push(message.text());
    }
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return complaints;
}

export async function channelTo<Sent>(page: Page): Promise<Channel<Sent>> {
  const listeners = new Set<(message: unknown) => void>();
  await page.exposeFunction('postToHost', (message: unknown) => {
    for (const listener of listeners) {
      listener(message);
    }
  });
  return {
    post: (message) => {
      page
        .evaluate((text) => {
          window.postMessage(JSON.parse(text), '*');
        }, JSON.stringify(message)) // as a text: far quicker than playwright's own copying
        .catch(ignored); // as in VS Code: nobody hears what is posted while the page loads or is closed
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

function ignored(): void {
  // Said where it is used.
}

/** The page and its two files; whatever else is asked for is refused and written down. */
export async function serveFiles(
  page: Page,
  name: PageName,
  html: string,
): Promise<readonly string[]> {
  const outside: string[] = [];
  const types = { [`${name}.js`]: 'text/javascript', [`${name}.css`]: 'text/css' };
  await page.route('**/*', async (route) => {
    const url = route.request().url();
    if (url === `${origin}/`) {
      await route.fulfill({ contentType: 'text/html', body: html });
      return;
    }
    const found = Object.entries(types).find(([file]) => url === `${origin}/dist/webview/${file}`);
    if (!found) {
      outside.push(url);
      await route.abort();
      return;
    }
    const [file, contentType] = found;
    const body = await readFile(path.join(root, 'dist', 'webview', file));
    await route.fulfill({ contentType, body });
  });
  return outside;
}
