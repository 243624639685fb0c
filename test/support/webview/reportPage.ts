import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import {
  readReportIntent,
  type Report,
  type ReportIntent,
  type ReportMessage,
} from '../../../src/protocol/report';
import { root } from '../vscode/programs';
import { pageText } from './pageText';
import {
  channelTo,
  complaintsOf,
  launchChromium,
  type Look,
  origin,
  serveFiles,
  until,
} from './reviewPage';
import { standInForVsCode } from './standIn';

/** A browser for reports. Whoever starts it closes it. */
export class ReportBrowsing {
  private constructor(
    private readonly browser: Browser,
    private readonly html: string,
  ) {}

  static async start(): Promise<ReportBrowsing> {
    return new ReportBrowsing(await launchChromium(), await pageText('report', origin));
  }

  /** Shows the report as VS Code would, and waits until it is drawn. */
  async open(report: Report, { theme, width, height }: Look): Promise<ReportPage> {
    const page = await this.browser.newPage({ viewport: { width, height } });
    page.setDefaultTimeout(10_000);
    const complaints = complaintsOf(page);
    const channel = await channelTo<ReportMessage>(page);
    const intents: ReportIntent[] = [];
    channel.listen((message) => {
      const intent = readReportIntent(message);
      if (intent?.kind === 'ready') {
        channel.post({ kind: 'report', report });
      } else if (intent) {
        intents.push(intent);
      }
    });
    const outside = await serveFiles(page, 'report', this.html);
    await standInForVsCode(page, theme);
    await page.goto(`${origin}/`);
    await page.locator('main.report').waitFor();
    return new ReportPage(page, intents, [complaints, outside]);
  }

  async close(): Promise<void> {
    await this.browser.close();
  }
}

export class ReportPage {
  constructor(
    readonly page: Page,
    readonly intents: readonly ReportIntent[],
    private readonly faults: readonly (readonly string[])[],
  ) {}

  /** Waits until the page has asked its host for something. */
  async asks(): Promise<ReportIntent | undefined> {
    await until(() => this.intents.length > 0, { saying: () => 'Nothing was asked.' });
    return this.intents.at(-1);
  }

  /** Everything that the page did and must not have. */
  async wrongs(): Promise<readonly string[]> {
    const { violations } = await this.page.evaluate(() => window.watched);
    return [...violations, ...this.faults.flat()];
  }

  async shot(name: string): Promise<void> {
    await this.page.screenshot({ path: path.join(root, 'out', 'webview', 'shots', `${name}.png`) });
  }
}
